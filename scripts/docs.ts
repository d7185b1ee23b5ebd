import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOMS } from './checks/rooms.ts';
import { withRooms, withTables } from './checks/tables.ts';
import { say } from './say.ts';

const root = join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

/** The documents of which a part is made from something else. */
const DOCUMENTS: readonly { name: string; source: string; fresh: (old: string) => string }[] = [
  { name: 'README.md', source: 'action.yml', fresh: old => withTables(old, read('action.yml')) },
  { name: 'CONTRIBUTING.md', source: 'scripts/checks/rooms.ts', fresh: old => withRooms(old, ROOMS) },
];

/** `npm run docs` writes their tables; with `--check` it only tells whether they are up to date. */
for (const { name, source, fresh } of DOCUMENTS) {
  const old = read(name);
  const now = fresh(old);
  if (old === now) {
    say(`${name} is up to date with ${source}.`);
  } else if (process.argv.includes('--check')) {
    say(`${name} is not up to date with ${source}. Run "npm run docs".`);
    process.exitCode = 1;
  } else {
    writeFileSync(join(root, name), now);
    say(`${name} is written.`);
  }
}
