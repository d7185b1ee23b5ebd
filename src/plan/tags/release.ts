import valid from 'semver/functions/valid.js';
import type { VersionFacts } from '../terms/outcome.ts';
import type { Release, VersionPart } from '../terms/types.ts';

const parts: readonly VersionPart[] = ['major', 'minor', 'patch'];

/** The facts of a version rule. The version parts in its pattern hold the tag to its line. */
export function ruleRelease(scheme: Release['scheme'], version: string, names: ReadonlySet<string>): VersionFacts {
  return { scheme, version, line: parts.filter(part => names.has(part)) };
}

/**
 * The version behind a tag whose rule has none (`match`, `ref`), if its value or the git tag is one: `latest` follows
 * it as with `semver`. The value `1.9` belongs to the line of its major and minor number.
 */
export function releaseBehind(value: string, gitTag: string): VersionFacts | undefined {
  const version = valid(value) ?? valid(gitTag);
  if (version === null) return undefined;
  const [numbers = ''] = /^v?\d+(\.\d+)?$/.exec(value) ?? [];
  return { scheme: 'semver', version, line: numbers === '' ? [] : parts.slice(0, numbers.split('.').length) };
}

type Named = Readonly<{ name: string; release: VersionFacts | undefined }>;

/** The affixes of the version in those tags that contain all of it; nothing if there are none. */
export function affixesOf(tags: readonly Named[]): Release['affixes'] {
  const found = tags.flatMap(({ name, release }) => {
    const start = release === undefined ? -1 : name.indexOf(release.version);
    if (release === undefined || start < 0) return [];
    return [[name.slice(0, start), name.slice(start + release.version.length)] as const];
  });
  const unique = [...new Map(found.map(pair => [pair.join('\0'), pair])).values()];
  return unique.length > 0 ? unique : [['', '']];
}
