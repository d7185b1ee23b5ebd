import { samePlatform, wholePlatform } from '../oci/platforms.ts';

type Texts = Readonly<Record<string, string>>;

/** An annotation of an index's entries for images. `platform`: of the only entry that gets it; undefined for all. */
type EntryAnnotation = Readonly<{ platform: string | undefined; key: string; value: string }>;

/** What an index says about itself, and about each of its images. */
export type IndexAnnotations = Readonly<{ index: Texts; entries: readonly EntryAnnotation[] }>;

/** Annotations by target: the parts of an image, or the index that holds them. */
type SplitAnnotations<Parts> = IndexAnnotations &
  Readonly<{
    /** As given, without the index's levels. A part that is an index of its own has those of its entries. */
    parts: Parts;
  }>;

// `index:key=value`, `manifest,index[linux/amd64]:key=value`. Without a level, it is the manifest's.
const LEVELS =
  /^((?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?(?:,(?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?)*):/;

const OF_INDEX = /^index(?:\[|$)/;

/** A level that an entry of the index gets, with its platform. */
const OF_ENTRY = /^manifest-descriptor(?:\[([^\]]*)\])?$/;

/**
 * Extracts the index's annotations: if each platform is built separately, none of the builds makes the index.
 *
 * @param annotations as for `docker buildx build --annotation`
 */
export function splitAnnotations(annotations: readonly string[]): SplitAnnotations<readonly string[]> {
  const index: Record<string, string> = {};
  const entries: EntryAnnotation[] = [];
  const parts = annotations.flatMap(annotation => {
    const { levels: all, key, value } = levelsIn(annotation);
    const own = all.filter(level => !level.startsWith('index'));
    for (const level of own) {
      const entry = OF_ENTRY.exec(level);
      if (entry !== null) entries.push({ platform: entry[1], key, value });
    }
    if (own.length === all.length) return [annotation];
    if (all.some(level => OF_INDEX.test(level))) index[key] = value;
    return own.length === 0 ? [] : [`${own.join(',')}:${key}=${value}`];
  });
  return { parts, index, entries };
}

function levelsIn(annotation: string) {
  const [prefix = '', levels = ''] = LEVELS.exec(annotation) ?? [];
  const pair = annotation.slice(prefix.length);
  const equals = pair.indexOf('=');
  return { levels: levels.split(','), key: pair.slice(0, equals), value: pair.slice(equals + 1) };
}

/** The value of a key as a reader of the image finds it: of the index, else of a manifest. */
export function annotationOf(key: string, annotations: readonly string[]): string | undefined {
  const all = annotations.map(levelsIn).filter(one => one.key === key);
  const on = (form: RegExp) => all.findLast(({ levels }) => levels.some(level => form.test(level)))?.value;
  return on(OF_INDEX) || on(/^(?:manifest(?:\[.*)?)?$/);
}

/** The same for an output's attributes: `annotation-index.key`. */
export function splitAttributes(attributes: Texts): SplitAnnotations<Texts> {
  const parts: Record<string, string> = {};
  const index: Record<string, string> = {};
  const entries: EntryAnnotation[] = [];
  for (const [name, value] of Object.entries(attributes)) {
    const [prefix = '', level = ''] = /^annotation-([a-z-]+(?:\[[^\]]*\])?)\./.exec(name) ?? [];
    const key = name.slice(prefix.length);
    const entry = OF_ENTRY.exec(level);
    if (entry !== null) entries.push({ platform: entry[1], key, value });
    if (!/^index(?:-descriptor)?(?:\[|$)/.test(level)) parts[name] = value;
    else if (!level.startsWith('index-descriptor')) index[key] = value;
  }
  return { parts, index, entries };
}

/**
 * The annotations of the index of a whole image. buildx writes `annotations` over the attributes of an output.
 *
 * @see https://github.com/docker/buildx/blob/v0.29.1/commands/build.go (`ParseAnnotations`)
 */
export function indexAnnotations(annotations: readonly string[], attributes: Texts): IndexAnnotations {
  const [given, ofOutput] = [splitAnnotations(annotations), splitAttributes(attributes)];
  return { index: { ...ofOutput.index, ...given.index }, entries: [...ofOutput.entries, ...given.entries] };
}

/** The annotations of the entry for a platform: those that name it count more, as in BuildKit. */
export function entryAnnotations({ entries }: IndexAnnotations, platform: string): Texts {
  const general = entries.filter(entry => entry.platform === undefined);
  const own = entries.filter(
    entry => entry.platform !== undefined && samePlatform(wholePlatform(entry.platform), platform),
  );
  return Object.fromEntries([...general, ...own].map(({ key, value }) => [key, value]));
}
