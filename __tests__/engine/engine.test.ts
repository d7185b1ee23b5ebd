import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectEngine } from '../../src/engine/engine.ts';

const LOGIN = { username: 'x', password: 'y', serveraddress: 'r.example' };
const folder = mkdtempSync(join(tmpdir(), 'engine-'));
const socket = join(folder, 'docker.sock');
/** An engine that dies in the middle of every answer. */
const dying = http.createServer((_, res) => {
  res.write('{"status":"Preparing"}\n', () => res.destroy());
});
beforeAll(() => new Promise<void>(resolve => dying.listen(socket, resolve)));
afterAll(() => {
  dying.close();
  rmSync(folder, { recursive: true });
});

test.each<[string, (engine: ReturnType<typeof connectEngine>) => Promise<unknown>]>([
  ['a push', engine => engine.push('127.0.0.1:5000/a:1', LOGIN)],
  ['the information about it', engine => engine.info()],
])('%s that the engine interrupts is reported as its error, with a remedy', async (_, ask) => {
  await expect(ask(connectEngine(socket))).rejects.toMatchObject({
    code: 'ENGINE_FAILED',
    message: expect.stringContaining('in the middle of an answer'),
    hint: expect.stringContaining('re-run the job'),
  });
});
