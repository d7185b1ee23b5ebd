import type { Fact, RepoFacts } from '../terms/metadata-types.ts';

const oci = 'org.opencontainers.image';

/** The computed label keys, and the fact behind each that has one. */
export const factLabels: Readonly<Record<string, Fact>> = {
  [`${oci}.title`]: 'name',
  [`${oci}.description`]: 'description',
  [`${oci}.url`]: 'htmlUrl',
  [`${oci}.source`]: 'htmlUrl',
  [`${oci}.licenses`]: 'license',
};

export type Pair = readonly [key: string, value: string];

/** The eight labels of the OCI image specification (annotations.md). */
export function computedLabels(facts: RepoFacts, version: string, created: Date, revision: string): Pair[] {
  return [
    [`${oci}.title`, facts.name ?? ''],
    [`${oci}.description`, facts.description ?? ''],
    [`${oci}.url`, facts.htmlUrl ?? ''],
    [`${oci}.source`, facts.htmlUrl ?? ''],
    [`${oci}.version`, version],
    [`${oci}.created`, created.toISOString()],
    [`${oci}.revision`, revision],
    [`${oci}.licenses`, facts.license ?? ''],
  ];
}

/** `key=value`. A line without `=` is ignored, as in metadata-action. */
export function pairOf(line: string): Pair[] {
  const equals = line.indexOf('=');
  return equals < 0 ? [] : [[line.slice(0, equals), line.slice(equals + 1)]];
}

/** Each key once, with its last value, sorted as metadata-action sorts them. */
export function merged(pairs: readonly Pair[]): Pair[] {
  const each = [...new Map(pairs)];
  // These characters sort the same in a dictionary as in Unicode, whose rules take 5 ms to load.
  if (each.every(([key]) => /^[a-z0-9.-]*$/.test(key))) return each.sort(([a], [b]) => (a < b ? -1 : 1));
  return each.sort(([a], [b]) => a.localeCompare(b));
}

export function lineOf([key, value]: Pair): string {
  return `${key}=${value}`;
}

// `index:`, `manifest[linux/amd64]:`, `index,manifest:`: the level that buildx takes before an annotation's key.
const level = '(?:manifest|index|manifest-descriptor|index-descriptor)(?:\\[[^\\]]*\\])?';
const levelPrefix = new RegExp(`^(${level}(?:,${level})*):(.+)$`);

/**
 * Annotations with their level. An entry that names its own level comes once, after the others, and replaces the
 * computed one of that level.
 */
export function leveled(pairs: readonly Pair[], levels: readonly string[]): string[] {
  const own = pairs.filter(([key]) => levelPrefix.test(key));
  const plain = pairs.filter(([key]) => !levelPrefix.test(key));
  const taken = new Set(own.flatMap(([key]) => keysOf(key)));
  const spread = levels.flatMap(each => plain.map(([key, value]): Pair => [`${each}:${key}`, value]));
  return [...spread.filter(([key]) => !taken.has(key)), ...own].map(lineOf);
}

function keysOf(key: string): string[] {
  const [, levels = '', name = ''] = levelPrefix.exec(key) ?? [];
  return levels.split(',').map(each => `${each}:${name}`);
}
