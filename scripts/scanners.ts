import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../src/host/errors.ts';
import { TRIVY_RELEASES } from '../src/inputs/gates/trivy-releases.ts';
import { refreshed, sourceOf } from './release/scanners.ts';
import { red, say } from './say.ts';

/**
 * Adds Trivy releases to the table for `scan-version`: `node scripts/scanners.ts 0.75.0`, or `latest`. Without a
 * version, compares the whole table with GitHub. Needs GitHub: the release's checksums file and GitHub's own digests of
 * its files must agree with each other and with the table.
 */
const FILE = join(import.meta.dirname, '../src/inputs/gates/trivy-releases.ts');

const named = process.argv.slice(2);
try {
  const releases = await refreshed(TRIVY_RELEASES, named, { token: process.env.GITHUB_TOKEN });
  if (named.length > 0) writeFileSync(FILE, sourceOf(releases));
  say(`The table matches GitHub: trivy ${Object.keys(releases).join(', ')}`);
} catch (error) {
  process.stderr.write(`${red(messageOf(error))}\n`);
  process.exitCode = 1;
}
