import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { installTrivy, trivyArchive } from '../../../src/gates/scan/install-trivy.ts';
import { run } from '../../../src/host/process.ts';
import { DEFAULT_RETRY } from '../../../src/host/retry.ts';
import { createDownloads } from '../../../src/http/download.ts';
import { recordingLog } from '../../fakes/log.ts';
import { GITHUB, type ReleaseHosts, STORAGE, startReleaseHosts } from './release-hosts.ts';

const VERSION = '9.8.7';
const NAME = trivyArchive(VERSION, 'linux', 'x64')!;
const RELEASE = `https://${GITHUB}/aquasecurity/trivy/releases/download/v${VERSION}/${NAME}`;
const STORED = `https://${STORAGE}/production/17?sp=r&sig=a%2Fb`;

let hosts: ReleaseHosts;
let root: string;
let bytes: Buffer;
beforeAll(async () => {
  hosts = await startReleaseHosts();
  root = mkdtempSync(join(tmpdir(), 'install-trivy-tls-'));
  writeFileSync(join(root, 'trivy'), `#!/bin/sh\necho "Version: ${VERSION}"\n`);
  // Large enough to arrive in many pieces, and not compressible.
  writeFileSync(join(root, 'LICENSE'), randomBytes(2_000_000));
  execFileSync('tar', ['-C', root, '-czf', join(root, NAME), 'trivy', 'LICENSE']);
  bytes = readFileSync(join(root, NAME));
});
afterAll(() => {
  hosts.close();
  rmSync(root, { recursive: true });
});

let tools: string;
let folder: string;
beforeEach(() => {
  hosts.trust(true);
  [tools, folder] = [mkdtempSync(join(root, 'tools-')), mkdtempSync(join(root, 'run-'))];
});
afterEach(() => void hosts.asked());

async function install(retries = 0) {
  const log = recordingLog();
  const signal = new AbortController().signal;
  const ports = { sleep: async () => {}, now: Date.now, random: () => 0, signal, onRetry: log.info };
  const downloads = createDownloads({ ...ports, proxyEnv: hosts.env, policy: { ...DEFAULT_RETRY, retries } });
  const known = { [VERSION]: { [NAME]: createHash('sha256').update(bytes).digest('hex') } };
  const env = { PATH: process.env.PATH ?? '' };
  const machine = { run, env, signal, toolCache: tools, folder, platform: 'linux', arch: 'x64' };
  try {
    return { log, path: await installTrivy(VERSION, { ...machine, log, downloads, known }) };
  } finally {
    downloads.close();
  }
}

/** As GitHub does: a release's files are at a signed address in its storage. */
const redirecting = (give: (response: ServerResponse) => void, to = STORED) =>
  hosts.answer((host, _, response) => {
    if (host === GITHUB) return void response.writeHead(302, { location: to }).end();
    give(response);
  });
const leftBehind = () => [...readdirSync(folder), ...readdirSync(tools)];
const says = (path: string) => execFileSync(path, { encoding: 'utf8' });

test("a download is followed to GitHub's storage, with the signature of the address unchanged", async () => {
  redirecting(response => response.end(bytes));
  expect(says((await install()).path)).toBe(`Version: ${VERSION}\n`);
  expect(hosts.asked()).toEqual([RELEASE, STORED]);
  expect(readFileSync(join(tools, 'slipway-trivy', NAME)).equals(bytes)).toBe(true);
});

test('storage with other bytes is refused, and nothing is kept or unpacked', async () => {
  redirecting(response => response.end(Buffer.concat([bytes.subarray(0, -1), Buffer.from('x')])));
  await expect(install(3)).rejects.toMatchObject({
    code: 'SCAN_FAILED',
    message: expect.stringContaining('is not the expected trivy'),
  });
  // It arrived complete: a retry would not change it.
  expect(hosts.asked()).toEqual([RELEASE, STORED]);
  expect(leftBehind()).toEqual([]);
});

const half = () => bytes.subarray(0, bytes.length / 2);
const cut = (response: ServerResponse) => response.write(half(), () => setImmediate(() => response.socket?.destroy()));

test.each<[string, (response: ServerResponse) => void]>([
  ['before the length that was announced', response => cut(response.setHeader('content-length', bytes.length))],
  ['in the middle of chunks', response => cut(response)],
])('a download that breaks off %s is retried', async (_, give) => {
  let times = 0;
  redirecting(response => (times++ === 0 ? give(response) : response.end(bytes)));
  const { path, log } = await install(1);
  expect(says(path)).toBe(`Version: ${VERSION}\n`);
  expect(log.lines.join('\n')).toMatch(new RegExp(`${NAME} could not be downloaded: .*; trying again`));
  expect(readFileSync(join(tools, 'slipway-trivy', NAME)).equals(bytes)).toBe(true);
});

test('one that always breaks off is a network error, and half an archive is never kept', async () => {
  redirecting(response => cut(response.setHeader('content-length', bytes.length)));
  await expect(install(1)).rejects.toMatchObject({ code: 'NETWORK_ERROR' });
  expect(hosts.asked()).toHaveLength(4);
  expect(readdirSync(tools)).toEqual([]);
  expect(existsSync(join(folder, 'trivy'))).toBe(false);
});

test('one that ends early, with a matching length, is not the release', async () => {
  redirecting(response => response.end(half()));
  await expect(install()).rejects.toMatchObject({ code: 'SCAN_FAILED' });
  expect(leftBehind()).toEqual([]);
});

test('nothing is requested from storage without TLS', async () => {
  redirecting(response => response.end(bytes), `http://${STORAGE}/production/17`);
  await expect(install(2)).rejects.toMatchObject({
    code: 'NETWORK_ERROR',
    message: expect.stringContaining(`redirects from https to plain http, at ${STORAGE}`),
  });
  expect(hosts.asked()).toEqual([RELEASE]);
});

test('an untrusted certificate is a network error', async () => {
  hosts.trust(false);
  redirecting(response => response.end(bytes));
  await expect(install()).rejects.toMatchObject({ code: 'NETWORK_ERROR' });
  expect(hosts.asked()).toEqual([]);
  expect(leftBehind()).toEqual([]);
});

test.each<[string, (kept: string) => void]>([
  ['a pipe, which would be waited for', kept => void execFileSync('mkfifo', [kept])],
  ['a folder', kept => void mkdirSync(kept)],
  ['half of the release', kept => writeFileSync(kept, half())],
])('the tool cache contains %s under its name: it is downloaded', async (_, poison) => {
  mkdirSync(join(tools, 'slipway-trivy'));
  poison(join(tools, 'slipway-trivy', NAME));
  redirecting(response => response.end(bytes));
  expect(says((await install()).path)).toBe(`Version: ${VERSION}\n`);
  expect(hosts.asked()).toEqual([RELEASE, STORED]);
});
