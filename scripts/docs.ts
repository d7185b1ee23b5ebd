import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTables } from './checks/readme.ts';
import { say } from './say.ts';

/** `npm run docs` writes the tables of README.md; with `--check` it only tells whether they are up to date. */
const root = join(import.meta.dirname, '..');
const file = join(root, 'README.md');
const old = readFileSync(file, 'utf8');
const fresh = withTables(old, readFileSync(join(root, 'action.yml'), 'utf8'));
if (old === fresh) {
  say('README.md is up to date with action.yml.');
} else if (process.argv.includes('--check')) {
  say('README.md is not up to date with action.yml. Run "npm run docs".');
  process.exitCode = 1;
} else {
  writeFileSync(file, fresh);
  say('README.md is written.');
}
