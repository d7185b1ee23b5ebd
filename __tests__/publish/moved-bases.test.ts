import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { lookForMovedBases } from '../../src/publish/rebuild/moved-bases.ts';
import { createFleet } from '../../src/staging/fleet.ts';
import { recordingLog } from '../fakes/log.ts';
import type { Fault, Seen } from '../fakes/registry.ts';
import { closeRigs, type Rig, rig } from '../registry/rig.ts';
import { annotated, type From, repositoryOf, type Said } from './built-from.ts';
import { dock, TAGS } from './dock.ts';

/** `rebuild: base-changed`: whether the bases of what is published have moved. */

let fault: ((seen: Seen) => Fault | undefined) | undefined;
let here: Rig;
beforeEach(async () => {
  fault = undefined;
  here = await rig({ fault: seen => fault?.(seen) });
});
afterEach(closeRigs);

const OLD = `sha256:${'0'.repeat(64)}` as const;
const base = () => repositoryOf(here.fake, 'acme/base');
const nameOf = (tag: string) => `${here.registry.host}/acme/base:${tag}`;
const published = () => `${here.registry.host}/acme/api:latest`;
const NEVER = () => {
  throw new Error('no base image is looked up');
};

/** The verdict on an image in this registry. */
async function look(said: Said | undefined, connect = () => here.registry) {
  if (said !== undefined) repositoryOf(here.fake, 'acme/api').built('latest', said);
  const destination = { registry: here.registry.host, path: 'acme/api', name: `${here.registry.host}/acme/api` };
  const decision = { push: true, reason: '' };
  const target = {
    repository: here.registry.repository('acme/api'),
    destination: { ...destination, tags: TAGS, optional: false, decision },
  };
  return lookForMovedBases(createFleet([target], recordingLog()), connect);
}

test('nothing is published yet', async () => {
  expect(await look(undefined, NEVER)).toEqual({ isDue: true, why: 'nothing is published yet under its tags' });
});

test.each<[string, Said]>([
  ['neither provenance nor annotations', {}],
  ['a provenance without materials', { provenance: ['without materials'] }],
  ['a statement of another type', { provenance: [[]], predicate: 'https://spdx.dev/Document' }],
])('%s: it is rebuilt', async (_, said) => {
  const why = `neither provenance nor annotations of ${published()} name its base images`;
  expect(await look(said, NEVER)).toEqual({ isDue: true, why });
});

test('no tag names a base image: it is not rebuilt', async () => {
  const why = `no base image has moved since ${published()} was built (no tag names one)`;
  expect(await look({ provenance: [[]] }, NEVER)).toEqual({ isDue: false, why });
});

test('no base image has moved', async () => {
  const [one, two] = ['1', '2'].map((tag): From => ({ name: nameOf(tag), digest: base().image(tag, tag) }));
  // Two platforms of an image have the same bases.
  const { isDue, why } = await look({ provenance: [[one!, two!], [one!]] });
  expect(why).toBe(
    `no base image has moved since ${published()} was built (${one!.name} is still ${one!.digest}; ${two!.name} is still ${two!.digest})`,
  );
  expect(isDue).toBe(false);
});

test('the manifest of one platform was recorded, and the tag still lists it', async () => {
  const { platform } = base().index('1', 'one');
  const { isDue, why } = await look({ provenance: [[{ name: nameOf('1'), digest: platform }]] });
  expect([isDue, why]).toEqual([false, expect.stringContaining(`(${nameOf('1')} is still ${platform})`)]);
});

test('of three base images, one has moved, and one no longer exists: both are named', async () => {
  const now = base().image('1', 'new');
  const still = base().image('3', 'three');
  const bases = [
    { name: nameOf('1'), digest: OLD },
    { name: nameOf('2'), digest: OLD },
    { name: nameOf('3'), digest: still },
  ];
  expect(await look({ provenance: [bases] })).toEqual({
    isDue: true,
    why: `${nameOf('1')} has moved from ${OLD} to ${now}; ${nameOf('2')} is gone (it was ${OLD}), since ${published()} was built`,
  });
});

test('an index that no longer lists the recorded manifest has moved', async () => {
  const { root } = base().index('1', 'one');
  const { isDue, why } = await look({ provenance: [[{ name: nameOf('1'), digest: OLD }]] });
  expect([isDue, why]).toEqual([true, expect.stringContaining(`has moved from ${OLD} to ${root}`)]);
});

test('one of two platforms lists nothing: annotations decide', async () => {
  const now = base().image('1', 'new');
  const said = { provenance: [[], 'without materials'] as const };
  const annotations = { index: annotated({ name: nameOf('1'), digest: OLD }) };
  expect(await look({ ...said, annotations })).toMatchObject({
    isDue: true,
    why: expect.stringContaining(`to ${now}`),
  });
});

test.each(['index', 'manifest'] as const)('annotations of the %s name the base image', async where => {
  const digest = base().image('1', 'one');
  const annotations = { [where]: annotated({ name: nameOf('1'), digest }) };
  const { isDue, why } = await look({ annotations });
  expect([isDue, why]).toEqual([false, expect.stringContaining(`${nameOf('1')} is still ${digest}`)]);
});

test('more bases than are looked up: it is rebuilt', async () => {
  const bases = Array.from({ length: 101 }, (_, at) => ({ name: nameOf(String(at)), digest: OLD }));
  expect(await look({ provenance: [bases] }, NEVER)).toEqual({
    isDue: true,
    why: `${published()} names 101 base images`,
  });
});

test.each<[string, Said, ((seen: Seen) => boolean) | undefined]>([
  ['a provenance that is not JSON', { provenance: ['broken'] }, undefined],
  ['a provenance that may not be read', { provenance: [[]] }, ({ path }) => path.includes('/blobs/')],
  [
    'a base image that may not be read',
    { annotations: { index: annotated({ name: 'base.invalid/acme/base:1', digest: OLD }) } },
    ({ path }) => path.includes('/acme/base/'),
  ],
])('%s: it is rebuilt, and the reason says so', async (_, said, isRefused) => {
  fault = seen => (isRefused?.(seen) ? { status: 403 } : undefined);
  const { isDue, why } = await look(said);
  expect([isDue, why]).toEqual([
    true,
    expect.stringMatching(new RegExp(`^cannot tell which base images ${published()} was built from: .`)),
  ]);
});

test('a published image that may not be read: it is rebuilt', async () => {
  fault = () => ({ status: 403 });
  const { isDue, why } = await look({ provenance: [[]] }, NEVER);
  expect([isDue, why]).toEqual([
    true,
    expect.stringMatching(/^cannot tell which base images the published image was built from: ./),
  ]);
});

test('moving tags of required registries are read first', async () => {
  const { rigs, fleet } = await dock([{ optional: true }, {}]);
  const [optional, required] = rigs.map(({ fake }) => repositoryOf(fake, 'acme/api'));
  const nothing = { provenance: [[]] };
  for (const one of [optional!, required!]) one.built('1.2.3', nothing);
  const whyOf = async () => (await lookForMovedBases(fleet, NEVER)).why;
  const [first, second] = fleet.targets.map(({ destination }) => destination.name);
  expect(await whyOf()).toContain(`${second}:1.2.3`);
  required!.built('latest', nothing);
  expect(await whyOf()).toContain(`${second}:latest`);
  for (const key of rigs[1]!.fake.manifests.keys()) rigs[1]!.fake.manifests.delete(key);
  expect(await whyOf()).toContain(`${first}:1.2.3`);
});
