import valid from 'semver/functions/valid.js';
import type { PlannedTag, Release, VersionPart } from '../terms/types.ts';

const fullVersion = /^[vV]?(\d+\.\d+\.\d+)(-.+)?$/;
const parts: readonly VersionPart[] = ['major', 'minor'];

/** The version that a run publishes, as far as its tags' names show. */
type Version = Pick<Release, 'version' | 'affixes'>;

/**
 * Gives moving tags without a version (`latest` or `1.6` as raw values) the one that is published beside them, if the
 * run has exactly one.
 *
 * @param isFree whether a tag follows something other than versions, such as a branch
 */
export function besideVersion(
  tags: readonly PlannedTag[],
  isFree: (tag: PlannedTag) => boolean,
): readonly PlannedTag[] {
  const version = versionOf(tags.map(({ name }) => name));
  if (version === undefined) return tags;
  return tags.map(tag => {
    const isHeld = tag.moving && tag.release === undefined && !isFree(tag);
    const line = isHeld ? lineOf(tag.name, version) : undefined;
    return line === undefined ? tag : { ...tag, beside: { scheme: 'semver', line, ...version } };
  });
}

/** `1.6.0-rc.1` is a prerelease, but with `1.6-alpine` or `alpine` beside it, `1.6.0-alpine` is a variant of 1.6.0. */
function versionOf(names: readonly string[]): Version | undefined {
  const found = names.flatMap(name => {
    const [, numbers = '', suffix = ''] = fullVersion.exec(name) ?? [];
    return valid(numbers) === null ? [] : [{ name, numbers, suffix }];
  });
  const [first, ...others] = found;
  if (first === undefined || others.some(({ numbers }) => numbers !== first.numbers)) return undefined;
  const suffixes = [...new Set(found.map(({ suffix }) => suffix))];
  const rest = names.filter(name => !found.some(version => version.name === name));
  const isVariant = suffixes.length > 1 || rest.some(name => `-${name}`.endsWith(first.suffix));
  if (!isVariant) return { version: `${first.numbers}${first.suffix}`, affixes: [['', '']] };
  return { version: first.numbers, affixes: suffixes.map(suffix => ['', suffix] as const) };
}

/** The part of the version in a name: nothing for `latest`; undefined for another version's name, or no version's. */
function lineOf(name: string, { version, affixes }: Version): Release['line'] | undefined {
  const suffix = affixes.map(([, after]) => after).find(after => after !== '' && name.endsWith(after)) ?? '';
  const [, numbers] = /^[vV]?(\d+(?:\.\d+)*)$/.exec(name.slice(0, name.length - suffix.length)) ?? [];
  if (numbers === undefined) return [];
  const given = numbers.split('.');
  return given.length <= parts.length && `${version}.`.startsWith(`${numbers}.`)
    ? parts.slice(0, given.length)
    : undefined;
}
