import { quote } from '../host/text/quote.ts';
import { factLabels } from '../plan/metadata/labels.ts';
import type { ImagePlan } from '../plan/terms/types.ts';

/** Room for the statements in a record. Bytes of JSON. */
const LARGEST = 48 * 1024;
/** Differences in one message. */
const SHOWN = 5;

/**
 * What parts and merge must agree on, because it describes the whole image: its names and tags, labels, annotations and
 * version.
 *
 * @returns `[kind, key, value]`, such as `['label', 'org.opencontainers.image.licenses', 'MIT']`
 */
export type Stated = readonly [kind: string, key: string, value: string];

export function statedOf({ destinations, metadata }: ImagePlan): readonly Stated[] {
  const pairs = (kind: string, lines: readonly string[]) =>
    lines.map((line): Stated => {
      const at = line.indexOf('=');
      return at < 0 ? [kind, line, ''] : [kind, line.slice(0, at), line.slice(at + 1)];
    });
  return [
    ...destinations.map(({ name }): Stated => ['name', name, '']),
    ...destinations.flatMap(({ name, tags }) => tags.map((tag): Stated => ['tag', `${name}:${tag.name}`, ''])),
    ...pairs('label', metadata.labels),
    ...pairs('annotation', metadata.annotations),
    ['version', '', metadata.version],
  ];
}

/** The statements for a record; [] if they are too long for one: then only their hash is compared. */
export function recordedOf(image: ImagePlan): readonly Stated[] {
  const stated = statedOf(image);
  return Buffer.byteLength(JSON.stringify(stated)) > LARGEST ? [] : stated;
}

/**
 * How a part was planned differently from this job.
 *
 * @param theirs of its record; [] if unknown
 * @param ours of this job
 */
export function differences(theirs: readonly Stated[], ours: readonly Stated[]): string {
  if (theirs.length === 0) return `${OTHER}: ${SAME}`;
  const [there, here] = [byKey(theirs), byKey(ours)];
  const keys = [...new Set([...there.keys(), ...here.keys()])].filter(
    key => there.get(key)?.[2] !== here.get(key)?.[2],
  );
  if (keys.length === 0) return `${OTHER}: ${SAME}`;
  const all = keys.map(key => ({
    stated: (there.get(key) ?? here.get(key))!,
    its: there.get(key)?.[2],
    own: here.get(key)?.[2],
  }));
  const said = all.slice(0, SHOWN).map(({ stated: [kind, key], its, own }) => difference(kind, key, [its, own]));
  const rest = keys.length > SHOWN ? [`${keys.length - SHOWN} more differences`] : [];
  const isUnasked = all.every(
    ({ stated: [kind, key], its: one, own: other }) => isFact(kind, key) && (one === '') !== (other === ''),
  );
  return `${[...said, ...rest].join('; ')}: ${isUnasked ? UNASKED : SAME}`;
}

const OTHER = 'its names, tags, labels or annotations are not those of this job';
const SAME = 'give both the same inputs';
const UNASKED =
  "GitHub's API did not answer one of the two jobs; re-run that job, or set them in `labels` and `annotations` of all jobs";

function byKey(stated: readonly Stated[]): ReadonlyMap<string, Stated> {
  return new Map(stated.map(one => [JSON.stringify([one[0], one[1]]), one]));
}

/** A fact about the repository that is shown in a label, or in the annotation of the same name, and may be looked up. */
function isFact(kind: string, key: string): boolean {
  const name = kind === 'annotation' ? key.slice(key.indexOf(':') + 1) : key;
  return (kind === 'label' || kind === 'annotation') && Object.hasOwn(factLabels, name);
}

function difference(kind: string, key: string, [its, own]: readonly [string | undefined, string | undefined]): string {
  const what = `${kind}${key === '' ? '' : ` ${/^[\w./:@-]{1,200}$/.test(key) ? key : quote(key)}`}`;
  if (its === undefined) return `it lacks the ${what}`;
  if (own === undefined) return `it has the ${what}, which this job has not`;
  return `its ${what} is ${quote(its)}, and here it is ${quote(own)}`;
}
