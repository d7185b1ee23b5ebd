import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { command } from '../../scripts/command.ts';
import { installBuildx } from '../../src/builder/buildx/install-buildx.ts';
import { run } from '../../src/host/process.ts';
import { createDownloads, type Downloads } from '../../src/http/download.ts';
import type { BuildxVersion } from '../../src/inputs/build/buildx-version.ts';
import { recordingLog } from '../fakes/log.ts';
import { fullTest } from '../full.ts';
import { type Bridge, openBridge } from './support/bridge.ts';
import { annotationsOf, expectGreen } from './support/checks.ts';
import { dockerfile } from './support/images.ts';
import { type Lab, openLab } from './support/lab.ts';
import { type ReleaseServer, startReleaseServer } from './support/release-server.ts';

let server: ReleaseServer;
let root: string;
let downloads: Downloads;
beforeAll(async () => {
  server = await startReleaseServer('9.8.7');
});
afterAll(() => server?.close());
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-buildx-'));
  mkdirSync(join(root, 'run'));
  server.asked();
  downloads = createDownloads({
    policy: { retries: 3, base: 1, cap: 1, deadline: 60_000 },
    signal: new AbortController().signal,
    proxyEnv: { HTTP_PROXY: 'http://127.0.0.1:9' },
    sleep: async () => {},
    now: Date.now,
    random: () => 0,
    onRetry: () => {},
  });
});
afterEach(() => {
  server.tamper(false);
  downloads.close();
  rmSync(root, { recursive: true, force: true });
});

const install = (wish: BuildxVersion, more: object = {}) =>
  installBuildx(wish, {
    run,
    log: recordingLog(),
    env: { PATH: process.env.PATH ?? '' },
    signal: new AbortController().signal,
    downloads,
    toolCache: join(root, 'tools'),
    folder: join(root, 'run'),
    platform: process.platform,
    arch: process.arch,
    releases: server.releases,
    ...more,
  });
const NEWEST = { kind: 'release', version: '9.8.7' } as const;
const home = () => join(root, 'tools/buildx/9.8.7', process.arch);
const kept = () => join(home(), 'docker-buildx');
/** This run's folder. */
const own = () => join(root, 'run/buildx/docker-buildx');
const sumOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
const downloaded = () => server.asked().filter(url => url.includes('/download/') && !url.endsWith('checksums.txt'));

