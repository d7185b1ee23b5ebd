import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { installTrivy, trivyArchive } from '../../../src/gates/scan/install-trivy.ts';
import type { Problem } from '../../../src/host/errors.ts';
import { run } from '../../../src/host/process.ts';
import { DEFAULT_RETRY } from '../../../src/host/retry.ts';
import { createDownloads, type Downloads } from '../../../src/http/download.ts';
import { readScan } from '../../../src/inputs/gates/scan.ts';
import { type Releases, TRIVY_RELEASES } from '../../../src/inputs/gates/trivy-releases.ts';
import { sourceOf as inputsOf } from '../../../src/inputs/reading/source.ts';
import { recordingLog } from '../../fakes/log.ts';

const VERSION = '0.74.0';
const NAME = trivyArchive(VERSION, 'linux', 'x64')!;

let root: string;
let server: http.Server;
let downloads: Downloads;
let bytes: Buffer;
let asked: string[];
let sum: string;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'install-trivy-'));
  for (const name of ['release', 'tools', 'run']) mkdirSync(join(root, name));
  writeFileSync(join(root, 'release/trivy'), '#!/bin/sh\necho "Version: 0.74.0"\n');
  writeFileSync(join(root, 'release/README.md'), 'read me');
  execFileSync('tar', ['-C', join(root, 'release'), '-czf', join(root, NAME), 'trivy', 'README.md']);
  bytes = readFileSync(join(root, NAME));
  sum = createHash('sha256').update(bytes).digest('hex');
  asked = [];
  server = http.createServer(({ url = '' }, response) => {
    asked.push(url);
    if (url !== `/v${VERSION}/${NAME}`) return void response.writeHead(404).end();
    response.end(bytes);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const signal = new AbortController().signal;
  const ports = { sleep: async () => {}, now: Date.now, random: () => 0, signal, proxyEnv: {}, onRetry: () => {} };
  downloads = createDownloads({ ...ports, policy: { ...DEFAULT_RETRY, retries: 0 } });
});
afterEach(() => {
  downloads.close();
  server.closeAllConnections();
  server.close();
  rmSync(root, { recursive: true });
});

const log = () => recordingLog();
function install(more: Partial<Parameters<typeof installTrivy>[1]> = {}, version = VERSION, told = log()) {
  const folder = mkdtempSync(join(root, 'run/trivy-'));
  return installTrivy(version, {
    run,
    log: told,
    env: { PATH: process.env.PATH ?? '' },
    signal: new AbortController().signal,
    downloads,
    toolCache: join(root, 'tools'),
    folder,
    platform: 'linux',
    arch: 'x64',
    known: { [VERSION]: { [NAME]: sum } },
    releases: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...more,
  });
}
const kept = () => join(root, 'tools/slipway-trivy', NAME);
const says = (path: string) => execFileSync(path, { encoding: 'utf8' });

test('is downloaded, verified and kept; the next run takes it from the tool cache and verifies it again', async () => {
  const first = log();
  expect(says(await install({}, VERSION, first))).toBe('Version: 0.74.0\n');
  expect(first.lines).toEqual([`trivy ${VERSION} was downloaded; its checksum matches`]);
  expect(readdirSync(join(root, 'tools/slipway-trivy'))).toEqual([NAME]);
  const second = log();
  expect(says(await install({}, VERSION, second))).toBe('Version: 0.74.0\n');
  expect(second.lines).toEqual(['trivy was found in the tool cache; its checksum matches']);
  expect(asked).toEqual([`/v${VERSION}/${NAME}`]);
});

test.each<[string, () => void]>([
  ['other bytes', () => writeFileSync(kept(), 'evil')],
  [
    'a link to another file',
    () => {
      rmSync(kept());
      symlinkSync(join(root, NAME), kept());
    },
  ],
])('what another job put into the tool cache is not used: %s', async (_, change) => {
  await install();
  change();
  expect(says(await install())).toBe('Version: 0.74.0\n');
  expect(asked).toHaveLength(2);
  expect(createHash('sha256').update(readFileSync(kept())).digest('hex')).toBe(sum);
});

