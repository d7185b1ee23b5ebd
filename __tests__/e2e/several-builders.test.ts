import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { firstRows } from '../full.ts';
import { type Bridge, createBuilder, openBridge } from './support/bridge.ts';
import { digestsOf, expectGreen, requestsFor } from './support/checks.ts';
import { pullAndRun } from './support/images.ts';
import { type Inputs, type Lab, openLab, registriesInput } from './support/lab.ts';

/** Several images from a builder that is not the engine: they come here as OCI layouts, or are pushed from there. */
let lab: Lab;
let a: LocalRegistry;
let bridge: Bridge;
beforeAll(async () => {
  [lab, bridge] = await Promise.all([openLab([{}]), openBridge()]);
  [a] = lab.registries as [LocalRegistry];
});
afterAll(() => Promise.all([lab.close(), bridge.close()]));

const BUILDER = 'slipway-e2e-several';
const NAMES = ['api', 'worker'];
const DOCKERFILE = [
  'FROM scratch AS shared\nCOPY --from=busybox / /',
  ...NAMES.map(name => `FROM shared AS ${name}\nRUN echo ${name} > /hello\nCMD ["/bin/sh", "-c", "cat /hello"]`),
].join('\n');

const WAYS: readonly (readonly [string, string, Inputs])[] = [
  ['only pushed', 'pushed', {}],
  [
    'tested here, with a cache in the registry that is written after the gates',
    'tested',
    { test: 'docker run --rm "$IMAGE"' },
  ],
];
test.each(firstRows(1, WAYS))('%s', async (_, path, more) => {
  const workspace = await lab.workspace({ Dockerfile: DOCKERFILE });
  const run = await lab.publish(
    workspace,
    {
      images: `${path}/{{target}}`,
      registries: registriesInput([a]),
      tags: 'type=raw,value=1.0',
      builder: BUILDER,
      builds: NAMES.map(name => `- {name: ${name}, target: ${name}}`).join('\n'),
      'cache-ref': `${a.host}/${path}/cache:main`,
      ...more,
    },
    { home: home => createBuilder(home, BUILDER, bridge.address, false) },
  );
  expectGreen(run);
  const images = JSON.parse(run.main.outputs['images-result']!) as Record<string, { digest: string }>;
  for (const name of NAMES) {
    expect(await digestsOf(a, `${path}/${name}`)).toEqual({ '1.0': images[name]!.digest });
    expect(await pullAndRun(a, `${path}/${name}`, images[name]!.digest)).toBe(name);
  }
  expect(run.log.includes('The builder pushes by digest')).toBe(!('test' in more));
  expect(run.log.includes('All checks passed; writing the cache.')).toBe('test' in more);
  // Each image has a separate cache.
  expect(Object.keys(await digestsOf(a, `${path}/cache`)).sort()).toEqual(['main-api', 'main-worker']);
  const written = requestsFor(a, `${path}/cache`).filter(line => line.startsWith('PUT'));
  expect(written.length).toBeGreaterThan(0);
});
