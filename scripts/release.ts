import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkRelease, notesOf, withRelease } from './release/release.ts';
import { say } from './say.ts';

const USAGE = `node scripts/bootstrap.mjs scripts/release.ts check TAG       whether package.json and CHANGELOG.md are of this release
node scripts/bootstrap.mjs scripts/release.ts notes TAG       the release's notes, from CHANGELOG.md
node scripts/bootstrap.mjs scripts/release.ts pin TAG COMMIT  notes the released commit; "npm run docs" then writes it everywhere`;

const root = join(import.meta.dirname, '..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const [command, tag = '', commit = ''] = process.argv.slice(2);

switch (command) {
  case 'check': {
    const problems = checkRelease(tag, read('package.json'), read('CHANGELOG.md'));
    for (const problem of problems) say(problem);
    process.exitCode = problems.length > 0 ? 1 : 0;
    break;
  }
  case 'notes':
    say(notesOf(read('CHANGELOG.md'), tag));
    break;
  case 'pin':
    writeFileSync(join(root, 'package.json'), withRelease(read('package.json'), { version: tag, sha: commit }));
    break;
  default:
    say(USAGE);
    process.exitCode = 2;
}
