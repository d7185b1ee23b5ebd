import { trivyArchive } from '../../src/gates/scan/install-trivy.ts';
import type { Release, Releases } from '../../src/inputs/gates/trivy-releases.ts';

/** A file of a release, as GitHub's API lists it. */
export type Asset = Readonly<{ name: string; digest?: string | null }>;

/** The architectures of runners. */
const MACHINES = [
  ['linux', 'x64'],
  ['linux', 'arm64'],
  ['darwin', 'x64'],
  ['darwin', 'arm64'],
] as const;

/**
 * The archives of a release with their SHA-256.
 *
 * @param sums its checksums file
 * @param assets GitHub's own data about its files
 * @throws Error when one is missing, or the two disagree
 */
export function releaseFrom(version: string, sums: string, assets: readonly Asset[]): Release {
  const listed = new Map(
    sums.split('\n').flatMap(line => {
      const [, sum, name] = /^([0-9a-f]{64})\s+\*?(\S+)\s*$/.exec(line) ?? [];
      return sum === undefined || name === undefined ? [] : [[name, sum] as const];
    }),
  );
  const entries = MACHINES.map(([platform, arch]) => {
    const name = trivyArchive(version, platform, arch)!;
    const sum = listed.get(name);
    const digest = assets.find(asset => asset.name === name)?.digest;
    if (sum === undefined) throw new Error(`the checksums of trivy ${version} do not list ${name}`);
    if (digest !== `sha256:${sum}`)
      throw new Error(`${name}: the checksums say ${sum}, and GitHub says ${digest ?? 'nothing'}`);
    return [name, sum] as const;
  });
  return Object.fromEntries(entries);
}

/**
 * The table's entries for a release that differ from GitHub's, one line per archive. The table may omit archives whose
 * checksums nobody could confirm.
 */
export function differences(listed: Release, actual: Release): readonly string[] {
  return Object.entries(listed)
    .filter(([name, sum]) => actual[name] !== sum)
    .map(([name, sum]) => `${name}: the table says ${sum}, and GitHub says ${actual[name] ?? 'nothing'}`);
}

/** The table's file, the newest release first. */
export function sourceOf(releases: Releases): string {
  const newest = Object.entries(releases).sort(([a], [b]) => b.localeCompare(a, 'en', { numeric: true }));
  const rows = newest.map(([version, release]) => {
    const sums = Object.entries(release).map(([name, sum]) => `    '${name}': '${sum}',\n`);
    return `  '${version}': {\n${sums.join('')}  },\n`;
  });
  return `${HEAD}export const TRIVY_RELEASES: Releases = {${rows.length === 0 ? '' : `\n${rows.join('')}`}};\n`;
}

const HEAD = `/** SHA-256 of a release's archives, by file name. */
export type Release = Readonly<Record<string, string>>;

/** Trivy releases by version, without the v. */
export type Releases = Readonly<Record<string, Release>>;

/**
 * The only releases that are ever downloaded, for \`scan-version\`. Written by scripts/scanners.ts, which adds a release
 * only if its checksums file and GitHub's own digests of its files agree, and compares the whole table with them before
 * each release of Slipway. The sums of 0.70.0 to 0.74.0 are explained in docs/decisions/0008-scanners.md. Never listed:
 * 0.69.4, which was malicious, and everything before it (GHSA-69fq-xp46-6x23).
 */
`;
