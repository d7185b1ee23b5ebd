import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { digestsOf, expectGreen } from './support/checks.ts';
import { dockerfile } from './support/images.ts';
import { type Inputs, type Lab, openLab, registriesInput } from './support/lab.ts';

let lab: Lab;
let a: LocalRegistry;
let b: LocalRegistry;
beforeAll(async () => {
  lab = await openLab();
  [a, b] = lab.registries as [LocalRegistry, LocalRegistry];
});
afterAll(() => lab.close());

/** Releases a version of what these files make. */
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

test.each<[string, Inputs]>([
  ['out of the engine', {}],
  ['of two platforms, with all their attestations', { platforms: 'linux/amd64,linux/arm64', provenance: 'mode=max' }],
  ['tested from the engine', { test: 'docker create "$IMAGE"' }],
])('an image that has not changed keeps its digest: %s', async (how, inputs) => {
  const images = `unchanged/${how.replaceAll(/\W+/g, '-')}`;
  const files = { Dockerfile: 'FROM scratch\nCOPY chart.txt /\nCMD ["/chart.txt"]', 'chart.txt': `dragons, ${how}` };
  const given = { images, 'build-contexts': '', ...inputs };
  const first = await release('1.0.0', files, given);
  const second = await release('1.0.1', files, given);
  expect(second.sha).not.toBe(first.sha);
  expect(second).toMatchObject({ digest: first.digest, pushed: 'true' });
  expect(second.reason).toContain(`has not changed since ${a.host}/${images}:`);
  const tags = Object.fromEntries(['1.0.0', '1.0.1', '1.0', 'latest'].map(tag => [tag, first.digest]));
  for (const registry of [a, b]) expect(await digestsOf(registry, images)).toEqual(tags);

  const again = await release('1.0.1', files, given);
  expect(again).toMatchObject({ digest: first.digest, pushed: 'false' });

  const third = await release('1.0.2', { ...files, 'chart.txt': `no dragons, ${how}` }, given);
  expect(third.digest).not.toBe(first.digest);
  for (const registry of [a, b]) {
    expect(await digestsOf(registry, images)).toEqual({
      ...tags,
      '1.0.2': third.digest,
      '1.0': third.digest,
      latest: third.digest,
    });
  }
});

test('of two images the one that has changed is published, and the other one is kept', async () => {
  const builds = '- {name: api, target: api}\n- {name: worker, target: worker}';
  const lines = (worker: string) =>
    [
      'FROM scratch AS api',
      'COPY api.txt /',
      'FROM scratch AS worker',
      `LABEL says="${worker}"`,
      'COPY api.txt /',
    ].join('\n');
  const given = { builds, images: 'pair/{{target}}', 'build-contexts': '' };
  const first = await release('1.0.0', { Dockerfile: lines('one'), 'api.txt': 'api' }, given);
  const second = await release('1.0.1', { Dockerfile: lines('two'), 'api.txt': 'api' }, given);
  type Result = Readonly<Record<string, Readonly<{ digest: string; pushed: string; reason: string }>>>;
  const [before, after] = [first, second].map(one => JSON.parse(one['images-result']!) as Result) as [Result, Result];
  expect(after.api!.digest).toBe(before.api!.digest);
  expect(after.api!.reason).toContain('api has not changed since');
  expect(after.worker!.digest).not.toBe(before.worker!.digest);
  expect(after.worker!.reason).not.toContain('has not changed');
  expect(await digestsOf(b, 'pair/api')).toMatchObject({ '1.0.1': before.api!.digest, latest: before.api!.digest });
  expect(await digestsOf(b, 'pair/worker')).toMatchObject({
    '1.0.1': after.worker!.digest,
    '1.0.0': before.worker!.digest,
  });
});

test('with a shell in it, and a cache that kept the step', async () => {
  const files = { Dockerfile: dockerfile('RUN head -c 8 /dev/urandom > /hello') };
  const first = await release('1.0.0', files, { images: 'unchanged/cached' });
  const second = await release('1.0.1', files, { images: 'unchanged/cached' });
  expect(second.digest).toBe(first.digest);
  const third = await release('1.0.2', files, { images: 'unchanged/cached', 'no-cache': 'true' });
  expect(third.digest).not.toBe(first.digest);
});
