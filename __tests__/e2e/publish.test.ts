import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import { manifest, tagsOf } from '../../scripts/registries/client.ts';
import { dockerfile, localImages, pullAndRun, TEST_AHOY } from './support/images.ts';
import { type Lab, leaksOf, openLab, registriesInput } from './support/lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

test('two registries, three tags: one digest everywhere, pulled and run, nothing left behind', async () => {
  const workspace = await lab.workspace({ Dockerfile: dockerfile('RUN ["/bin/sh", "-c", "echo ahoy > /hello"]') });
  const before = await localImages();
  const run = await lab.publish(
    workspace,
    {
      images: 'acme/publish',
      registries: registriesInput(lab.registries),
      tags: 'type=semver,pattern={{version}}\ntype=semver,pattern={{major}}.{{minor}}',
      test: TEST_AHOY,
    },
    { event: events.push({ tag: 'v1.4.2', sha: workspace.sha }) },
  );

  expect({ conclusion: run.conclusion, log: run.conclusion === 'success' ? '' : run.log }).toEqual({
    conclusion: 'success',
    log: '',
  });
  const { digest } = run.main.outputs;
  expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(run.main.outputs).toMatchObject({ pushed: 'true', version: '1.4.2' });
  for (const registry of lab.registries) {
    expect(await tagsOf(registry, 'acme/publish')).toEqual(['1.4', '1.4.2', 'latest']);
    for (const tag of ['1.4', '1.4.2', 'latest']) {
      expect((await manifest(registry, 'acme/publish', tag))?.digest).toBe(digest);
    }
    expect(await pullAndRun(registry, 'acme/publish', digest!)).toBe('ahoy');
  }
  const references = lab.registries.flatMap(({ host }) =>
    ['1.4.2', '1.4', 'latest'].map(tag => `${host}/acme/publish:${tag}`),
  );
  expect((JSON.parse(run.main.outputs.refs!) as string[]).sort()).toEqual(references.sort());

  const secrets = lab.registries.map(registry => registry.password);
  expect(leaksOf(run, secrets)).toEqual([]);
  expect([run.main.forged, run.post.forged, run.leftProcesses]).toEqual([[], [], []]);
  const mine = (images: readonly string[]) => images.filter(image => image.includes('acme/publish'));
  expect(mine(await localImages())).toEqual(mine(before));
});
