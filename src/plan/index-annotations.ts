/** Annotations by target: the parts of an image, or the index that holds them. */
export type SplitAnnotations = Readonly<{
  /** As given, without the index's levels. */
  parts: readonly string[];
  index: Readonly<Record<string, string>>;
}>;

// `index:key=value`, `manifest,index[linux/amd64]:key=value`. Without a level, it is the manifest's.
const LEVELS =
  /^((?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?(?:,(?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?)*):/;

/**
 * Extracts the index's annotations: if each platform is built separately, none of the builds makes the index.
 *
 * @param annotations as for `docker buildx build --annotation`
 */
export function splitAnnotations(annotations: readonly string[]): SplitAnnotations {
  const index: Record<string, string> = {};
  const parts = annotations.flatMap(annotation => {
    const [prefix = '', levels = ''] = LEVELS.exec(annotation) ?? [];
    const all = levels.split(',');
    const own = all.filter(level => !level.startsWith('index'));
    if (own.length === all.length) return [annotation];
    const pair = annotation.slice(prefix.length);
    const equals = pair.indexOf('=');
    if (all.some(level => /^index(?:\[|$)/.test(level))) index[pair.slice(0, equals)] = pair.slice(equals + 1);
    return own.length === 0 ? [] : [`${own.join(',')}:${pair}`];
  });
  return { parts, index };
}

/** The same for an output's attributes: `annotation-index.key`. */
export function splitAttributes(attributes: Readonly<Record<string, string>>): Readonly<{
  parts: Readonly<Record<string, string>>;
  index: Readonly<Record<string, string>>;
}> {
  const parts: Record<string, string> = {};
  const index: Record<string, string> = {};
  for (const [key, value] of Object.entries(attributes)) {
    const level = /^annotation-index(-descriptor)?(?:\[[^\]]*\])?\./.exec(key);
    if (level === null) parts[key] = value;
    else if (level[1] === undefined) index[key.slice(level[0].length)] = value;
  }
  return { parts, index };
}

/** The annotations of the index of a whole image; those of an output count more. */
export function indexAnnotations(
  annotations: readonly string[],
  attributes: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return { ...splitAnnotations(annotations).index, ...splitAttributes(attributes).index };
}
