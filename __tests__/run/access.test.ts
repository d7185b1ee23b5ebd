import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readContext } from '../../src/event/context.ts';
import type { Machine } from '../../src/host/machine.ts';
import { openAccess } from '../../src/run/access.ts';
import { recordingLog } from '../fakes/log.ts';
import { read } from '../inputs/env.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-access-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each([
  ['ghcr.io/acme/api:rc', ['ghcr.io']],
  ['quay.io/acme/api:rc', []],
  ['oci:image.tar', []],
])('docker can pull the source %s with the job’s token', async (source, hosts) => {
  const access = await opened({ source, images: 'registry.example/acme/api', 'github-token': 'a-token' });
  access.close();
  const config = JSON.parse(readFileSync(join(access.docker.env.DOCKER_CONFIG!, 'config.json'), 'utf8'));
  expect(Object.keys(config.auths ?? {})).toEqual(hosts);
});

/** Prepares access to the registries in these inputs; nothing is published. */
async function opened(given: Record<string, string>, more: Record<string, string> = {}, log = recordingLog()) {
  const env = { HOME: folder, PATH: '', GITHUB_ACTOR: 'skipper', ...more };
  const inputs = read({ ...given, ...more });
  const context = readContext({ env, now: new Date(0), readFile: () => '{}' });
  const machine: Machine = {
    env,
    log,
    run: async () => Promise.reject(new Error('nothing is run')),
    now: () => 0,
    sleep: async () => {},
    signal: new AbortController().signal,
  };
  const buildArgs = { args: [], shown: [] };
  const plan = { images: [], decision: { push: false, reason: '' }, buildArgs, warnings: [], notices: [], remarks: [] };
  return openAccess({ inputs, context, plan }, folder, machine);
}

test('a user config that cannot be read is a warning, or the error where its login is needed', async () => {
  mkdirSync(join(folder, '.docker/config.json'), { recursive: true });
  const login = { 'registry-auth': '- registry: ghcr.io\n  username: a\n  password: b' };
  const log = recordingLog();
  (await opened({ images: 'ghcr.io/acme/api', ...login }, {}, log)).close();
  const problem = `cannot read the user's Docker config ${folder}/.docker/config.json: it is not a regular file`;
  expect(log.lines).toEqual([`warning: ${problem}; its logins are ignored`]);
  log.lines.length = 0;
  await expect(
    opened({ images: 'ghcr.io/acme/api', source: 'quay.io/acme/api:rc', ...login }, {}, log),
  ).rejects.toMatchObject({ code: 'RUNNER_UNUSABLE', message: problem, hint: expect.stringMatching(/readable/) });
  expect(log.lines).toEqual([]);
});

const KEY = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };
const ID_TOKEN = { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://id.example/?a=b', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x' };

test.each([
  ['the login of another step', 'registry: 123456789012.dkr.ecr.eu-west-1.amazonaws.com', KEY],
  [
    'Docker Hub, too',
    'registry: docker.io\n  username: acme\n  connection-id: aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
    ID_TOKEN,
  ],
])('exchanging %s is not waited for', async (_, entry, more) => {
  // Requests through this proxy wait.
  const waiting = new Set<Duplex>();
  const proxy = createServer();
  const asked = new Promise<void>(ready => {
    proxy.on('connect', (_request, socket) => {
      waiting.add(socket.on('error', () => {}));
      ready();
    });
  });
  await new Promise<void>(ready => proxy.listen(0, '127.0.0.1', ready));
  const HTTPS_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const access = await opened(
    { images: 'r.example/a', 'registry-auth': `- ${entry}`, retries: '0' },
    { ...more, HTTPS_PROXY },
  );
  await asked;
  const done = access.loggedIn.then(
    () => 'logged in',
    () => 'refused',
  );
  expect(await Promise.race([done, Promise.resolve('still asking')])).toBe('still asking');
  access.close();
  for (const socket of waiting) socket.destroy();
  proxy.close();
  expect(await done).toBe('refused');
});
