import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Trust } from '../../src/credentials/trust.ts';
import { isMirrorFile, isMirrorPath, mirrorInEngine } from '../../src/engine/engine-mirrors.ts';
import { run } from '../../src/host/process.ts';

let root: string;
const noted: string[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'engine-mirrors-'));
  noted.length = 0;
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const MIRRORS = [
  { host: '127.0.0.1:5001', path: '' },
  { host: 'harbor.example', path: 'docker-hub' },
];
const configure = (host: string, trusts = new Map<string, Trust>()) =>
  mirrorInEngine(host, MIRRORS, {
    run,
    env: {},
    folder: join(root, 'certs.d'),
    willWrite: async path => void noted.push(path),
    trusts,
  });

test('the mirrors in their order, with the certificates that the engine would find without the file', async () => {
  const folder = join(root, 'certs.d/r.io');
  mkdirSync(folder, { recursive: true });
  for (const name of ['ca.crt', 'me.cert', 'me.key', 'odd.cert']) writeFileSync(join(folder, name), '');
  mkdirSync(join(root, 'certs.d/harbor.example'));
  writeFileSync(join(root, 'certs.d/harbor.example/slipway-1.crt'), '');
  expect(await configure('r.io', new Map([['r.io', { insecure: true }]]))).toBe(true);
  const [mark, ...lines] = readFileSync(join(folder, 'hosts.toml'), 'utf8').split('\n');
  expect(mark).toMatch(/^# Written by Slipway for one run, and removed after it: [0-9a-f]{12}$/);
  expect(lines).toEqual([
    'server = "http://r.io"',
    `ca = ["${folder}/ca.crt"]`,
    `client = [["${folder}/me.cert","${folder}/me.key"]]`,
    '',
    '[host."http://127.0.0.1:5001"]',
    'capabilities = ["pull", "resolve"]',
    '[host."https://harbor.example/v2/docker-hub"]',
    'capabilities = ["pull", "resolve"]',
    'override_path = true',
    `ca = ["${root}/certs.d/harbor.example/slipway-1.crt"]`,
    '',
  ]);
  expect(noted).toEqual([join(folder, 'hosts.toml')]);
});

test('of a known registry: nothing else, and the folders are recorded', async () => {
  await configure('docker.io');
  const text = readFileSync(join(root, 'certs.d/docker.io/hosts.toml'), 'utf8');
  expect(text).not.toMatch(/^(?:server|ca|client) =/m);
  expect(noted).toEqual([`${root}/certs.d/`, `${root}/certs.d/docker.io/`, `${root}/certs.d/docker.io/hosts.toml`]);
});

test("the user's own file is left as it is; another run's serves this one too", async () => {
  const folder = join(root, 'certs.d/docker.io');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'hosts.toml'), 'server = "https://mine"');
  expect(await configure('docker.io')).toBe(false);
  expect([readFileSync(join(folder, 'hosts.toml'), 'utf8'), noted]).toEqual(['server = "https://mine"', []]);
  rmSync(folder, { recursive: true });
  expect(await configure('docker.io')).toBe(true);
  noted.length = 0;
  expect(await configure('docker.io')).toBe(true);
  expect([noted, readdirSync(folder)]).toEqual([[], ['hosts.toml']]);
});

test.each([
  ['/etc/docker/certs.d/docker.io/hosts.toml', true],
  ['/etc/docker/certs.d/r.io:5000/hosts.toml', true],
  ['/etc/docker/certs.d/../hosts.toml', false],
  ['/etc/docker/certs.d/a/b/hosts.toml', false],
  ['/etc/docker/certs.d/r.io/ca.crt', false],
  ['/etc/hosts.toml', false],
])('%s may be one of ours: %p', async (path, expected) => {
  expect(isMirrorPath(path)).toBe(expected);
  // There is nothing, or nothing of ours.
  expect(await isMirrorFile(path)).toBe(false);
});
