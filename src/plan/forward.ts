import compareSemver from 'semver/functions/compare.js';
import prerelease from 'semver/functions/prerelease.js';
import valid from 'semver/functions/valid.js';
import { pep440 } from './tags/pep440.ts';
import type { Release, VersionPart } from './terms/types.ts';

/** The labels of the image that a tag currently names; '' where missing. */
export type Incumbent = Readonly<{
  /** `org.opencontainers.image.version`, `.revision` and `.source`. */
  version: string;
  revision: string;
  source: string;
}>;

/**
 * Why a version's moving tag stays where it is, or undefined when it moves. The image's own label decides if credible,
 * else the highest version of the tag's line among the repository's tags: images may lack labels, and lists may hold
 * versions that this line has abandoned (a rollback, another numbering).
 *
 * @param incumbent undefined when the tag does not exist, or its image cannot be read.
 * @param published every tag of the repository.
 * @param repository `owner/name` of the sources.
 */
export function whyStays(
  release: Release,
  incumbent: Incumbent | undefined,
  published: readonly string[],
  repository: string,
): string | undefined {
  const label = incumbent && believedVersion(release, incumbent, published, repository);
  const order = label === undefined ? undefined : compare(release, label);
  if (order !== undefined)
    return order > 0 ? `it already points to ${label}, newer than ${release.version}` : undefined;
  const highest = highestPublished(release, published);
  return highest === undefined ? undefined : `${highest} is already published, newer than ${release.version}`;
}

/** Whether an image is known to have a lower version. The tag then moves on, whichever commit came first. */
export function isLower(
  release: Release,
  incumbent: Incumbent,
  published: readonly string[],
  repository: string,
): boolean {
  const label = believedVersion(release, incumbent, published, repository);
  return label !== undefined && (compare(release, label) ?? 0) < 0;
}

/**
 * The version that the image claims, bare. Images without a label inherit that of their base image (`ubuntu` says
 * `24.04`), so labels of other sources aren't believed, nor partial versions that aren't tags here.
 */
function believedVersion(
  release: Release,
  { version, source }: Incumbent,
  published: readonly string[],
  repository: string,
): string | undefined {
  if (version === '' || !isOf(source, repository)) return undefined;
  const bare = bareVersions(release, version)[0];
  if (bare === undefined || !isInLine(release, bare)) return undefined;
  return isFull(release, bare) || published.includes(version) ? bare : undefined;
}

/** Whether an image of these sources may belong to the repository. */
export function isOf(source: string, repository: string): boolean {
  const path = source.toLowerCase().replace(/(\.git)?\/*$/, '');
  return source === '' || path.endsWith(`/${repository.toLowerCase()}`);
}

/** The highest later release in this line. Prereleases don't count: they get no moving tags. */
function highestPublished(release: Release, published: readonly string[]): string | undefined {
  return published
    .flatMap(tag => bareVersions(release, tag))
    .filter(bare => isFull(release, bare) && !isPrerelease(release, bare) && isInLine(release, bare))
    .filter(bare => (compare(release, bare) ?? 0) > 0)
    .sort((a, b) => order(release, b, a))[0];
}

/** A tag's name without the affixes of versions here; undefined when it isn't a version. */
function bareVersions({ affixes }: Release, tag: string): string[] {
  return affixes
    .filter(([before, after]) => tag.startsWith(before) && tag.endsWith(after))
    .map(([before, after]) => tag.slice(before.length, tag.length - after.length))
    .filter(bare => /^v?\d/.test(bare))
    .map(bare => bare.replace(/^v/, ''));
}

/** Positive when `bare` is higher than the release, 0 when equal; undefined when they can't be compared. */
function compare(release: Release, bare: string): number | undefined {
  if (isFull(release, bare)) return order(release, bare, release.version);
  const ours = numbersOf(release.version);
  const differing = numbersOf(bare).findIndex((number, at) => number !== ours[at]);
  return differing < 0 ? undefined : (numbersOf(bare)[differing] ?? 0) - (ours[differing] ?? 0);
}

function order({ scheme }: Release, a: string, b: string): number {
  return scheme === 'semver' ? compareSemver(a, b) : pep440().compare(a, b);
}

function isFull({ scheme, version }: Release, bare: string): boolean {
  if (scheme === 'semver') return valid(bare) !== null;
  // PEP 440 has no fixed number of parts: use as many as this version has.
  return pep440().valid(bare) !== null && numbersOf(bare).length >= numbersOf(version).length;
}

function isPrerelease({ scheme }: Release, bare: string): boolean {
  if (scheme === 'semver') return prerelease(bare) !== null;
  const explained = pep440().explain(bare);
  return explained === null || explained.is_prerelease || explained.is_devrelease;
}

const places: Readonly<Record<VersionPart, number>> = { major: 0, minor: 1, patch: 2 };

/** Whether a version would give the same tag: `1` covers all of 1.x, but not 2.0. */
function isInLine({ line, version }: Release, bare: string): boolean {
  const [theirs, ours] = [numbersOf(bare), numbersOf(version)];
  return line.every(part => (theirs[places[part]] ?? 0) === (ours[places[part]] ?? 0));
}

/** The leading dotted numbers: `1.9` of `1.9-rc.1`. */
function numbersOf(version: string): number[] {
  const [numbers = ''] = /^\d+(\.\d+)*/.exec(version) ?? [];
  return numbers.split('.').map(Number);
}
