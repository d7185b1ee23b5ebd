import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Bridge, createNodes, openBridge } from './support/bridge.ts';
import { type CacheLab, openCacheLab } from './support/cache-lab.ts';
import { annotationsOf, digestsOf, expectGreen } from './support/checks.ts';
import { registriesInput } from './support/lab.ts';

/** Only root may start an engine. */
const whenRoot = process.getuid?.() === 0 ? describe : describe.skip;

const PLATFORMS = ['linux/amd64', 'linux/arm64'];
/** Nothing runs in it, so that it is built for any platform; each has a file of its own. */
const COPIES = 'FROM scratch\nARG TARGETARCH\nCOPY $TARGETARCH /arch\nCOPY hello /hello\n';

let cache: CacheLab;
let bridges: readonly Bridge[];
let folder: string;

beforeAll(async () => {
  if (whenRoot === describe.skip) return;
  cache = await openCacheLab([{}]);
  bridges = await Promise.all(PLATFORMS.map(() => openBridge('127.0.0.1', cache.socket)));
  folder = mkdtempSync(join(tmpdir(), 'slipway-nodes-'));
});
afterAll(async () => {
  await Promise.all([cache?.close(), ...(bridges ?? []).map(bridge => bridge.close())]);
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

const host = () => cache.lab.registries[0]!.host;

whenRoot('a builder of several nodes, of which each writes a cache', () => {
  test.each([
    ['gha', () => ({ cache: 'gha' })],
    ['actions', () => ({ cache: 'actions' })],
    ['local', () => ({ cache: 'local', 'cache-ref': folder })],
    ['registry', () => ({ cache: 'registry', 'cache-ref': `${host()}/acme/layers:cache` })],
    ['inline', () => ({ cache: 'inline' })],
  ])('%s: no platform takes the place of another', async (backend, inputs) => {
    const build = async () => {
      await cache.cold();
      const workspace = await cache.lab.workspace({
        Dockerfile: COPIES,
        hello: `${backend} ${cache.id}`,
        amd64: `${backend} amd64 ${cache.id}`,
        arm64: `${backend} arm64 ${cache.id}`,
      });
      const run = await cache.build(
        workspace,
        {
          ...inputs(),
          ...{ builder: 'far', platforms: PLATFORMS.join(), push: 'true' },
          'registry-auth': registriesInput(cache.lab.registries),
          images: `${host()}/acme/${backend}`,
          tags: `type=raw,value=main`,
        },
        {
          home: home =>
            createNodes(
              home,
              'far',
              bridges.map(({ address }, at) => ({ address, platform: PLATFORMS[at]! })),
            ),
        },
      );
      expectGreen(run);
      expect(annotationsOf(run, 'warning').filter(warning => /cache/i.test(warning))).toEqual([]);
      return run.main.outputs;
    };
    const first = await build();
    const second = await build();
    expect([first['cache-hit-ratio'], second['cache-hit-ratio']]).toEqual(['0.00', '1.00']);
    expect(second['cache-backend']).toBe(backend);
    expect(second.digest).toMatch(/^sha256:/);
    if (backend !== 'registry') return;
    expect(Object.keys(await digestsOf(cache.lab.registries[0]!, 'acme/layers')).toSorted()).toEqual([
      'cache-linux-amd64',
      'cache-linux-arm64',
    ]);
  });
});