describe('a release', () => {
  test('is downloaded, checked, kept in the tool cache and not downloaded again', async () => {
    server.fail(2);
    const path = await install(NEWEST);
    expect(path).toBe(own());
    expect(sumOf(kept())).toBe(sumOf(own()));
    expect(statSync(path!).mode & 0o111).toBe(0o111);
    expect(await command(path!, ['version'])).toContain('buildx');
    expect(readdirSync(join(root, 'tools/buildx/9.8.7')).sort()).toEqual([process.arch, `${process.arch}.complete`]);
    const asked = server.asked();
    expect(asked.filter(url => url.endsWith('checksums.txt')).length).toBeGreaterThan(0);
    rmSync(join(root, 'run/buildx'), { recursive: true });
    expect(await install(NEWEST)).toBe(path);
    expect(statSync(path!).mode & 0o111).toBe(0o111);
    expect(downloaded()).toEqual([]);
  });

  fullTest('whose tool cache entry has changed is downloaded again', async () => {
    await install(NEWEST);
    const released = sumOf(own());
    const spoiled: ((path: string) => void)[] = [
      path => writeFileSync(path, '#!/bin/sh\n'),
      path => symlinkSync('/bin/true', path),
      path => void execFileSync('mkfifo', [path]),
      () => {},
    ];
    for (const spoil of spoiled) {
      rmSync(kept());
      spoil(kept());
      server.asked();
      expect(await install(NEWEST)).toBe(own());
      expect(downloaded()).toHaveLength(1);
      expect([sumOf(own()), sumOf(kept())]).toEqual([released, released]);
    }
  });

  test('in the tool cache is not used without its checksum', async () => {
    await install(NEWEST);
    const releases = `${server.releases}/none`;
    await expect(install(NEWEST, { releases })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  fullTest('`latest` is the newest, and a truncated one is downloaded again', async () => {
    mkdirSync(home(), { recursive: true });
    expect(await install({ kind: 'latest' })).toBe(own());
    expect(server.asked()[0]).toMatch(/\/releases\/latest$/);
    expect(existsSync(`${home()}.complete`)).toBe(true);
  });

  test('that is already installed is not downloaded', async () => {
    const said = await command('docker', ['buildx', 'version']);
    const version = /v?(\d+\.\d+\.\d+)/.exec(said)![1]!;
    expect(await install({ kind: 'release', version })).toBeUndefined();
    expect(server.asked()).toEqual([]);
  });

  test('with another checksum is not used, and nothing is left behind', async () => {
    server.tamper(true);
    await expect(install(NEWEST)).rejects.toMatchObject({
      code: 'BUILDX_UNUSABLE',
      message: expect.stringContaining('SHA-256'),
    });
    expect([existsSync(join(root, 'tools')), readdirSync(join(root, 'run/buildx'))]).toEqual([false, []]);
  });

  test('that does not exist, or not for this machine', async () => {
    await expect(install(NEWEST, { platform: 'win32' })).rejects.toMatchObject({ code: 'BUILDX_UNUSABLE' });
    await expect(install(NEWEST, { releases: `${server.releases}/none` })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  fullTest('is only used by this run if the tool cache cannot be written', async () => {
    expect(await install(NEWEST, { toolCache: '' })).toBe(join(root, 'run/buildx/docker-buildx'));
    expect(await install(NEWEST, { toolCache: '/dev/null' })).toBe(join(root, 'run/buildx/docker-buildx'));
  });
});

describe('the action', () => {
  let lab: Lab;
  let bridge: Bridge;
  let spied: ReleaseServer;
  let spy: string;
  beforeAll(async () => {
    spy = join(mkdtempSync(join(tmpdir(), 'slipway-spy-')), 'calls');
    [lab, bridge, spied] = await Promise.all([openLab([]), openBridge(), startReleaseServer('9.8.7', spy)]);
  });
  afterAll(async () => {
    await Promise.all([lab?.close(), bridge?.close(), spied?.close()]);
    rmSync(join(spy, '..'), { recursive: true });
  });

  const urlOf = ({ releases, asset }: ReleaseServer) => `${releases}/download/v9.8.7/${asset('9.8.7')}`;
  const publish = async (version: string, more: Record<string, string> = {}) => {
    const workspace = await lab.workspace({ Dockerfile: dockerfile('RUN ["/bin/sh", "-c", "echo ahoy > /hello"]') });
    const env = { RUNNER_TOOL_CACHE: join(root, 'tools') };
    const inputs = { 'buildx-version': version, tags: 'type=raw,value=one', ...more };
    return lab.publish(workspace, inputs, { job: { env } });
  };

  fullTest('uses the buildx at a URL throughout, and later steps do not get it', async () => {
    const result = await publish(urlOf(spied), { driver: 'remote', endpoint: bridge.address });
    expectGreen(result);
    expect(result.main.log).toContain('was downloaded for this run; its checksum matches');
    const calls = readFileSync(spy, 'utf8').split('\n');
    const verbs = calls.flatMap(line => /^(?:buildx )?(create|inspect|build|rm) /.exec(line)?.[1] ?? []);
    expect(verbs).toEqual(['create', 'inspect', 'build', 'rm']);
    expect(readdirSync(join(root, 'tools/buildx'))).toEqual([`0.0.0-sha256-${spied.sha256.slice(0, 16)}`]);
    expect(readdirSync(join(result.home, '.docker'))).toEqual(['buildx']);
    expect(readdirSync(join(result.home, '.docker/buildx/instances'))).toEqual([]);
    spied.asked();
    expectGreen(await publish(`${urlOf(spied)}#sha256=${spied.sha256}`));
    expect(spied.asked()).toEqual([]);
  });

  fullTest('rejects a file with another checksum', async () => {
    const result = await publish(`${urlOf(server)}#sha256=${'0'.repeat(64)}`);
    expect(annotationsOf(result, 'error')).toEqual([
      expect.stringMatching(/is not the expected buildx: its SHA-256 is [0-9a-f]{64}/),
    ]);
  });
});
