import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { command } from '../../scripts/command.ts';
import { contextOfCheckout } from '../../src/event/git.ts';
import { ancestryOf } from '../../src/github/ancestry.ts';
import { loadFacts } from '../../src/github/facts.ts';
import { foldersTo, hardenedGitEnv } from '../../src/host/files/hardened-git.ts';
import { run } from '../../src/host/process.ts';
import { type Checkout, checkoutAt, ENV, newFolder, newRepository, removeFolders } from '../fakes/checkout.ts';
import { recordingLog } from '../fakes/log.ts';
import { contextOf } from '../plan/metadata/support.ts';

afterAll(removeFolders);
// Some thirty git calls per test, on a machine that may be busy.
jest.setTimeout(60_000);

const GONE = 'd'.repeat(40);
const event = contextOf('push-branch');

/** A repository whose newest commit claims to be signed, and a program that records its execution. */
async function trap() {
  const made = await newRepository();
  const base = await made.commit('first');
  const tree = await made.sh('rev-parse', `${base}^{tree}`);
  const who = 'Eve <eve@example.com> 1767225600 +0000';
  const commit = `tree ${tree}\nparent ${base}\nauthor ${who}\ncommitter ${who}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----\n\nsigned\n`;
  const sha = await command('git', ['hash-object', '-t', 'commit', '-w', '--stdin'], {
    cwd: made.folder,
    env: ENV,
    input: commit,
  });
  await made.sh('update-ref', 'refs/heads/main', sha);
  writeFileSync(join(made.folder, 'Dockerfile'), 'FROM scratch\n');
  await made.sh('add', 'Dockerfile');
  const sprung = join(newFolder(), 'sprung');
  const program = join(newFolder(), 'program');
  writeFileSync(program, `#!/bin/sh\necho "$@" >> ${sprung}\nexit 1\n`, { mode: 0o755 });
  return { ...made, sha, program, isSprung: () => existsSync(sprung) };
}

/** Every git command that the action runs. */
async function everything({ git }: Checkout, sha: string): Promise<void> {
  const api = () => Promise.reject(new Error('nobody'));
  const ports = { git, api, log: recordingLog() };
  await contextOfCheckout(event, git).catch(() => {});
  await loadFacts({}, ['commitDate', 'commitDescription'], { ...event, sha }, ports).catch(() => {});
  await loadFacts({}, ['commitDate', 'commitDescription'], { ...event, sha: GONE }, ports).catch(() => {});
  await ancestryOf({ ...event, sha }, ports)(GONE);
}

type Trap = Readonly<{ settings(program: string): Record<string, string>; spring?: readonly string[] }>;

/** Settings in `.git/config`, and the plain git command that proves that they would run. */
const TRAPS: Readonly<Record<string, Trap>> = {
  'a file system monitor': { settings: p => ({ 'core.fsmonitor': p }), spring: ['status'] },
  'a program for signatures': {
    settings: p => ({ 'log.showSignature': 'true', 'gpg.program': p }),
    spring: ['log', '-1'],
  },
  'another program for signatures': {
    settings: p => ({ 'log.showSignature': 'true', 'gpg.openpgp.program': p, 'gpg.ssh.program': p }),
    spring: ['log', '-1'],
  },
  'a promisor remote': {
    settings: p => ({
      'core.repositoryFormatVersion': '1',
      'extensions.partialClone': 'origin',
      'remote.origin.url': '.',
      'remote.origin.promisor': 'true',
      'remote.origin.uploadpack': p,
    }),
    spring: ['log', '-1', GONE],
  },
  'such a remote by ssh': {
    settings: p => ({
      'core.repositoryFormatVersion': '1',
      'extensions.partialClone': 'origin',
      'remote.origin.url': 'ssh://git@localhost/x',
      'remote.origin.promisor': 'true',
      'core.sshCommand': p,
    }),
    spring: ['log', '-1', GONE],
  },
  'such a remote by a helper': {
    settings: p => ({
      'core.repositoryFormatVersion': '1',
      'extensions.partialClone': 'origin',
      'remote.origin.url': `ext::${p} x`,
      'remote.origin.promisor': 'true',
      'protocol.ext.allow': 'always',
      'protocol.allow': 'always',
    }),
    spring: ['log', '-1', GONE],
  },
  'such a remote with a proxy': {
    settings: p => ({
      'core.repositoryFormatVersion': '1',
      'extensions.partialClone': 'origin',
      'remote.origin.url': 'git://localhost/x',
      'remote.origin.promisor': 'true',
      'core.gitProxy': p,
    }),
    spring: ['log', '-1', GONE],
  },
  'differences by a program': { settings: p => ({ 'diff.external': p }), spring: ['diff', '--cached'] },
  'patches in the log': {
    settings: p => ({ 'diff.external': p, 'log.diffMerges': 'on', 'diff.trustExitCode': 'true' }),
  },
  'a pager and editors': {
    settings: p => ({ 'core.pager': p, 'pager.log': p, 'pager.ls-files': p, 'core.editor': p, 'core.askPass': p }),
  },
  aliases: {
    settings: p => Object.fromEntries(['log', 'rev-parse', 'ls-files', 'describe'].map(n => [`alias.${n}`, `!${p}`])),
  },
  'filters and conversions': {
    settings: p => ({ 'filter.x.clean': p, 'filter.x.smudge': p, 'filter.x.process': p, 'diff.x.textconv': p }),
  },
};

