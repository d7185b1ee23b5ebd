import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../src/host/errors.ts';
import { openClone, writePins } from './release/commit.ts';
import { moveTo } from './release/move.ts';
import { publish } from './release/publish.ts';
import { checkRelease, notesOf } from './release/release.ts';
import { red, say } from './say.ts';

/** Nothing here needs a dependency: the job that holds the deploy key installs none. */
const USAGE = `node scripts/release.ts check TAG            whether package.json and CHANGELOG.md are of this release
node scripts/release.ts pin TAG COMMIT       writes a released commit wherever the action is called
node scripts/release.ts publish TAG COMMIT   publishes the release of a tested commit, as an immutable one
node scripts/release.ts move TAG COMMIT      moves the major tag, and writes the release into main`;

const root = join(import.meta.dirname, '..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

function main([command, tag = '', commit = '']: readonly string[]): number {
  switch (command) {
    case 'check': {
      const problems = checkRelease(tag, read('package.json'), read('CHANGELOG.md'));
      for (const problem of problems) say(problem);
      return problems.length > 0 ? 1 : 0;
    }
    case 'pin':
      writePins(root, { version: tag, sha: commit });
      return 0;
    case 'publish':
      tell(publish(openClone(root), tag, commit, notesOf(read('CHANGELOG.md'), tag)));
      return 0;
    case 'move':
      tell(moveTo(openClone(root), tag, commit));
      return 0;
    default:
      say(USAGE);
      return 2;
  }
}

function tell(lines: readonly string[]): void {
  for (const line of lines) say(line);
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${red(messageOf(error))}\n`);
  process.exitCode = 1;
}
