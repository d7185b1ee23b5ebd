import { ActionError } from '../../host/errors.ts';
import { fieldsIn } from '../../host/fields.ts';
import { quote } from '../../host/text/quote.ts';
import { formatReference, isDigest, parseReference, type Reference } from '../../oci/reference.ts';
import { items, type Source } from '../reading/source.ts';

/** An image to verify. `text` is the user's name for it. */
export type ImageToVerify = Readonly<{ text: string; reference: Reference }>;

/** The images of `images`, `refs` and `result`, without duplicates. */
export function readImages(source: Source): readonly ImageToVerify[] {
  const named = [
    ...items(source, 'images', { commas: true }).map(text => ['images', text] as const),
    ...refsIn(source).map(text => ['refs', text] as const),
    ...resultIn(source).map(text => ['result', text] as const),
  ];
  const isGiven = (['images', 'refs', 'result'] as const).some(name => source.text(name) !== '');
  if (!isGiven) {
    const fix = 'Name the images, as in `ghcr.io/acme/api:1.4` or `ghcr.io/acme/api@sha256:…`, one per line.';
    source.report('images', 'is empty, and so are `refs` and `result`', fix);
  }
  const read = named.flatMap(([input, text]) => imageAt(source, input, text));
  return [...new Map(read.map(image => [image.text, image])).values()];
}

function imageAt(source: Source, input: string, text: string): readonly ImageToVerify[] {
  try {
    const reference = parseReference(text);
    return [{ text: formatReference(reference), reference }];
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    source.report(input, `has an entry that is not an image: ${error.message}`, error.hint ?? '');
    return [];
  }
}

const NOTHING =
  "Nothing was published there. Run this step only if something was: `if: needs.image.outputs.pushed == 'true'`.";

/** `["ghcr.io/acme/api:1.4"]` */
function refsIn(source: Source): readonly string[] {
  const list = jsonList(source, 'refs');
  if (list === undefined) return [];
  if (list.length === 0) source.report('refs', 'lists no image', NOTHING);
  const texts = list.filter(one => typeof one === 'string');
  if (texts.length < list.length) source.invalid('refs', 'an entry that is not text', FORMS.refs);
  return texts;
}

/**
 * `[{"reference": "ghcr.io/acme/api:1.4", "digest": "sha256:…", "state": "published"}]`: the published images, by
 * digest.
 */
function resultIn(source: Source): readonly string[] {
  const list = jsonList(source, 'result');
  if (list === undefined) return [];
  const entries = list.map(fieldsIn);
  const published = entries.filter(({ state }) => state === 'published');
  const texts = published.flatMap(({ reference, digest }) =>
    typeof reference === 'string' && typeof digest === 'string' && isDigest(digest) ? [`${reference}@${digest}`] : [],
  );
  const isForeign = entries.some(({ state, reference }) => typeof state !== 'string' || typeof reference !== 'string');
  if (isForeign || texts.length < published.length) {
    source.invalid('result', 'an entry without reference, digest or state', FORMS.result);
  } else if (texts.length === 0) source.report('result', 'lists no published image', NOTHING);
  return texts;
}

const FORMS = {
  refs: 'the output `refs` of a step that published, a JSON array of references',
  result: 'the output `result` of a step that published, a JSON array of objects',
};

/** undefined when the input is not given, or isn't a list. */
function jsonList(source: Source, name: 'refs' | 'result'): readonly unknown[] | undefined {
  const text = source.text(name);
  if (text === '') return undefined;
  try {
    const json: unknown = JSON.parse(text);
    if (Array.isArray(json)) return json;
  } catch {
    // Not JSON.
  }
  source.invalid(name, quote(text), FORMS[name]);
  return undefined;
}