describe('a hostile .git/config runs nothing', () => {
  test.each(Object.entries(TRAPS))('%s', async (_, { settings, spring }) => {
    const made = await trap();
    writeFileSync(join(made.folder, '.gitattributes'), '* filter=x diff=x\n');
    for (const [key, value] of Object.entries(settings(made.program))) await made.sh('config', key, value);
    await everything(made, made.sha);
    expect(made.isSprung()).toBe(false);
    if (spring === undefined) return;
    // Programs that call git can only be reached through the environment. None of our git calls compares files.
    const { PATH = '' } = process.env;
    await run('git', [...spring], { cwd: made.folder, env: hardenedGitEnv({ PATH, ...ENV }, []) });
    expect(made.isSprung()).toBe(spring[0] === 'diff');
    // Plain git runs the program: the test is meaningful.
    await command('git', [...spring], { cwd: made.folder, env: ENV }).catch(() => {});
    expect(made.isSprung()).toBe(true);
  });

  test('hooks of every name', async () => {
    const made = await trap();
    const names = ['post-index-change', 'reference-transaction', 'pre-auto-gc', 'fsmonitor-watchman', 'post-checkout'];
    mkdirSync(join(made.folder, 'hooks'));
    for (const name of names) {
      writeFileSync(join(made.folder, 'hooks', name), `#!/bin/sh\n${made.program}\n`, { mode: 0o755 });
    }
    await made.sh('config', 'core.hooksPath', join(made.folder, 'hooks'));
    await everything(made, made.sha);
    expect(made.isSprung()).toBe(false);
  });
});

test('a bare repository as workspace is not used', async () => {
  const { folder } = await newRepository();
  await checkoutAt(folder).commit('x');
  for (const name of ['HEAD', 'config', 'objects', 'refs']) renameSync(join(folder, '.git', name), join(folder, name));
  renameSync(join(folder, '.git'), join(folder, 'rest'));
  expect(await checkoutAt(folder).git('rev-parse', '--verify', 'HEAD')).toBe('');
});

test('git settings in the environment are kept', () => {
  const given = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'user.name', GIT_CONFIG_VALUE_0: 'Mona' };
  const { GIT_CONFIG_COUNT, ...made } = hardenedGitEnv(given, []);
  expect(hardenedGitEnv({ BUILDX_GIT_CHECK_DIRTY: '1' }, [])).toMatchObject({ BUILDX_GIT_CHECK_DIRTY: '0' });
  expect(made).toMatchObject({ GIT_CONFIG_KEY_0: 'user.name', GIT_CONFIG_KEY_1: 'core.fsmonitor' });
  expect(made[`GIT_CONFIG_KEY_${Number(GIT_CONFIG_COUNT) - 1}`]).toBe('safe.directory');
  expect(made[`GIT_CONFIG_VALUE_${Number(GIT_CONFIG_COUNT) - 1}`]).toBe('');
  for (const odd of ['', 'x', '-1'])
    expect(hardenedGitEnv({ GIT_CONFIG_COUNT: odd }, [])).toMatchObject({ GIT_CONFIG_KEY_0: 'core.fsmonitor' });
});

describe('a checkout owned by another user', () => {
  const env = { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' };

  test('is read if it is the workspace', async () => {
    const made = await trap();
    const { git } = checkoutAt(made.folder, env);
    expect(await git('rev-parse', '--verify', 'HEAD')).toBe(made.sha);
  });

  test('is not read anywhere else', async () => {
    const made = await trap();
    mkdirSync(join(made.folder, 'workspace'));
    const { git } = checkoutAt(join(made.folder, 'workspace'), env);
    expect(await git('rev-parse', '--verify', 'HEAD')).toBe('');
  });

  test('is not read elsewhere, even if the user’s settings allow it everywhere', async () => {
    const made = await trap();
    const settings = join(newFolder(), 'gitconfig');
    writeFileSync(settings, '[safe]\n\tdirectory = *\n');
    mkdirSync(join(made.folder, 'workspace'));
    const own = { ...env, GIT_CONFIG_GLOBAL: settings };
    const inside = join(made.folder, 'workspace');
    expect(await checkoutAt(inside, own).git('rev-parse', '--verify', 'HEAD')).toBe('');
    const { PATH = '' } = process.env;
    const asked = (folders: readonly string[]) =>
      run('git', ['rev-parse', 'HEAD'], { cwd: inside, env: hardenedGitEnv({ PATH, ...ENV, ...own }, folders) });
    expect((await asked([inside])).code).not.toBe(0);
    expect((await asked([made.folder])).stdout.trim()).toBe(made.sha);
  });
});

test('buildx may read any checkout from the workspace to the context', () => {
  expect(foldersTo('/w', 'app/docker')).toEqual(['/w', '/w/app', '/w/app/docker']);
  expect(foldersTo('/w', '.')).toEqual(['/w']);
  expect(foldersTo('/w', '../other')).toEqual(['/w']);
  expect(foldersTo('/w', '/w/app')).toEqual(['/w', '/w/app']);
});
