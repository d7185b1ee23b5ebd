import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createLayout } from '../../scripts/bench/layout.ts';
import { watchChildren } from '../../scripts/bench/watch.ts';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import { manifest } from '../../scripts/registries/client.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { firstRows, fullTest } from '../full.ts';
import { digestsOf, expectGreen } from './support/checks.ts';
import { dockerfile } from './support/images.ts';
import { ACTION, type Inputs, type Lab, openLab, registriesInput } from './support/lab.ts';
import { putManifest } from './support/referrers.ts';

let lab: Lab;
let workspace: Workspace;
let a: LocalRegistry;
let b: LocalRegistry;
let c: LocalRegistry;
beforeAll(async () => {
  lab = await openLab([{}, {}, {}]);
  [a, b, c] = lab.registries as [LocalRegistry, LocalRegistry, LocalRegistry];
  workspace = await lab.workspace({ Dockerfile: dockerfile('RUN echo ahoy > /hello') });
});
afterAll(() => lab?.close());

const promote = (source: string, path: string, registries: readonly LocalRegistry[], inputs: Inputs = {}) =>
  lab.publish(workspace, {
    source,
    images: path,
    registries: registriesInput(registries),
    'registry-auth': registriesInput(lab.registries),
    tags: 'type=raw,value=1',
    'build-contexts': '',
    ...inputs,
  });

test('a source tag that moves meanwhile: the image it pointed to at the start is tested and published', async () => {
  const built = await lab.publish(workspace, {
    images: 'acme/api',
    registries: registriesInput([a]),
    tags: 'type=raw,value=rc',
  });
  expectGreen(built);
  const { digest } = built.main.outputs;
  const index = (await manifest(a, 'acme/api', 'rc'))!;
  const [ready, go] = [join(workspace.folder, 'ready'), join(workspace.folder, 'go')];
  const gate = `touch "${ready}"; until [ -e "${go}" ]; do sleep 0.1; done; echo "tested $IMAGE_DIGEST"`;
  const running = promote(`${a.host}/acme/api:rc`, 'acme/moved', [b], { test: gate });
  while (!existsSync(ready)) await Promise.race([sleep(50), running]);
  const other = await putManifest(
    a,
    'acme/api',
    { ...index.json, annotations: { other: 'yes' } },
    index.mediaType,
    'rc',
  );
  writeFileSync(go, '');
  const run = await running;

  expectGreen(run);
  expect(other.digest).not.toBe(digest);
  expect(run.log).toContain(`tested ${digest}`);
  expect(await digestsOf(b, 'acme/moved')).toEqual({ '1': digest });
});

fullTest('memory does not grow with the image, in either direction', async () => {
  const layers = [150e6, 150e6];
  createLayout(join(workspace.folder, 'large'), [layers]);
  const peak = async (run: () => ReturnType<typeof promote>): Promise<number> => {
    const watch = watchChildren(join(ACTION, 'dist'));
    expectGreen(await run());
    return watch.stop().peak;
  };
  const large = `${a.host}/acme/large:1`;
  const ways = firstRows<[string, () => ReturnType<typeof promote>]>(2, [
    ['layout to registry', () => promote('oci:large', 'acme/large', [a])],
    ['registry to two', () => promote(large, 'acme/larger', [b, c])],
    ['registry to registry', () => promote(large, 'acme/large', [b])],
    ['registry to archive', () => promote(large, 'x/y', [b], { push: 'false', layout: 'x.tar' })],
  ]);
  for (const [way, run] of ways) {
    const megabytes = await peak(run);
    expect([way, megabytes > 40 && megabytes < 180]).toEqual([way, true]);
  }
});
