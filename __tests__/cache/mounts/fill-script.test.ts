import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  createWriteStream,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { fillScript, NEW } from '../../../src/cache/mounts/fill-script.ts';
import { gatherTools, type Tools } from '../../../src/cache/mounts/tools.ts';
import { run } from '../../../src/host/process.ts';
import { until } from '../../fakes/time.ts';

let root: string;
let tools: Tools;
let kept: string;
let mount: string;
let archive: string;
let count = 0;

const place = () => join(root, 'tools');

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'slipway-fill-'));
  const env = process.env as Record<string, string>;
  const found = await gatherTools(place(), { run, env, signal: new AbortController().signal });
  if (typeof found === 'string') throw new Error(found);
  tools = found;
  writeFileSync(join(place(), 'fill.sh'), fillScript(tools));
});
beforeEach(() => {
  const folder = join(root, String(++count));
  [kept, mount, archive] = [join(folder, 'kept'), join(folder, 'a mount'), join(folder, '0.tar')];
  for (const each of [kept, mount]) mkdirSync(each, { recursive: true });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const pack = () => execFileSync('tar', ['--format=posix', '-cf', archive, '-C', kept, '.']);

/** Runs the script as a builder does: with only the helper's programs. */
function start() {
  const [program = '', ...args] = tools.command('sh', place());
  const words = [...args, join(place(), 'fill.sh'), place(), archive, mount];
  return spawn(program, words, { env: {}, stdio: 'ignore', detached: true });
}

async function fill(): Promise<number> {
  const [code] = await once(start(), 'exit');
  return code as number;
}

const names = () => (readdirSync(mount, { recursive: true }) as string[]).toSorted();

describe('an empty mount', () => {
  test('gets every file unchanged, with its permissions', async () => {
    write(kept, { 'd e/ü': 'x', '.hidden': '1', '..odd': '2', '-rf': '3', '*': '4', 'line\nbreak': '5' });
    symlinkSync('nowhere', join(kept, 'link'));
    linkSync(join(kept, '-rf'), join(kept, 'd e/hard'));
    chmodSync(join(kept, 'd e'), 0o750);
    chmodSync(kept, 0o777);
    pack();
    expect(await fill()).toBe(0);
    expect(names()).toEqual((readdirSync(kept, { recursive: true }) as string[]).toSorted());
    expect(names()).toHaveLength(9);
    expect([statSync(mount).mode & 0o7777, statSync(join(mount, 'd e')).mode & 0o7777]).toEqual([0o777, 0o750]);
    expect(statSync(join(mount, '-rf')).nlink).toBe(2);
  });

  test('with more files than fit into one command', async () => {
    write(kept, Object.fromEntries(Array.from({ length: 450 }, (_, at) => [`file ${at}`, String(at)])));
    pack();
    expect(await fill()).toBe(0);
    expect(names()).toHaveLength(450);
  });
});

test('a mount with files keeps them and its permissions, and gets what is missing', async () => {
  write(kept, { 'a/b/same': 'old', 'a/b/more': 'old', 'a/c/new': 'old', file: 'old', 'folder/x': 'old' });
  chmodSync(kept, 0o777);
  pack();
  write(mount, { 'a/b/same': 'new', 'file/is a folder now': 'new', folder: 'is a file now' });
  chmodSync(mount, 0o755);
  expect(await fill()).toBe(0);
  const texts = ['a/b/same', 'a/b/more', 'a/c/new', 'file/is a folder now', 'folder'];
  expect(texts.map(name => readFileSync(join(mount, name), 'utf8'))).toEqual([
    'new',
    'old',
    'old',
    'new',
    'is a file now',
  ]);
  expect(names()).not.toContain(NEW);
  expect(statSync(mount).mode & 0o7777).toBe(0o755);
});

describe('truncated content is never visible', () => {
  beforeEach(() => {
    write(kept, { one: 'x'.repeat(100_000), 'two/three': 'y'.repeat(100_000) });
    pack();
  });

  test('when the archive ends early', async () => {
    truncateSync(archive, 150_000);
    expect(await fill()).not.toBe(0);
    expect(names()).toEqual([]);
  });

  test('when the builder kills it; the next run repairs it', async () => {
    const whole = readFileSync(archive);
    rmSync(archive);
    execFileSync('mkfifo', [archive]);
    const child = start();
    const feed = createWriteStream(archive);
    feed.on('error', () => {});
    feed.write(whole.subarray(0, 150_000));
    const begun = () => existsSync(join(mount, NEW)) && readdirSync(join(mount, NEW)).length > 0;
    await until(begun);
    process.kill(-child.pid!, 'SIGKILL');
    await once(child, 'exit');
    feed.destroy();
    expect(readdirSync(mount)).toEqual([NEW]);

    rmSync(archive);
    writeFileSync(archive, whole);
    write(join(mount, NEW), { 'of the former': '' });
    expect(await fill()).toBe(0);
    expect(names()).toEqual(['one', 'two', 'two/three']);
    expect(statSync(join(mount, 'two/three')).size).toBe(100_000);
  });
});
