import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { command } from '../command.ts';

export type Workspace = Readonly<{ folder: string; sha: string }>;

/** Git without the user's settings. */
const GIT = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'Mona',
  GIT_AUTHOR_EMAIL: 'mona@example.com',
  GIT_COMMITTER_NAME: 'Mona',
  GIT_COMMITTER_EMAIL: 'mona@example.com',
};

/** The result of actions/checkout: a repository with one commit of the files in `folder` (and of `files`). */
export async function commitWorkspace(
  folder: string,
  files: Readonly<Record<string, string>> = {},
  options: Readonly<{ branch?: string; tag?: string; message?: string; remote?: string }> = {},
): Promise<Workspace> {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  mkdirSync(folder, { recursive: true });
  const git = (...args: string[]) => command('git', args, { cwd: folder, env: GIT });
  await git('init', '--quiet', `--initial-branch=${options.branch ?? 'main'}`);
  await git('remote', 'add', 'origin', options.remote ?? 'https://github.com/acme/tides.git');
  await git('add', '--all');
  await git('commit', '--quiet', '--allow-empty', `--message=${options.message ?? 'Chart the harbour'}`);
  if (options.tag) await git('tag', options.tag);
  return { folder, sha: await git('rev-parse', 'HEAD') };
}
