import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../src/host/errors.ts';
import { freshDocuments, readDocuments } from './docs/documents.ts';
import { commitAt, historyOf } from './docs/history.ts';
import { type Preview, previewProblems, type ReadText, withPreview } from './docs/preview.ts';
import { red, say } from './say.ts';

const root = join(import.meta.dirname, '..');
const manifest = join(root, 'package.json');

/**
 * `npm run docs` writes everything generated from code, examples and measurements; with `--check` it only reports what
 * is stale. With `--pin [COMMIT]` (default: HEAD) workflows and pages call that commit, until there is a release.
 */
async function main([flag, commit = 'HEAD']: readonly string[]): Promise<number> {
  const problems = flag === '--pin' ? pin(commit) : [];
  const isCheck = flag === '--check';
  const old = readDocuments(root);
  const fresh = await freshDocuments(old, root);
  const stale = [...fresh].filter(([path, text]) => old.get(path) !== text);
  for (const [path, text] of stale) {
    if (!isCheck) writeFileSync(join(root, path), text);
    say(isCheck ? `${path} is out of date. Run "npm run docs".` : `${path} is written.`);
  }
  if (stale.length === 0) say(`All ${fresh.size} documents are up to date.`);
  for (const problem of problems) say(red(problem));
  return problems.length > 0 || (isCheck && stale.length > 0) ? 1 : 0;
}

/** Records the commit that workflows and pages call. @returns what is wrong with it, as the tests would say */
function pin(name: string): readonly string[] {
  const history = historyOf(root);
  const sha = commitAt(root, name);
  const then = history?.at(sha);
  if (history === undefined || then === undefined) throw new Error(`${name} is not in the history of this branch`);
  const text = withPreview(readFileSync(manifest, 'utf8'), sha, then);
  writeFileSync(manifest, text);
  const now: ReadText = path => readFileSync(join(root, path), 'utf8');
  return previewProblems((JSON.parse(text) as { preview: Preview }).preview, now, history);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${red(messageOf(error))}\n`);
  process.exitCode = 1;
}
