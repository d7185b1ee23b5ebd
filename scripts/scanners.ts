import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TRIVY_RELEASES } from '../src/inputs/gates/trivy-releases.ts';
import { releaseFrom, sourceOf } from './release/scanners.ts';
import { say } from './say.ts';

/**
 * Takes releases of Trivy into the table of those that `scan-version` may bring: `node scripts/scanners.ts 0.74.0`. It
 * needs GitHub. The checksums file of the release and GitHub's own digests of its files have to agree.
 */
const FILE = join(import.meta.dirname, '../src/inputs/gates/trivy-releases.ts');
const DOWNLOADS = 'https://github.com/aquasecurity/trivy/releases/download';
const API = 'https://api.github.com/repos/aquasecurity/trivy/releases/tags';

const versions = process.argv.slice(2).map(version => version.replace(/^v/, ''));
if (versions.length === 0) throw new Error('Name versions: node scripts/scanners.ts 0.74.0');
let releases = TRIVY_RELEASES;
for (const version of versions) {
  const sums = await textOf(`${DOWNLOADS}/v${version}/trivy_${version}_checksums.txt`);
  const assets = JSON.parse(await textOf(`${API}/v${version}`)).assets;
  releases = { ...releases, [version]: releaseFrom(version, sums, assets) };
  say(`trivy ${version} is in the table.`);
}
writeFileSync(FILE, sourceOf(releases));

async function textOf(url: string): Promise<string> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.text();
}
