import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { removeWritten, trustInEngine } from '../../src/engine/engine-certs.ts';
import type { Run } from '../../src/host/ports.ts';

const HOST = 'registry.example:5000';
let root: string;
let ran: string[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'certs-'));
  ran = [];
});
afterEach(() => rmSync(root, { recursive: true }));

const run: Run = async (command, args, options) => {
  ran.push([command, ...args, options.input ?? ''].join(' '));
  return { code: 0, signal: null, stdout: '', stderr: '', timedOut: false };
};

/** Trusts, and returns the noted paths. `seen` is the folder's content when each was noted. */
async function trust(folder = join(root, 'docker/certs.d')) {
  const noted: string[] = [];
  const willWrite = async (path: string) => {
    expect(readdirSync(root, { recursive: true }).some(name => join(root, String(name)) === path)).toBe(false);
    noted.push(path);
  };
  await trustInEngine(HOST, 'PEM', { run, env: {}, willWrite, folder });
  const undo = async () => {
    for (const path of [...noted].reverse()) await removeWritten(path, { run, env: {}, folder });
  };
  return { noted, undo, folder };
}

describe('trustInEngine', () => {
  test('writes a readable certificate only for the host, and records each path before it is created', async () => {
    const { noted, undo, folder } = await trust();
    const path = noted.at(-1)!;
    expect(path).toMatch(/\/docker\/certs\.d\/registry\.example:5000\/slipway-[0-9a-f]{12}\.crt$/);
    expect(noted.slice(0, -1)).toEqual([`${root}/docker/`, `${folder}/`, `${folder}/${HOST}/`]);
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['PEM', 0o644]);
    await undo();
    expect(readdirSync(root)).toEqual([]);
  });

  test("leaves the user's certificates unchanged, and is put next to them", async () => {
    const folder = join(root, 'certs.d');
    mkdirSync(join(folder, HOST), { recursive: true });
    writeFileSync(join(folder, HOST, 'ca.crt'), 'USER');
    const [first, second] = [await trust(folder), await trust(folder)];
    expect(readdirSync(join(folder, HOST))).toHaveLength(3);
    expect(first.noted).toHaveLength(1);
    for (const { undo } of [first, second]) await undo();
    expect(readdirSync(join(folder, HOST))).toEqual(['ca.crt']);
    expect(readFileSync(join(folder, HOST, 'ca.crt'), 'utf8')).toBe('USER');
  });

  test('undoing what was never created, or is used by others, is no error', async () => {
    const { undo, folder } = await trust();
    writeFileSync(join(folder, HOST, 'other.crt'), 'OTHER');
    await undo();
    await undo();
    expect(readdirSync(join(folder, HOST))).toEqual(['other.crt']);
  });

  test('a folder that cannot be created is reported with a remedy', async () => {
    writeFileSync(join(root, 'file'), '');
    await expect(trust(join(root, 'file'))).rejects.toMatchObject({
      code: 'ENGINE_FAILED',
      hint: expect.stringContaining('/ca.crt yourself'),
    });
    expect(ran).toEqual([]);
  });
});
