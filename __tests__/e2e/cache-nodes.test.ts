import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { firstRows, fullTest } from '../full.ts';
import { type Bridge, createNodes, openBridge } from './support/bridge.ts';
import { type CacheLab, openCacheLab } from './support/cache-lab.ts';
import { annotationsOf, digestsOf, expectGreen } from './support/checks.ts';
import { type Inputs, registriesInput } from './support/lab.ts';

/** Only root may start an engine. */
const whenRoot = process.getuid?.() === 0 ? describe : describe.skip;

const PLATFORMS = ['linux/amd64', 'linux/arm64'];
/** Nothing runs in it, so it can be built for any platform; each has a separate file. */
const COPIES = 'FROM scratch\nARG TARGETARCH\nCOPY $TARGETARCH /arch\nCOPY hello /hello\n';

let cache: CacheLab;
let bridges: readonly Bridge[];
/** An address of another BuildKit: one build does not use the same one for two nodes. */
let another: Bridge;
let folder: string;

beforeAll(async () => {
  if (whenRoot === describe.skip) return;
  cache = await openCacheLab([{}]);
  bridges = await Promise.all(PLATFORMS.map(() => openBridge('127.0.0.1', cache.socket)));
  another = await openBridge();
  folder = mkdtempSync(join(tmpdir(), 'slipway-nodes-'));
});
afterAll(async () => {
  await Promise.all([cache?.close(), ...[...(bridges ?? []), another].map(bridge => bridge?.close())]);
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

const host = () => cache.lab.registries[0]!.host;
const places = {
  gha: () => ({ cache: 'gha' }),
  actions: () => ({ cache: 'actions' }),
  local: () => ({ cache: 'local', 'cache-ref': folder }),
  registry: () => ({ cache: 'registry', 'cache-ref': `${host()}/acme/layers:cache` }),
  inline: () => ({ cache: 'inline' }),
};

/** Builds a copy of `name` for both platforms on a cold builder of these nodes, and gives its outputs. */
async function build(name: string, nodes: readonly (readonly [address: string, platform: string])[], inputs: Inputs) {
  await cache.cold();
  const workspace = await cache.lab.workspace({
    Dockerfile: COPIES,
    hello: `${name} ${cache.id}`,
    amd64: `${name} amd64 ${cache.id}`,
    arm64: `${name} arm64 ${cache.id}`,
  });
  const run = await cache.build(
    workspace,
    {
      ...{ builder: 'far', platforms: PLATFORMS.join(), push: 'true', 'moving-tags': 'always' },
      'registry-auth': registriesInput(cache.lab.registries),
      images: `${host()}/acme/${name}`,
      ...inputs,
    },
    {
      home: home =>
        createNodes(
          home,
          'far',
          nodes.map(([address, platform]) => ({ address, platform })),
        ),
    },
  );
  expectGreen(run);
  expect(annotationsOf(run, 'warning').filter(warning => /cache/i.test(warning))).toEqual([]);
  return run.main.outputs;
}

const one = () => [[bridges[0]!.address, PLATFORMS.join()]] as const;
const several = () => bridges.map(({ address }, at) => [address, PLATFORMS[at]!] as const);

whenRoot('a builder of several nodes, of which each writes a cache', () => {
  test.each(firstRows(1, Object.entries(places)))(
    '%s: no platform takes the place of another',
    async (backend, inputs) => {
      const first = await build(backend, several(), inputs());
      const second = await build(backend, several(), inputs());
      expect([first['cache-hit-ratio'], second['cache-hit-ratio']]).toEqual(['0.00', '1.00']);
      expect(second['cache-backend']).toBe(backend);
      expect(second.digest).toMatch(/^sha256:/);
    },
  );

  fullTest('a folder of the user contains everything that the last of them wrote', async () => {
    const dest = join(folder, 'own');
    await build('own', several(), { 'cache-to': `type=local,dest=${dest},mode=max` });
    const { manifests } = JSON.parse(readFileSync(join(dest, 'index.json'), 'utf8'));
    expect(manifests).toHaveLength(1);
    const again = await build('own', several(), { 'cache-from': `type=local,src=${dest}` });
    expect(Number(again['cache-hit-ratio'])).toBeGreaterThanOrEqual(0.5);
  });

  fullTest('a registry has a tag for each', async () => {
    const tags = Object.keys(await digestsOf(cache.lab.registries[0]!, 'acme/layers'));
    expect(tags.toSorted()).toEqual(['cache-linux-amd64', 'cache-linux-arm64']);
  });

  test.each(firstRows(1, ['gha', 'registry', 'local'] as const))(
    '%s: is read by a build that is not pushed',
    async backend => {
      const apart = [[bridges[0]!.address, PLATFORMS[0]!] as const, [another.address, PLATFORMS[1]!] as const];
      const later = await build(backend, apart, { ...places[backend](), push: 'false' });
      expect(later['cache-hit-ratio']).toBe('1.00');
    },
  );

  fullTest('a folder written by several nodes is read by one, and vice versa', async () => {
    const alone = await build('local', one(), places.local());
    const again = await build('local', several(), places.local());
    expect([alone['cache-hit-ratio'], again['cache-hit-ratio']]).toEqual(['1.00', '1.00']);
  });
});
