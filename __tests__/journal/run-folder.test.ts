import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MARKER } from '../../src/journal/names.ts';
import { folderName, isAlive, type Owner, ownerOf, thisProcess } from '../../src/journal/owner.ts';
import { removeRunFolder } from '../../src/journal/remove-run-folder.ts';
import { createRunFolder, markedEnv, markFinished, sweepRunFolders } from '../../src/journal/run-folder.ts';
import { until } from '../fakes/time.ts';

const NOW = Date.UTC(2026, 10, 21);
const DAY = 24 * 60 * 60 * 1000;
let root: string;
let temp: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sweep-'));
  temp = join(root, 'temp');
  mkdirSync(temp);
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(root, { recursive: true, force: true });
});

const live = async () => (await createRunFolder(temp)).path;

/** The folder of a run that was killed. */
function leftover(owner: Partial<Owner> = {}, files: string[] = [MARKER, 'config.json']): string {
  const dir = join(temp, folderName({ ...thisProcess(), pid: 4_194_000, ...owner }));
  mkdirSync(dir);
  for (const file of files) writeFileSync(join(dir, file), '');
  return dir;
}

function childOf(dir: string): { child: ChildProcess; ended: Promise<unknown> } {
  const child = spawn('sleep', ['67'], {
    env: markedEnv({ PATH: process.env.PATH ?? '' }, dir),
    stdio: 'ignore',
  });
  children.push(child);
  return { child, ended: once(child, 'exit') };
}

describe('owner', () => {
  test('is identified by its name', () => {
    const owner = thisProcess();
    expect(ownerOf(folderName(owner))).toEqual(owner);
    expect(folderName(owner)).not.toBe(folderName(owner));
    for (const name of ['slipway-1', 'slipway-x.1.1-0123456789abcdef', '_temp']) {
      expect(ownerOf(name)).toBeUndefined();
    }
  });

  test('alive, dead, another process with the same id, another namespace', async () => {
    const me = thisProcess();
    expect(isAlive(me)).toBe(true);
    expect(isAlive({ ...me, pid: 4_194_000 })).toBe(false);
    expect(isAlive({ ...me, start: '1' })).toBe(false);
    expect(isAlive({ ...me, namespace: '1' })).toBe('unknown');
  });

  test('a zombie is dead: a killed run may have to wait long for its parent', async () => {
    const script =
      'sleep 67 & read -r _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ start _ < /proc/$!/stat; echo $! $start; exec sleep 68';
    const parent = spawn('sh', ['-c', script]);
    children.push(parent);
    const [line] = await once(parent.stdout, 'data');
    const [pid, start] = String(line).trim().split(' ');
    const owner = { ...thisProcess(), pid: Number(pid), start: start ?? '' };
    expect(isAlive(owner)).toBe(true);
    // A shell that has not yet become "sleep" would reap its child.
    await until(() => readFileSync(`/proc/${parent.pid}/comm`, 'utf8') === 'sleep\n');
    process.kill(owner.pid, 'SIGKILL');
    await until(() => isAlive(owner) === false);
    expect(existsSync(`/proc/${pid}`)).toBe(true);
  });
});

test('a new folder is only accessible to this user, whatever the umask', async () => {
  const before = process.umask(0);
  try {
    const folder = await live();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, MARKER)).mode & 0o777).toBe(0o600);
    expect(dirname(folder)).toBe(temp);
  } finally {
    process.umask(before);
  }
});