test('a download that is not the known release is rejected, and nothing of it is left', async () => {
  bytes = Buffer.concat([bytes, Buffer.from('x')]);
  await expect(install()).rejects.toMatchObject({
    code: 'SCAN_FAILED',
    message: expect.stringMatching(/is not the expected trivy: its SHA-256 is [0-9a-f]{64}, not [0-9a-f]{64}$/),
  });
  expect(readdirSync(join(root, 'tools'))).toEqual([]);
  expect(readdirSync(join(root, 'run')).flatMap(name => readdirSync(join(root, 'run', name)))).toEqual([]);
});

test.each([
  ['a version without a checksum', { known: {} }, VERSION],
  ['another version', {}, '0.73.0'],
  ['a machine without a checksum', { arch: 'arm64' }, VERSION],
  ['a system that there is no release for', { platform: 'win32' }, VERSION],
  ['what this repository knows by default', { known: undefined }, '0.0.0'],
])('%s is refused without any request', async (_, more, version) => {
  const { known, ...rest } = { known: { [VERSION]: { [NAME]: sum } }, ...more };
  await expect(
    install({ ...rest, ...(known && { known }) }, known === undefined ? '0.0.0' : version),
  ).rejects.toMatchObject({
    code: 'SCAN_FAILED',
    message: expect.stringContaining('no checksum of trivy'),
  });
  expect(asked).toEqual([]);
});

test('a runner without a tool cache: it is downloaded for every run', async () => {
  for (let run = 0; run < 2; run++) expect(says(await install({ toolCache: '' }))).toBe('Version: 0.74.0\n');
  expect(asked).toHaveLength(2);
  expect(readdirSync(join(root, 'tools'))).toEqual([]);
});

test('a release that does not exist, and a tool cache that cannot be written', async () => {
  const place = join(root, 'file');
  writeFileSync(place, '');
  chmodSync(place, 0o400);
  expect(says(await install({ toolCache: place }))).toBe('Version: 0.74.0\n');
  await expect(install({ releases: `http://127.0.0.1:1`, toolCache: '' })).rejects.toMatchObject({
    code: 'NETWORK_ERROR',
  });
});

describe('the input', () => {
  const read = (
    inputs: Readonly<Record<string, string>>,
    known: Releases = { [VERSION]: { [NAME]: '0'.repeat(64) } },
  ) => {
    const problems: Problem[] = [];
    const env = Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
    );
    const specs = readScan(
      inputsOf(env, problems, [], () => true),
      known,
    );
    return { specs, problems: problems.map(({ input, problem }) => `${input} ${problem}`) };
  };

  test('is only for trivy, with or without a v', () => {
    const { specs, problems } = read({ scan: 'trivy\ngrype', 'scan-version': `v${VERSION}` });
    expect(problems).toEqual([]);
    expect(specs.map(spec => 'version' in spec && spec.version)).toEqual([VERSION, false]);
  });

  test('newest is the first of the table, and no error where nothing is scanned by trivy', () => {
    const known = { '2.10.0': {}, '2.9.0': {} };
    const { specs, problems } = read({ scan: 'trivy\ngrype', 'scan-version': 'newest' }, known);
    expect(problems).toEqual([]);
    expect(specs.map(spec => 'version' in spec && spec.version)).toEqual(['2.10.0', false]);
    for (const scan of ['', 'grype', 'trivy image "$IMAGE"']) {
      expect(read({ scan, 'scan-version': 'newest' }, known).problems).toEqual([]);
    }
    // The script writes them in this order.
    const versions = Object.keys(TRIVY_RELEASES);
    const numeric = versions.toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }));
    expect(versions).toEqual(numeric);
  });

  test.each([
    [{ scan: 'grype', 'scan-version': VERSION }, ['scan-version is set, but `scan` does not name trivy']],
    [
      { scan: 'trivy', 'scan-version': '0.1.0' },
      ['scan-version is "0.1.0", and this version of Slipway has the checksums of 0.74.0'],
    ],
    [
      { scan: 'trivy', 'scan-version': '__proto__' },
      ['scan-version is "__proto__", and this version of Slipway has the checksums of 0.74.0'],
    ],
  ])('%j', (inputs, expected) => expect(read(inputs as Readonly<Record<string, string>>).problems).toEqual(expected));
});
