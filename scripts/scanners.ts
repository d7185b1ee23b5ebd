import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Release, TRIVY_RELEASES } from '../src/inputs/gates/trivy-releases.ts';
import { differences, releaseFrom, sourceOf } from './release/scanners.ts';
import { say } from './say.ts';

/**
 * Adds Trivy releases to the table for `scan-version`: `node scripts/scanners.ts 0.75.0`. Without a version, compares
 * the whole table with GitHub. Needs GitHub: the release's checksums file and GitHub's own digests of its files must
 * agree with each other and with the table.
 */
const FILE = join(import.meta.dirname, '../src/inputs/gates/trivy-releases.ts');
const DOWNLOADS = 'https://github.com/aquasecurity/trivy/releases/download';
const API = 'https://api.github.com/repos/aquasecurity/trivy/releases/tags';

const named = process.argv.slice(2).map(version => version.replace(/^v/, ''));
let releases = TRIVY_RELEASES;
for (const version of named.length === 0 ? Object.keys(releases) : named) {
  const release = await releaseOf(version);
  const wrong = differences(releases[version] ?? {}, release);
  if (wrong.length > 0) throw new Error(`trivy ${version} has changed:\n${wrong.join('\n')}`);
  if (named.length > 0) releases = { ...releases, [version]: release };
  say(`trivy ${version} is in the table and matches GitHub.`);
}
if (named.length > 0) writeFileSync(FILE, sourceOf(releases));

async function releaseOf(version: string): Promise<Release> {
  const { GITHUB_TOKEN } = process.env;
  const sums = await textOf(`${DOWNLOADS}/v${version}/trivy_${version}_checksums.txt`);
  const known = GITHUB_TOKEN ? { authorization: `Bearer ${GITHUB_TOKEN}` } : {};
  const { assets } = JSON.parse(await textOf(`${API}/v${version}`, known));
  return releaseFrom(version, sums, assets);
}

async function textOf(url: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const answer = await fetch(url, { headers });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.text();
}
