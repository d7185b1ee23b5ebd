import type { Field } from '../terms/field.ts';
import { nearest } from '../terms/nearest.ts';

/**
 * Words that stand for rules. In metadata-action each would be a plain tag of that name, which nobody wants. `edge` and
 * `nightly`, which people do publish, remain plain tags.
 */
const PRESETS: Readonly<Record<string, readonly (readonly Field[])[]>> = {
  release: ['{{version}}', '{{major}}.{{minor}}'].map(pattern => fields({ type: 'semver', pattern })),
  branch: [fields({ type: 'ref', event: 'branch' })],
  tag: [fields({ type: 'ref', event: 'tag' })],
  pr: [fields({ type: 'ref', event: 'pr' })],
  sha: [fields({ type: 'sha' })],
};

/**
 * The fields of each rule that a line stands for. A line of presets (`release, sha`) gives several, each with the
 * line's attributes (`release,suffix=-alpine`); any other line is one rule.
 */
export function expandPresets(line: readonly Field[]): readonly (readonly Field[])[] {
  if (!isPresets(line)) return [line];
  const own = line.filter(({ key }) => key !== undefined);
  return bareOf(line).flatMap(({ value }) => (PRESETS[value] ?? []).map(rule => [...rule, ...own]));
}

/** Whether every bare word of a line is a preset, and the line has no type of its own. */
export function isPresets(line: readonly Field[]): boolean {
  const bare = bareOf(line);
  const isRule = line.some(({ key }) => key === 'type');
  return !isRule && bare.length > 0 && bare.every(({ value }) => Object.hasOwn(PRESETS, value));
}

/** Whether a line without a visible template may stand for rules that have one. */
export function mayBePreset(line: string): boolean {
  return line.includes('release');
}

/** The preset that a plain tag may be a typo of: `relase`. */
export function missedPreset(line: readonly Field[]): string | undefined {
  const [only, ...more] = line;
  if (only === undefined || more.length > 0 || only.key !== undefined || isPresets(line)) return undefined;
  // The others are too short to be distinguished from other words.
  return nearest(only.value, ['release', 'branch']);
}

function bareOf(line: readonly Field[]): readonly Field[] {
  return line.filter(({ key, value }) => key === undefined && value !== '');
}

function fields(attributes: Readonly<Record<string, string>>): readonly Field[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value }));
}
