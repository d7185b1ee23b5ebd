import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import { manifest } from '../../scripts/registries/client.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { startCacheService } from '../fakes/cache-service.ts';
import { fullTest } from '../full.ts';
import { annotationsOf, digestsOf, expectGreen, requestsFor } from './support/checks.ts';
import { type Inputs, type JobOptions, type Lab, openLab, registriesInput } from './support/lab.ts';

let lab: Lab;
let workspace: Workspace;
let registry: LocalRegistry;
beforeAll(async () => {
  lab = await openLab([{}]);
  [registry] = lab.registries as [LocalRegistry];
  workspace = await lab.workspace({
    Dockerfile:
      'FROM scratch\nCOPY --from=busybox / /\nRUN cat /proc/sys/kernel/random/uuid > /hello\nCMD cat /hello\n',
  });
});
afterAll(() => lab?.close());

const publish = (path: string, run: string, more: Inputs = {}, options: JobOptions = {}) => {
  const inputs = {
    images: path,
    registries: registriesInput([registry]),
    tags: 'type=raw,value=1',
    provenance: 'mode=max',
    gates: stringify([{ name: 'smoke', run }]),
    'cache-to': `type=registry,ref=${registry.host}/${path}-cache:main,mode=max`,
    ...more,
  };
  return lab.publish(workspace, inputs, options);
};

test('a cache in a registry is written after the gates have passed, and not before', async () => {
  const path = 'acme/late';
  const failing = await publish(path, 'exit 1');
  expect(failing.conclusion).toBe('failure');
  expect(requestsFor(registry, `${path}-cache`)).toEqual([]);

  const passing = await publish(path, `docker run --rm "$IMAGE" > "$HOME/ran"`);
  expectGreen(passing);
  expect(await digestsOf(registry, `${path}-cache`)).toEqual({ main: expect.stringMatching(/^sha256:/) });
  const cache = await manifest(registry, `${path}-cache`, 'main');
  const image = await manifest(registry, path, '1');
  const layers = (await manifest(registry, path, image!.json.manifests![0]!.digest))!.json.layers!;
  const cached = (cache!.json.manifests ?? cache!.json.layers)!.map(({ digest }) => digest);
  // Exactly the published layers: nothing was built twice.
  expect(cached).toEqual(expect.arrayContaining(layers.map(({ digest }) => digest)));
  expect(passing.main.outputs.digest).toBe(image!.digest);
});

fullTest('with rules about the image, a cache in a registry is written only if it complies', async () => {
  const path = 'acme/late-policy';
  const given = { gates: '', policy: 'labels: com.acme.team' };
  const failing = await publish(path, '', given);
  expect(annotationsOf(failing, 'error').join()).toContain('the label com.acme.team is missing');
  expect(requestsFor(registry, `${path}-cache`)).toEqual([]);

  expectGreen(await publish(path, '', { ...given, labels: 'com.acme.team=rowers' }));
  expect(await digestsOf(registry, `${path}-cache`)).toEqual({ main: expect.stringMatching(/^sha256:/) });
});

fullTest('`no-cache` does not build it twice', async () => {
  const run = await publish('acme/late-anew', 'true', { 'no-cache': 'true' });
  expectGreen(run);
  const image = await manifest(registry, 'acme/late-anew', '1');
  const layers = (await manifest(registry, 'acme/late-anew', image!.json.manifests![0]!.digest))!.json.layers!;
  const cache = await manifest(registry, 'acme/late-anew-cache', 'main');
  const cached = (cache!.json.manifests ?? cache!.json.layers)!.map(({ digest }) => digest);
  expect(cached).toEqual(expect.arrayContaining(layers.map(({ digest }) => digest)));
});

test('if it cannot be written, that is a warning, and the image is published', async () => {
  const run = await publish('acme/late-gone', 'true', { 'cache-to': '127.0.0.1:9/acme/nowhere:cache' });
  expectGreen(run);
  expect(run.main.outputs.pushed).toBe('true');
  expect(annotationsOf(run, 'error')).toEqual([]);
});

fullTest("a cache on the runner's service is read through the relay by both builds", async () => {
  const service = await startCacheService();
  try {
    const job = service.run();
    const caches = { cache: 'none', 'cache-from': 'type=gha,scope=late' };
    const run = await publish('acme/late-relay', 'true', caches, { job: { env: job.env } });
    expectGreen(run);
    expect(run.log).toContain('writing the cache');
    expect(job.counts.calls.GetCacheEntryDownloadURL).toBeGreaterThan(2);
    expect([...job.counts.agents].filter(agent => agent.startsWith('buildkit/'))).toEqual([]);
  } finally {
    await service.close();
  }
});

test('without gates it is written with the build', async () => {
  const run = await publish('acme/early', 'true', { gates: '' });
  expectGreen(run);
  expect(await digestsOf(registry, 'acme/early-cache')).toEqual({ main: expect.stringMatching(/^sha256:/) });
  expect(run.log).not.toContain('writing the cache');
});
