import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshDocuments, readDocuments } from './docs/documents.ts';
import { say } from './say.ts';

const root = join(import.meta.dirname, '..');

/**
 * `npm run docs` writes everything generated from code, examples and measurements; with `--check` it only reports what
 * is stale.
 */
const old = readDocuments(root);
const fresh = await freshDocuments(old, root);
const stale = [...fresh].filter(([path, text]) => old.get(path) !== text);
for (const [path, text] of stale) {
  if (process.argv.includes('--check')) {
    say(`${path} is out of date. Run "npm run docs".`);
    process.exitCode = 1;
  } else {
    writeFileSync(join(root, path), text);
    say(`${path} is written.`);
  }
}
if (stale.length === 0) say(`All ${fresh.size} documents are up to date.`);
