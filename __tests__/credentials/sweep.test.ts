import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { EMPTY_CONFIG } from '../../src/credentials/docker-config.ts';
import { folderName, isAlive, type Owner, ownerOf, thisProcess } from '../../src/credentials/owner.ts';
import { createPrivateConfig } from '../../src/credentials/private-config.ts';
import { disposeByPath, MARKER, sweepLeftovers } from '../../src/credentials/sweep.ts';

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

function live(): Promise<string> {
  const userConfigs = { env: EMPTY_CONFIG, file: EMPTY_CONFIG };
  const credentials = new Map([['r', { kind: 'bearer', token: 'secret' } as const]]);
  const options = { runnerTemp: temp, userConfigDir: join(root, 'none'), userConfigs, env: {}, credentials };
  return createPrivateConfig(options).then(({ dir }) => dir);
}

/** The folder of a run that was killed. */
function leftover(owner: Partial<Owner> = {}, files: string[] = [MARKER, 'config.json']): string {
  const dir = join(temp, folderName({ ...thisProcess(), pid: 4_194_000, ...owner }));
  mkdirSync(dir);
  for (const file of files) writeFileSync(join(dir, file), '');
  return dir;
}

function dockerChild(dir: string): { child: ChildProcess; ended: Promise<unknown> } {
  const child = spawn('sleep', ['67'], { env: { PATH: process.env.PATH, DOCKER_CONFIG: dir }, stdio: 'ignore' });
  children.push(child);
  return { child, ended: once(child, 'exit') };
}

describe('owner', () => {
  test('is told by the name', () => {
    const owner = thisProcess();
    expect(ownerOf(folderName(owner))).toEqual(owner);
    expect(folderName(owner)).not.toBe(folderName(owner));
    for (const name of ['slipway-docker-1', 'slipway-docker-x.1.1-0123456789abcdef', '_temp']) {
      expect(ownerOf(name)).toBeUndefined();
    }
  });

  test('alive, dead, another process of the same number, another namespace, a zombie', async () => {
    const me = thisProcess();
    expect(isAlive(me)).toBe(true);
    expect(isAlive({ ...me, pid: 4_194_000 })).toBe(false);
    expect(isAlive({ ...me, start: '1' })).toBe(false);
    expect(isAlive({ ...me, namespace: '1' })).toBe('unknown');
  });
});

describe('sweepLeftovers', () => {
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

    expect((await sweepLeftovers(temp, NOW)).sort()).toEqual([...dead, elsewhereOld].sort());
    const kept = [mine, elsewhere, unmarked, other, link, file].map(each => basename(each));
    expect(readdirSync(temp).sort()).toEqual(kept.sort());
  });

  test('ends the docker children of dead runs, not those of live ones', async () => {
    const [dead, alive] = [dockerChild(leftover()), dockerChild(await live())];
    await sweepLeftovers(temp, NOW);
    await dead.ended;
    expect(dead.child.signalCode).toBe('SIGKILL');
    expect(alive.child.exitCode ?? alive.child.signalCode).toBeNull();
  });

  test('a missing folder holds nothing', async () => {
    expect(await sweepLeftovers(join(root, 'none'), NOW)).toEqual([]);
  });
});

describe('disposeByPath', () => {
  test('removes the folder of a run that may still live, and its children; links in it are not followed', async () => {
    const dir = await live();
    const precious = join(root, 'contexts');
    mkdirSync(precious);
    writeFileSync(join(precious, 'x'), '');
    symlinkSync(precious, join(dir, 'contexts'));
    const { child, ended } = dockerChild(dir);
    await disposeByPath(dir, temp);
    await ended;
    expect(child.signalCode).toBe('SIGKILL');
    expect(existsSync(dir)).toBe(false);
    expect(readdirSync(precious)).toEqual(['x']);
    await disposeByPath(dir, temp);
  });

  test('RUNNER_TEMP may be a link', async () => {
    const link = join(root, 'link');
    symlinkSync(temp, link);
    const dir = leftover();
    await disposeByPath(join(link, basename(dir)), link);
    expect(existsSync(dir)).toBe(false);
  });

  test.each([
    ['outside of RUNNER_TEMP', () => ({ ...refuge(join(root, folderName(thisProcess()))) })],
    ['deeper in it', () => refuge(join(temp, 'a', folderName(thisProcess())))],
    ['by a way round', () => refuge(join(root, folderName(thisProcess())), path => `${temp}/../${basename(path)}`)],
    ['with another name', () => refuge(join(temp, 'other'))],
    ['without the marker', () => ({ dir: leftover({}, ['x']), kept: 'x' })],
    ['RUNNER_TEMP itself', () => ({ dir: temp, kept: '' })],
    ['that is not there and none of ours', () => ({ dir: join(temp, 'none'), kept: undefined })],
    ['that is a link', () => linked()],
  ])('refuses a folder %s', async (_, make) => {
    const { dir, kept } = make();
    await expect(disposeByPath(dir, temp)).rejects.toMatchObject({ code: 'INPUT' });
    if (kept !== undefined) expect(existsSync(join(dir, kept))).toBe(true);
  });

  function refuge(path: string, spelt = (each: string) => each): { dir: string; kept: string | undefined } {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, MARKER), '');
    return { dir: spelt(path), kept: MARKER };
  }

  function linked(): { dir: string; kept: string | undefined } {
    refuge(join(root, 'target'));
    const dir = join(temp, folderName(thisProcess()));
    symlinkSync(join(root, 'target'), dir);
    return { dir, kept: MARKER };
  }
});
