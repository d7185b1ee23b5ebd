import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from '../../scripts/command.ts';
import { type Git, gitIn } from '../../src/event/git.ts';
import { run } from '../../src/host/process.ts';

export const ENV = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'Mona',
  GIT_AUTHOR_EMAIL: 'mona@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

/** A real repository in a separate folder. `sh` runs git and must succeed; `git` runs it as the action does. */
export type Checkout = Readonly<{
  folder: string;
  git: Git;
  sh(...args: string[]): Promise<string>;
  /** Commits and returns the hash. Each commit is a minute after the last. */
  commit(message: string): Promise<string>;
}>;

const folders: string[] = [];
let minute = 0;

/** An empty repository on `main`. */
export async function newRepository(): Promise<Checkout> {
  const checkout = await checkoutAt(newFolder());
  await checkout.sh('init', '--quiet', '--initial-branch=main');
  return checkout;
}

/** As actions/checkout does it: init, fetch of one refspec, detached or a branch. */
export async function fetched(
  origin: Checkout,
  depth: number,
  refspec: string,
  ...checkout: string[]
): Promise<Checkout> {
  const made = await newRepository();
  await made.sh('remote', 'add', 'origin', `file://${origin.folder}`);
  const limit = depth > 0 ? [`--depth=${depth}`] : [];
  await made.sh('fetch', '--quiet', '--no-tags', ...limit, 'origin', refspec);
  await made.sh('checkout', '--quiet', '--force', ...checkout);
  return made;
}

/** Any folder, a repository or not. */
export function checkoutAt(folder: string, env: Readonly<Record<string, string>> = {}): Checkout {
  const sh = (...args: string[]) => command('git', args, { cwd: folder, env: ENV });
  return {
    folder,
    sh,
    git: gitIn(folder, run, { PATH: process.env.PATH ?? '', ...ENV, ...env }),
    async commit(message) {
      const at = new Date(Date.UTC(2026, 0, 1, 0, minute++)).toISOString();
      const dated = { ...ENV, GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at };
      await command('git', ['commit', '--quiet', '--allow-empty', `--message=${message}`], { cwd: folder, env: dated });
      return sh('rev-parse', 'HEAD');
    },
  };
}

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-git-'));
  folders.push(folder);
  return folder;
}

/** For `afterAll`. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
