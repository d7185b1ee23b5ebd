import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { immutableGuard } from '../../src/publish/existing.ts';
import { createForward } from '../../src/publish/tags/forward.ts';
import { createTagReader } from '../../src/publish/tags/tag-reader.ts';
import { createFleet } from '../../src/staging/fleet.ts';
import type { Seen } from '../fakes/registry.ts';
import { closeRigs } from '../registry/rig.ts';
import { type Dock, dock, layout, PATH } from './dock.ts';

let image: ReturnType<typeof layout>;
beforeAll(() => {
  image = layout();
});
afterAll(() => image.remove());
afterEach(closeRigs);

const FACTS = { repository: 'acme/api', isFirstAttempt: true, descends: async () => undefined };
const TYPE = 'application/vnd.oci.image.index.v1+json';
const SOMEBODYS = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: TYPE, manifests: [] }));

/** How often a tag was read. */
function reads({ fakes }: Dock, tag: string): number {
  return fakes[0]!.seen.filter(({ method, path }) => method !== 'PUT' && path.endsWith(`/manifests/${tag}`)).length;
}

/** A read-ahead that began before the publish, with a clock that only moves when told to. */
function begun(at: Dock) {
  let time = 1_000_000;
  const reader = createTagReader(at.fleet, createForward(at.fleet, FACTS, at.log), () => time);
  reader.begin();
  const pass = (ms: number) => {
    time += ms;
  };
  return { reader, pass };
}

test('tags read before the end of the build are not read again by a publish that begins at once', async () => {
  const at = await dock([{}]);
  const { reader, pass } = begun(at);
  await reader.idle();
  reader.closing();
  await reader.idle();
  pass(1_900);
  const before = ['1.2.3', 'latest'].map(tag => reads(at, tag));
  await reader.decision();
  expect(['1.2.3', 'latest'].map(tag => reads(at, tag))).toEqual(before);
  pass(100);
  await reader.decision();
  expect(['1.2.3', 'latest'].map(tag => reads(at, tag))).toEqual(before.map(count => count + 1));
});

test('an image that waits for others reads its tags when only manifests are left, and again if it waits for long', async () => {
  const at = await dock([{}]);
  const waiting = createFleet(at.fleet.targets, at.log, { isAlone: false });
  let time = 1_000_000;
  const reader = createTagReader(waiting, createForward(waiting, FACTS, at.log), () => time);
  reader.begin();
  await reader.idle();
  expect(reads(at, 'latest')).toBe(0);
  reader.closing();
  await reader.idle();
  time += 1_900;
  await reader.decision();
  expect(reads(at, 'latest')).toBe(1);
  time += 100;
  await reader.decision();
  expect(reads(at, 'latest')).toBe(2);
});

test('a publish does not repeat what was read ahead, apart from the one look before it writes tags', async () => {
  const at = await dock([{}]);
  await at.publish(image.folder);
  const before = ['1.2.3', 'latest'].map(tag => reads(at, tag));
  const { reader } = begun(at);
  await reader.idle();
  await at.publish(image.folder, { tagReader: reader });
  // Ahead, when only manifests were left, and after writing.
  expect(['1.2.3', 'latest'].map(tag => reads(at, tag))).toEqual(before.map(count => count + 3));
});

test('an image behind a moving tag is read with its tag: only tags that name others need a request more', async () => {
  const at = await dock([{}]);
  await at.publish(image.folder);
  const before = at.fakes[0]!.seen.length;
  const { reader } = begun(at);
  const { before: named } = await reader.decision();
  const asked = at.fakes[0]!.seen.slice(before).map(({ method, path }) => `${method} ${path.split('/').at(-1)}`);
  const digest = [...named.values()][0]!;
  expect(new Set(named.values())).toEqual(new Set([digest]));
  expect(asked).toContain('GET latest');
  expect(asked).not.toContain(`GET ${digest}`);
});

test('tags read long before the end of the build are read again: one may have been written since', async () => {
  const at = await dock([{}]);
  const { reader, pass } = begun(at);
  await reader.idle();
  at.fakes[0]!.manifests.set(`${PATH}@1.2.3`, { type: TYPE, bytes: SOMEBODYS });
  pass(60_000);

  const guard = immutableGuard(at.fleet, ['*.*.*']);
  await expect(at.publish(image.folder, { tagReader: reader, guard })).rejects.toMatchObject({ code: 'TAG_IMMUTABLE' });
});

test('a registry whose tags cannot be read has failed, and nothing is tagged', async () => {
  const isRead = ({ method, path }: Seen) => method !== 'PUT' && path.endsWith('/manifests/1.2.3');
  const at = await dock([{ fault: seen => (isRead(seen) ? { status: 403 } : undefined) }]);
  const { reader } = begun(at);
  await expect(at.publish(image.folder, { tagReader: reader })).rejects.toMatchObject({ code: 'AUTH_DENIED' });
  expect(at.tagged(0, 'latest')).toBeUndefined();
});
