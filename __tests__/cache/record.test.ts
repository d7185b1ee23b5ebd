import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import type { CacheRecord } from '../../src/cache/broken.ts';
import { factsOf, hashedArgs, readRecord, trackedFiles, writeRecord } from '../../src/cache/record.ts';
import type { Context } from '../../src/context.ts';
import { run } from '../../src/process.ts';
import { newFolder, newRepository, removeFolders } from '../fakes/checkout.ts';

afterAll(removeFolders);

const ports = { run, env: { PATH: process.env.PATH ?? '' } };

/** A checkout in which git knows all of these. */
async function workspaceWith(files: Readonly<Record<string, string>>): Promise<string> {
  const { folder, sh } = await newRepository();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  await sh('add', '--all');
  return folder;
}

const names = (files: CacheRecord['files']) => Object.keys(files).sort();

test.each<[string, unknown]>([
  ['none', undefined],
  [
    'of the version that had the text of each step',
    { steps: { '': { 1: 'RUN login --token x' } }, args: {}, files: {} },
  ],
])('a record: %s', async (_, left) => {
  const folder = newFolder();
  if (left !== undefined) writeFileSync(join(folder, 'slipway.json'), JSON.stringify(left));
  expect(await readRecord(folder)).toBeUndefined();
});

test('a record that is left is read again, and nothing but a file of some size is one', async () => {
  const record = { steps: { a: { 1: { isBase: true, name: '1a2b' } } }, args: { A: '3c4d' }, files: { b: 'f' } };
  const [folder, pipe, link, large] = [newFolder(), newFolder(), newFolder(), newFolder()];
  await writeRecord(folder, record);
  expect(await readRecord(folder)).toEqual(record);
  execFileSync('mkfifo', [join(pipe, 'slipway.json')]);
  symlinkSync(join(folder, 'slipway.json'), join(link, 'slipway.json'));
  await writeRecord(large, record);
  truncateSync(join(large, 'slipway.json'), 17 * 1024 * 1024);
  for (const other of [pipe, link, large]) expect(await readRecord(other)).toBeUndefined();
});

test('the value of an argument is told by a fingerprint too short to guess it from', () => {
  const { A, B } = hashedArgs(['A=hunter2', 'B']);
  expect([A, B]).toEqual([expect.stringMatching(/^[0-9a-f]{4}$/), expect.stringMatching(/^[0-9a-f]{4}$/)]);
  expect(hashedArgs(['A=hunter3']).A).not.toBe(A);
});

test('the files of a context, wherever that is in the workspace', async () => {
  const workspace = await workspaceWith({ a: '1', 'app/b': '1', 'app/src/c': '1' });
  writeFileSync(join(workspace, 'app/untracked'), '1');
  for (const context of ['app', './app/', `${workspace}/app`, `${workspace}/app/`]) {
    expect(names(await trackedFiles(workspace, context, ports))).toEqual(['b', 'src/c']);
  }
  for (const context of ['', '.', workspace]) {
    expect(names(await trackedFiles(workspace, context, ports))).toEqual(['a', 'app/b', 'app/src/c']);
  }
  for (const context of ['..', dirname(workspace), 'https://github.com/acme/api.git']) {
    expect(await trackedFiles(workspace, context, ports)).toEqual({});
  }
});

test('what is ignored is no file of the context; the list beside the Dockerfile wins', async () => {
  const files = { 'README.md': '1', 'dist/a': '1', 'src/b': '1', '.dockerignore': '*\n!dist\n' };
  const workspace = await workspaceWith(files);
  expect(names(await trackedFiles(workspace, '.', ports))).toEqual(['dist/a']);
  writeFileSync(join(workspace, 'Dockerfile.dockerignore'), '.*\nsrc\n');
  expect(names(await trackedFiles(workspace, '.', ports))).toEqual(['README.md', 'dist/a']);
  const other = join(workspace, 'other.Dockerfile');
  expect(names(await trackedFiles(workspace, '.', ports, other))).toEqual(['dist/a']);
  writeFileSync(`${other}.dockerignore`, '\\d');
  expect(await trackedFiles(workspace, '.', ports, other)).toEqual({});
});

test('the facts of a build are those of its Dockerfile, its context and its arguments', async () => {
  const dockerfile = 'FROM scratch\nARG V\nCOPY a-$V /\n';
  const workspace = await workspaceWith({
    'app/Dockerfile': dockerfile,
    'app/a-1': '1',
    'app/.dockerignore': 'Dockerfile\n',
    'docker/two': 'FROM scratch\nADD x /\nWORKDIR /x\n',
    'docker/two.dockerignore': 'a-*',
  });
  const context = { workspace, env: {}, serverUrl: '', repository: '', ref: '', sha: '' } as unknown as Context;
  const facts = (at: string, file = '') => factsOf(context, { buildArgs: ['V=1'], context: at, file }, ports);
  for (const at of ['app', `${workspace}/app`]) {
    const { args, files, instructions } = await facts(at);
    expect(args).toEqual(hashedArgs(['V=1']));
    expect(names(files)).toEqual(['.dockerignore', 'a-1']);
    expect(instructions?.get('stage-0')?.instructions).toEqual([
      { keyword: 'COPY', text: expect.any(String), args: ['V'] },
    ]);
  }
  const other = await facts('app', 'docker/two');
  expect(names(other.files)).toEqual(['.dockerignore', 'Dockerfile']);
  expect(other.instructions?.get('stage-0')?.instructions.map(({ keyword }) => keyword)).toEqual(['ADD', 'WORKDIR']);
  expect((await facts('https://github.com/acme/api.git')).files).toEqual({});
});
