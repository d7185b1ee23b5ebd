import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '../../src/host/errors.ts';
import { REPOSITORY } from '../../src/host/project.ts';
import { ownPin, ownUses } from '../release/uses.ts';
import { bold, dim, green, red, yellow } from '../say.ts';
import type { Terminal } from '../terminal.ts';
import { visible, visibleLine } from '../workflow/visible.ts';
import type { ReadFile } from './bake.ts';
import { type Migration, migrate } from './migrate.ts';
import { differences, labelWords, wordsFor } from './prove/words.ts';
import { type Comparison, prove, type Row } from './prove.ts';

/** As in the documentation. Until the project has an owner, its name is one that nobody can register: src/host/project.ts. */
const USES = ownUses(ownPin(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')));

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

export async function migrateCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.help || positionals.length === 0) {
    terminal.out(`${USAGE}\n`);
    return values.help ? 0 : 2;
  }
  if (!/^(\.\/\S*|[\w.-]+\/[\w./-]+@[\w./-]+)( +#[^\r\n]*)?$/.test(values.uses)) {
    throw new Error(`--uses: expected OWNER/NAME@REF or ./PATH, not ${JSON.stringify(values.uses)}`);
  }
  let code = 0;
  for (const file of positionals) {
    try {
      code = Math.max(code, await one(file, values, terminal));
    } catch (error) {
      terminal.error(`${red(visible(`${file}: ${messageOf(error)}`))}\n`);
      code = 2;
    }
  }
  return code;
}

type Given = Readonly<{ write: boolean; uses: string; quiet: boolean }>;

async function one(file: string, given: Given, terminal: Terminal): Promise<number> {
  const path = resolve(terminal.here, file);
  const text = file === '-' ? terminal.input() : readFileSync(path, 'utf8');
  const migration = migrate(text, given.uses, file === '-' ? undefined : readerFor(path));
  const rows = await prove(text, migration, given.uses.replace(/ +#.*$/, ''));
  const changed = migration.text !== text;
  const isWritten = changed && given.write && file !== '-';
  if (isWritten) writeFileSync(path, migration.text);
  else if (changed) terminal.out(migration.text);
  for (const line of report(file, migration, rows, { ...given, isWritten })) terminal.error(`${line}\n`);
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

/** The lines for stderr: stdout contains only the file. */
function report(
  file: string,
  { replaced, left, notes }: Migration,
  rows: readonly Row[],
  given: Readonly<{ quiet: boolean; isWritten: boolean }>,
): readonly string[] {
  const all = replaced.length + left.length;
  const taken = all === 0 ? "no steps of docker's actions" : `${replaced.length} of ${all} migrated`;
  const lines = [
    `\n${bold(visibleLine(file))}: ${taken}`,
    ...left.map(line => yellow(`  left as it is: ${visibleLine(line)}`)),
    ...notes.map(line => `  note: ${visibleLine(line)}`),
    ...(given.isWritten ? [`  written to ${visibleLine(file)}`] : []),
  ];
  if (given.quiet) return lines;
  for (const [at, { job, title, before, after, verdict }] of rows.entries()) {
    lines.push(`  ${VERDICTS[verdict]}  ${visibleLine(`${job}, ${title}`)}: ${dim(visibleLine(wordsFor(before)))}`);
    const labels = labelWords(before, rows[at - 1]?.before);
    if (labels !== '') lines.push(dim(`           labels: ${visibleLine(labels)}`));
    if (verdict !== 'differs' && verdict !== 'version') continue;
    for (const line of differences(before, after)) lines.push(`           ${visibleLine(line)}`);
  }
  return lines;
}

const VERDICTS: Readonly<Record<Comparison, string>> = {
  same: green('same'),
  version: green('same'),
  differs: red('differs'),
  unknown: yellow('not compared'),
};
