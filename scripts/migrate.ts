import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '../src/host/errors.ts';
import { REPOSITORY } from '../src/host/project.ts';
import type { ReadFile } from './migrate/bake.ts';
import { type Migration, migrate } from './migrate/migrate.ts';
import { differences, labelWords, wordsFor } from './migrate/prove/words.ts';
import { type Comparison, prove, type Row } from './migrate/prove.ts';
import { ownPin, ownUses } from './release/uses.ts';
import { bold, dim, endUnread, green, red, say, yellow } from './say.ts';
import { visible, visibleLine } from './workflow/visible.ts';

/** As in the documentation. Until the project has an owner, its name is one that nobody can register: src/host/project.ts. */
const USES = ownUses(ownPin(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')));

const USAGE = `Rewrites workflows that use docker's actions so that they use Slipway, and shows for each event whether they publish the same:
which tags, which labels, and whether anything is pushed.

  npm run migrate -- [options] FILE...
  npx github:${REPOSITORY} migrate [options] FILE...

Nothing is written without --write: the new file is printed. '-' reads standard input.

  --write        change the files
  --uses NAME    what the new steps use (default: ${USES})
  --quiet        no table of events

Exit code: 0 if everything was migrated and publishes the same, 1 if something was left, differs or could not
be compared, 2 if a file could not be read.`;

const options = {
  write: { type: 'boolean', default: false },
  uses: { type: 'string', default: USES },
  quiet: { type: 'boolean', default: false },
  help: { type: 'boolean' },
} as const;

/** npm runs scripts in the project's folder; relative paths are the user's. */
const here = process.env.INIT_CWD ?? process.cwd();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help || positionals.length === 0) {
    say(USAGE);
    return values.help ? 0 : 2;
  }
  if (!/^(\.\/\S*|[\w.-]+\/[\w./-]+@[\w./-]+)( +#[^\r\n]*)?$/.test(values.uses)) {
    throw new Error(`--uses: expected OWNER/NAME@REF or ./PATH, not ${JSON.stringify(values.uses)}`);
  }
  let code = 0;
  for (const file of positionals) {
    try {
      code = Math.max(code, await one(file, values));
    } catch (error) {
      process.stderr.write(`${red(visible(`${file}: ${messageOf(error)}`))}\n`);
      code = 2;
    }
  }
  return code;
}

async function one(file: string, given: Readonly<{ write: boolean; uses: string; quiet: boolean }>): Promise<number> {
  const path = resolve(here, file);
  const text = readFileSync(file === '-' ? 0 : path, 'utf8');
  const migration = migrate(text, given.uses, file === '-' ? undefined : readerFor(path));
  const rows = await prove(text, migration, given.uses.replace(/ +#.*$/, ''));
  const changed = migration.text !== text;
  const isWritten = changed && given.write && file !== '-';
  if (isWritten) writeFileSync(path, migration.text);
  else if (changed) process.stdout.write(migration.text);
  report(file, migration, rows, { ...given, isWritten });
  return migration.left.length > 0 || rows.some(({ verdict }) => verdict === 'differs' || verdict === 'unknown')
    ? 1
    : 0;
}

/** Reads files of the workflow's repository. */
function readerFor(workflow: string): ReadFile {
  const folder = dirname(workflow);
  const root = /[/\\]\.github[/\\]workflows$/.test(folder) ? resolve(folder, '../..') : folder;
  return name => {
    try {
      return readFileSync(resolve(root, name), 'utf8');
    } catch {
      return undefined;
    }
  };
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Messages go to stderr, so that stdout contains only the file. */
function report(
  file: string,
  { replaced, left, notes }: Migration,
  rows: readonly Row[],
  given: Readonly<{ quiet: boolean; isWritten: boolean }>,
): void {
  const all = replaced.length + left.length;
  const taken = all === 0 ? "no steps of docker's actions" : `${replaced.length} of ${all} migrated`;
  tell(`\n${bold(visibleLine(file))}: ${taken}`);
  for (const line of left) tell(yellow(`  left as it is: ${visibleLine(line)}`));
  for (const line of notes) tell(`  note: ${visibleLine(line)}`);
  if (given.isWritten) tell(`  written to ${visibleLine(file)}`);
  if (given.quiet) return;
  for (const [at, { job, title, before, after, verdict }] of rows.entries()) {
    tell(`  ${VERDICTS[verdict]}  ${visibleLine(`${job}, ${title}`)}: ${dim(visibleLine(wordsFor(before)))}`);
    const labels = labelWords(before, rows[at - 1]?.before);
    if (labels !== '') tell(dim(`           labels: ${visibleLine(labels)}`));
    if (verdict !== 'differs' && verdict !== 'version') continue;
    for (const line of differences(before, after)) tell(`           ${visibleLine(line)}`);
  }
}

const VERDICTS: Readonly<Record<Comparison, string>> = {
  same: green('same'),
  version: green('same'),
  differs: red('differs'),
  unknown: yellow('not compared'),
};

endUnread();
try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${red(messageOf(error))}\n`);
  process.exitCode = 2;
}
