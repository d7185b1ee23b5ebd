import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { patientEngine } from '../../src/engine/any-engine.ts';

let root: string;
let socket: string;
let server: Server;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'engine-'));
  socket = join(root, 'docker.sock');
  // Never answers, except for two requests.
  server = createServer((request, answer) => {
    if (request.url?.includes('/gone')) answer.writeHead(404).end('{}');
    if (request.url?.includes('/broken')) answer.writeHead(500).end('{"message":"no disk"}');
  });
  await new Promise<void>(resolve => server.listen(socket, resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
  rmSync(root, { recursive: true, force: true });
});

test('a request to an engine that hangs times out, and does not count as a cancelled job', async () => {
  const error = { code: 'ENGINE_FAILED', message: `the Docker Engine at ${socket} did not answer within 0.1 s` };
  await expect(patientEngine(socket, 100).removeContainer('stuck')).rejects.toMatchObject(error);
  await expect(patientEngine(socket, 100).containers('stuck')).rejects.toMatchObject(error);
});

test('each request has a separate timeout', async () => {
  const engine = patientEngine(socket, 2000);
  await expect(engine.removeContainer('stuck')).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
  await expect(engine.removeContainer('gone')).resolves.toBeUndefined();
  await expect(engine.removeContainer('broken')).rejects.toThrow('the Docker Engine answered 500: no disk');
});