describe('sweepRunFolders', () => {
  test("removes dead runs' folders and nothing else", async () => {
    const mine = await live();
    const dead = [leftover(), leftover({}, []), leftover({ pid: process.pid, start: '1' })];
    const old = new Date(NOW - 2 * DAY);
    const elsewhere = leftover({ namespace: '1' });
    const elsewhereOld = leftover({ namespace: '1' });
    utimesSync(elsewhere, new Date(NOW), new Date(NOW));
    utimesSync(elsewhereOld, old, old);
    const unmarked = leftover({}, ['something']);
    const other = join(temp, 'other');
    mkdirSync(other);
    const link = join(temp, folderName({ ...thisProcess(), pid: 4_194_000 }));
    symlinkSync(other, link);
    const file = join(temp, folderName({ ...thisProcess(), pid: 4_194_000 }));
    writeFileSync(file, '');

    expect((await sweepRunFolders(temp, NOW)).sort()).toEqual([...dead, elsewhereOld].sort());
    const kept = [mine, elsewhere, unmarked, other, link, file].map(each => basename(each));
    expect(readdirSync(temp).sort()).toEqual(kept.sort());
  });

  test('ends the children of dead runs, not those of live ones', async () => {
    const [dead, alive] = [childOf(leftover()), childOf(await live())];
    await sweepRunFolders(temp, NOW);
    await dead.ended;
    expect(dead.child.signalCode).toBe('SIGKILL');
    expect(alive.child.exitCode ?? alive.child.signalCode).toBeNull();
  });

  test("undoes each one's changes before removing it, and removes it even if that fails", async () => {
    const dead = [leftover(), leftover()].sort();
    const undone: string[] = [];
    const undo = async (folder: string) => {
      expect(existsSync(join(folder, MARKER))).toBe(true);
      undone.push(folder);
      if (undone.length === 1) throw new Error('cannot');
    };
    expect((await sweepRunFolders(temp, NOW, undo)).sort()).toEqual(dead);
    expect(undone.sort()).toEqual(dead);
    expect(readdirSync(temp)).toEqual([]);
  });

  test('a missing folder is empty', async () => {
    expect(await sweepRunFolders(join(root, 'none'), NOW)).toEqual([]);
  });
});

test('a finished main step leaves its folder to its own post step', async () => {
  const folder = leftover();
  await markFinished(folder);
  expect(await sweepRunFolders(temp, Date.now())).toEqual([]);
  expect(existsSync(folder)).toBe(true);
});

describe('removeRunFolder', () => {
  test('removes the folder of a run that may still live, and its children; links in it are not followed', async () => {
    const dir = await live();
    const precious = join(root, 'contexts');
    mkdirSync(precious);
    writeFileSync(join(precious, 'x'), '');
    symlinkSync(precious, join(dir, 'contexts'));
    const { child, ended } = childOf(dir);
    removeRunFolder(dir, temp);
    await ended;
    expect(child.signalCode).toBe('SIGKILL');
    expect(existsSync(dir)).toBe(false);
    expect(readdirSync(precious)).toEqual(['x']);
    removeRunFolder(dir, temp);
  });

  test('RUNNER_TEMP may be missing by now', () => {
    const dir = leftover();
    rmSync(temp, { recursive: true });
    expect(() => removeRunFolder(dir, temp)).not.toThrow();
  });

  test('RUNNER_TEMP may be a link', () => {
    const link = join(root, 'link');
    symlinkSync(temp, link);
    const dir = leftover();
    removeRunFolder(join(link, basename(dir)), link);
    expect(existsSync(dir)).toBe(false);
  });

  test.each([
    ['outside of RUNNER_TEMP', () => ({ ...refuge(join(root, folderName(thisProcess()))) })],
    ['deeper in it', () => refuge(join(temp, 'a', folderName(thisProcess())))],
    ['by a detour', () => refuge(join(root, folderName(thisProcess())), path => `${temp}/../${basename(path)}`)],
    ['with another name', () => refuge(join(temp, 'other'))],
    ['without the marker', () => ({ dir: leftover({}, ['x']), kept: 'x' })],
    ['RUNNER_TEMP itself', () => ({ dir: temp, kept: '' })],
    ['that is missing and not ours', () => ({ dir: join(temp, 'none'), kept: undefined })],
    ['that is a link', () => linked()],
  ])('refuses a folder %s', (_, make) => {
    const { dir, kept } = make();
    expect(() => removeRunFolder(dir, temp)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
    if (kept !== undefined) expect(existsSync(join(dir, kept))).toBe(true);
  });

  function refuge(path: string, spelled = (each: string) => each): { dir: string; kept: string | undefined } {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, MARKER), '');
    return { dir: spelled(path), kept: MARKER };
  }

  function linked(): { dir: string; kept: string | undefined } {
    refuge(join(root, 'target'));
    const dir = join(temp, folderName(thisProcess()));
    symlinkSync(join(root, 'target'), dir);
    return { dir, kept: MARKER };
  }
});
