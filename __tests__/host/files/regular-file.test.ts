import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readArchive } from '../../../src/cache/mounts/archive.ts';
import { foreignIn } from '../../../src/cache/store/plain-tree.ts';
import { readContext } from '../../../src/event/context.ts';
import { InputError } from '../../../src/host/errors.ts';
import { readIfThere } from '../../../src/host/files/read-if-there.ts';
import { readRegular, readText } from '../../../src/host/files/regular-file.ts';
import { readInputs } from '../../../src/inputs/inputs.ts';
import { problemsWithFiles } from '../../../src/run/planning/input-files.ts';

let root: string;
const at = (name: string) => join(root, name);
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'regular-file-'));
  writeFileSync(at('file'), 'text ä');
  mkdirSync(at('folder'));
  execFileSync('mkfifo', [at('pipe')]);
  symlinkSync('file', at('link'));
  symlinkSync('pipe', at('link-to-pipe'));
  symlinkSync('/dev/zero', at('link-to-device'));
  symlinkSync('loop', at('loop'));
});
afterAll(() => rmSync(root, { recursive: true }));

describe('only regular files are read', () => {
  test.each([
    ['file', false, 'text ä'],
    ['file', true, 'text ä'],
    ['link', true, 'text ä'],
    ['link', false, undefined],
    ...['folder', 'pipe', 'link-to-pipe', 'link-to-device', 'loop', 'missing'].flatMap(name => [
      [name, false, undefined] as const,
      [name, true, undefined] as const,
    ]),
  ])('%s (links are followed: %s)', (name, follow, text) => {
    if (text !== undefined) expect(readText(at(name), { follow })).toBe(text);
    else expect(() => readText(at(name), { follow })).toThrow();
    expect(readIfThere(at(name), { follow })).toBe(text);
  });

  test.each(['/dev/zero', '/dev/tty', '/proc/kmsg', '/dev/stdin'])('%s', path => {
    expect(() => readRegular(path, { largest: 1000 })).toThrow();
    expect(() => readRegular(path, { largest: 1000, follow: true })).toThrow();
  });

  test('at most the limit is read, whatever size the file reports', () => {
    writeFileSync(at('large'), 'x'.repeat(200_000));
    expect(readRegular(at('large'), { largest: 200_000 })).toHaveLength(200_000);
    expect(() => readRegular(at('large'), { largest: 199_999 })).toThrow('it has more than 199999 bytes');
    expect(readText('/proc/self/stat')).toMatch(/^\d+ /);
    expect(() => readText('/proc/self/stat', { largest: 5 })).toThrow('more than 5 bytes');
  });
});

describe('an unpacked archive', () => {
  const tree = (name: string, fill: (folder: string) => void) => {
    mkdirSync(at(name));
    fill(at(name));
    return at(name);
  };
  test.each<[name: string, fill: (folder: string) => void, foreign: string | undefined]>([
    [
      'plain',
      folder => {
        mkdirSync(join(folder, 'a/b'), { recursive: true });
        writeFileSync(join(folder, 'a/b/c'), '');
      },
      undefined,
    ],
    ['with-pipe', folder => execFileSync('mkfifo', [join(folder, 'index.json')]), 'index.json'],
    [
      'with-link',
      folder => {
        mkdirSync(join(folder, 'blobs'));
        symlinkSync('/etc', join(folder, 'blobs/sha256'));
      },
      'blobs/sha256',
    ],
  ])('%s', async (name, fill, foreign) => {
    expect(await foreignIn(tree(name, fill))).toBe(foreign);
  });

  test('an index that is a link or a pipe is neither read nor quoted', async () => {
    for (const [name, fill] of [
      ['mounts-link', (folder: string) => symlinkSync('/etc/passwd', join(folder, 'index.json'))],
      ['mounts-pipe', (folder: string) => execFileSync('mkfifo', [join(folder, 'index.json')])],
      ['mounts-text', (folder: string) => writeFileSync(join(folder, 'index.json'), 'root:x:0:0')],
    ] as const) {
      await expect(readArchive(tree(name, fill as (folder: string) => void), [])).rejects.toThrow(
        /^its index\.json cannot be read$/,
      );
    }
  });
});

test('inputs that name endless files are refused together', async () => {
  const inputs = readInputs({
    INPUT_FILE: 'link-to-device',
    'INPUT_SECRET-FILES': 'npmrc=link-to-pipe\nok=link\nnone=missing\ndir=folder',
    INPUT_SSH: 'default,key=pipe',
    'INPUT_DRY-RUN': 'true',
  });
  const context = readContext({ env: { GITHUB_WORKSPACE: root }, now: new Date(0), readFile: () => '' });
  const { message } = new InputError(await problemsWithFiles({ inputs, context }));
  expect(message.split('\n')).toEqual([
    expect.stringMatching(/^`file` names ".*link-to-device", which is a device\. /),
    '`secret-files` names "link-to-pipe", which is a named pipe. Give the path of a regular file.',
    '`secret-files` names "folder", which is a folder. Give the path of a regular file.',
    '`ssh` names "pipe", which is a named pipe. Give the path of a regular file.',
  ]);
});
