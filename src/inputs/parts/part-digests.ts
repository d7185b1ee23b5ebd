import { type Fields, isObject, jsonIn } from '../../host/fields.ts';
import { quote } from '../../host/text/quote.ts';
import { isDigest } from '../../oci/reference.ts';
import type { Digest } from '../../oci/types.ts';
import type { Source } from '../reading/source.ts';

/** A part by its digest. `image`: the image's name; undefined for the only image of a step. */
export type ListedPart = Readonly<{ image?: string; digest: Digest }>;

/**
 * The parts that may be merged. Each line is a list of digests (the output `digest` of jobs with `part`), or JSON: the
 * output `images-result`, all outputs of a job, or all jobs of `needs`. The whole input may also be one JSON text.
 *
 * @returns undefined if it is not given: any part of this run
 */
export function readDigests(source: Source, merge: boolean): readonly ListedPart[] | undefined {
  const text = source.text('part-digests');
  if (text === '') return undefined;
  // `toJSON` writes several lines.
  const lines = objectIn(text) === undefined ? text.split('\n').filter(line => line.trim() !== '') : [text];
  const listed = lines.map(line => ({ line, parts: listedIn(line) }));
  const unknown = listed.filter(({ parts }) => parts === undefined);
  for (const { line } of unknown) source.invalid('part-digests', quote(line.trim()), EXPECTED);
  const found = listed.flatMap(({ parts }) => parts ?? []);
  // Jobs without digests must not mean that any will do.
  if (found.length === 0 && unknown.length === 0) source.invalid('part-digests', quote(text), EXPECTED);
  if (!merge) {
    source.report(
      'part-digests',
      'is given without `merge`',
      'Give it to the job that merges the parts, together with `merge: true`.',
    );
  }
  return found;
}

function listedIn(line: string): readonly ListedPart[] | undefined {
  const json = objectIn(line);
  return json === undefined ? digestsIn(line) : (resultsIn(json) ?? outputsIn(json));
}

const EXPECTED =
  'the digests (`sha256:…`) of one or more parts, or JSON with them such as `${{ toJSON(needs.build.outputs) }}`';

/** A list of digests, in any punctuation; undefined for anything else. */
function digestsIn(text: string): readonly ListedPart[] | undefined {
  const words = text.split(/[\s,;'"[\]]+/).filter(word => word !== '' && word !== '-');
  const digests = words.filter(isDigest);
  return digests.length === words.length ? digests.map(digest => ({ digest })) : undefined;
}

/** Outputs of this action with a digest of something else than what was handed over. */
const OTHER = /(?:^|[-_])(?:tested[-_]digest|imageid)$/i;

/** The images of `images-result`, of which only `digest` is a part; undefined for other JSON. */
function resultsIn(json: Fields): readonly ListedPart[] | undefined {
  const results = Object.entries(json);
  const isOne = (value: unknown): value is Fields => isObject(value) && typeof value.digest === 'string';
  if (results.length === 0 || !results.every(([, value]) => isOne(value))) return undefined;
  return results.flatMap(([image, value]) => {
    const { digest } = value as Fields;
    return typeof digest === 'string' && isDigest(digest) ? [{ image, digest }] : [];
  });
}

/**
 * The outputs of a job: those that consist of digests or of an `images-result`; others count for nothing. Or the jobs of
 * `needs`, with their outputs.
 */
function outputsIn(json: Fields): readonly ListedPart[] {
  return Object.entries(json).flatMap(([name, value]) => {
    if (!isObject(value)) return digestsOf(name, value);
    // Outputs are text: nothing is nested any deeper, however deep it goes.
    return isObject(value.outputs) ? Object.entries(value.outputs).flatMap(output => digestsOf(...output)) : [];
  });
}

function digestsOf(name: string, value: unknown): readonly ListedPart[] {
  if (typeof value !== 'string' || OTHER.test(name)) return [];
  const result = objectIn(value);
  return (result === undefined ? digestsIn(value) : resultsIn(result)) ?? [];
}

function objectIn(text: string): Fields | undefined {
  const json = jsonIn(text);
  return isObject(json) ? json : undefined;
}
