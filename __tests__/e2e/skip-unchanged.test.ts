import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { fullTest } from '../full.ts';
import { digestsOf, expectGreen } from './support/checks.ts';
import { type Inputs, type Lab, openLab, registriesInput } from './support/lab.ts';

let lab: Lab;
let a: LocalRegistry;
let b: LocalRegistry;
beforeAll(async () => {
  lab = await openLab();
  [a, b] = lab.registries as [LocalRegistry, LocalRegistry];
});
afterAll(() => lab.close());

/** Releases a version built from these files. */
async function release(version: string, files: Record<string, string>, inputs: Inputs) {
  const workspace = await lab.workspace({ ...files, CHANGES: version });
  const given = {
    registries: registriesInput([a, b]),
    tags: 'type=semver,pattern={{version}}\ntype=semver,pattern={{major}}.{{minor}}',
    'skip-unchanged': 'true',
    ...inputs,
  };
  const run = await lab.publish(workspace, given, { event: events.push({ tag: `v${version}`, sha: workspace.sha }) });
  expectGreen(run);
  return { ...run.main.outputs, sha: workspace.sha } as Record<string, string>;
}

type Released = Awaited<ReturnType<typeof release>>;

/**
 * Releases the same files until every step came from the cache: other tests may empty that of the engine meanwhile. Gives
 * what was published before, and the release that was all cached.
 */
async function releaseAgain(first: Released, publish: (version: string) => Promise<Released>) {
  let before = first;
  for (let patch = 1; ; patch++) {
    const now = await publish(`1.0.${patch}`);
    if (now['cache-hit-ratio'] === '1.00' || patch === 6) return { before, now, version: `1.0.${patch}` };
    before = now;
  }
}

fullTest.each<[string, Inputs]>([
  ['from the engine', {}],
  ['of two platforms, with all their attestations', { platforms: 'linux/amd64,linux/arm64', provenance: 'mode=max' }],
  ['tested from the engine', { test: 'docker create "$IMAGE"' }],
  ['reproducible, and rebuilt', { 'source-date-epoch': '1700000000', 'no-cache': 'true' }],
])('an image that has not changed keeps its digest: %s', async (how, inputs) => {
  const images = `unchanged/${how.replaceAll(/\W+/g, '-')}`;
  const files = { Dockerfile: 'FROM scratch\nCOPY chart.txt /\nCMD ["/chart.txt"]', 'chart.txt': `dragons, ${how}` };
  const given = { images, 'build-contexts': '', ...inputs };
  const publish = (version: string) => release(version, files, given);
  const isBuiltAnew = 'no-cache' in inputs;
  const first = await publish('1.0.0');
  const { before, now, version } = isBuiltAnew
    ? { before: first, now: await publish('1.0.1'), version: '1.0.1' }
    : await releaseAgain(first, publish);
  expect(now.sha).not.toBe(before.sha);
  expect(now).toMatchObject({ digest: before.digest, pushed: 'true' });
  expect(now.reason).toContain(`has not changed since ${a.host}/${images}:`);
  const tags = Object.fromEntries([version, '1.0', 'latest'].map(tag => [tag, before.digest]));
  for (const registry of [a, b]) expect(await digestsOf(registry, images)).toMatchObject(tags);

  const again = await publish(version);
  if (isBuiltAnew) expect(again).toMatchObject({ digest: before.digest, pushed: 'false' });

  const third = await release('1.1.0', { ...files, 'chart.txt': `no dragons, ${how}` }, given);
  expect(third.digest).not.toBe(before.digest);
  for (const registry of [a, b]) {
    expect(await digestsOf(registry, images)).toMatchObject({ [version]: again.digest, latest: third.digest });
  }
});

test('of two images the one that has changed is published, and the other one is kept', async () => {
  const builds = '- {name: api, target: api}\n- {name: worker, target: worker}';
  const lines = (worker: string) => [
    'FROM scratch AS api',
    'COPY api.txt /',
    'CMD ["/api.txt"]',
    'FROM scratch AS worker',
    `LABEL says="${worker}"`,
    'COPY api.txt /',
    'CMD ["/api.txt"]',
  ];
  // Layers that don't depend on the cache. The engine can't make them, and gates need them there.
  const reproducible = { 'source-date-epoch': '1700000000', test: 'docker create "$IMAGE"' };
  const given = { builds, images: 'pair/{{target}}', 'build-contexts': '', ...reproducible };
  const publish = (version: string, worker: string) =>
    release(version, { Dockerfile: lines(worker).join('\n'), 'api.txt': 'api' }, given);
  const [first, second] = [await publish('1.0.0', 'one'), await publish('1.0.1', 'two')];
  type Result = Readonly<Record<string, Readonly<{ digest: string; pushed: string; reason: string }>>>;
  const [before, after] = [first, second].map(one => JSON.parse(one['images-result']!) as Result) as [Result, Result];
  expect(after.api!.digest).toBe(before.api!.digest);
  expect(after.api!.reason).toContain('api has not changed since');
  expect(after.worker!.digest).not.toBe(before.worker!.digest);
  expect(after.worker!.reason).not.toContain('has not changed');
  const [api, worker] = await Promise.all(['pair/api', 'pair/worker'].map(path => digestsOf(b, path)));
  expect(api).toMatchObject({ '1.0.1': before.api!.digest, latest: before.api!.digest });
  expect(worker).toMatchObject({ '1.0.1': after.worker!.digest, '1.0.0': before.worker!.digest });
});
