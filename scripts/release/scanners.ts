import { trivyArchive } from '../../src/gates/scan/install-trivy.ts';
import { messageOf } from '../../src/host/errors.ts';
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

/** Where releases are: their files, and GitHub's API. */
export type Places = Readonly<{ downloads: string; api: string; token?: string | undefined }>;

const GITHUB: Places = {
  downloads: 'https://github.com/aquasecurity/trivy/releases/download',
  api: 'https://api.github.com/repos/aquasecurity/trivy/releases',
};

/**
 * The table with these releases added; without any, the table as it is. Every named release, or every listed one, is
 * compared with GitHub first.
 *
 * @param named versions, or `latest` for the one that GitHub calls so
 * @throws Error with everything that differs; nothing is added then
 */
export async function refreshed(
  releases: Releases,
  named: readonly string[],
  places: Partial<Places> = {},
): Promise<Releases> {
  const at = { ...GITHUB, ...places };
  const asked = await Promise.all(named.map(version => (version === 'latest' ? latest(at) : version)));
  const versions = asked.length === 0 ? Object.keys(releases) : asked.map(version => version.replace(/^v/, ''));
  const odd = versions.find(version => !/^\d+\.\d+\.\d+$/.test(version));
  if (odd !== undefined) throw new Error(`expected a version such as 0.75.0, or latest, not ${JSON.stringify(odd)}`);
  const wrong: string[] = [];
  const added: Record<string, Release> = {};
  for (const version of versions) {
    try {
      const actual = await releaseAt(version, at);
      const changed = differences(releases[version] ?? {}, actual);
      wrong.push(...changed.map(line => `trivy ${version} has changed: ${line}`));
      if (named.length > 0) added[version] = actual;
    } catch (error) {
      wrong.push(`trivy ${version}: ${messageOf(error)}`);
    }
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return { ...releases, ...added };
}

async function latest({ api, token }: Places): Promise<string> {
  const { tag_name: name } = JSON.parse(await textOf(`${api}/latest`, token)) as { tag_name?: unknown };
  return String(name);
}

async function releaseAt(version: string, { downloads, api, token }: Places): Promise<Release> {
  const sums = await textOf(`${downloads}/v${version}/trivy_${version}_checksums.txt`);
  const { assets } = JSON.parse(await textOf(`${api}/tags/v${version}`, token)) as { assets: readonly Asset[] };
  return releaseFrom(version, sums, assets);
}

async function textOf(url: string, token?: string): Promise<string> {
  const answer = await fetch(url, { headers: token ? { authorization: `Bearer ${token}` } : {} });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.text();
}

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
 * The only releases that are ever downloaded, for \`scan-version\`. The sums of 0.70.0 to 0.74.0 were collected by hand,
 * from public repositories that pin them: docs/decisions/0008-scanners.md. scripts/scanners.ts compares the whole table
 * with GitHub before each release of Slipway, and adds a release only if its checksums file and GitHub's own digests of
 * its files agree. Never listed: 0.69.4, which was malicious, and everything before it (GHSA-69fq-xp46-6x23).
 */
`;
