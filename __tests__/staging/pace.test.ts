import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createRegistry } from '../../src/registry/client.ts';
import { createFleet } from '../../src/staging/fleet.ts';
import { LONGEST_HOLD } from '../../src/staging/pace.ts';
import type { Target } from '../../src/staging/target.ts';
import { recordingLog } from '../fakes/log.ts';
import { digestOf, type Fault, type Seen } from '../fakes/registry.ts';
import { pass, startTime, stopWatches, until } from '../fakes/time.ts';
import { dock, layout, TAGS } from '../publish/dock.ts';
import { closeWays, stager, WAYS } from '../publish/ways.ts';
import { closeRigs } from '../registry/rig.ts';

const image = layout();
const large = withLargeLayer();
afterEach(startTime);
afterEach(closeWays);
afterEach(closeRigs);
afterAll(() => {
  image.remove();
  large.remove();
});

// Megabytes through several registries in one process are slow on a busy machine.
jest.setTimeout(60_000);

/** The client itself would wait forever. */
const PATIENT = { idle: 600_000, longest: 120 };

/** More than connections and streams can buffer. */
function withLargeLayer() {
  const made = layout();
  const folder = mkdtempSync(join(tmpdir(), 'large-'));
  mkdirSync(join(folder, 'blobs', 'sha256'), { recursive: true });
  const put = (mediaType: string, bytes: Buffer) => {
    writeFileSync(join(folder, 'blobs', 'sha256', digestOf(bytes).slice(7)), bytes);
    return { mediaType, digest: digestOf(bytes), size: bytes.length };
  };
  const index = JSON.parse(readFileSync(join(made.folder, 'blobs', 'sha256', made.root.slice(7)), 'utf8'));
  made.remove();
  const config = put('application/vnd.oci.image.config.v1+json', Buffer.from('{}'));
  const layers = [put('application/vnd.oci.image.layer.v1.tar', Buffer.alloc(16_000_000, 'layer'))];
  const { mediaType } = index.manifests[0];
  const manifest = put(mediaType, Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, config, layers })));
  const root = put(index.mediaType, Buffer.from(JSON.stringify({ ...index, manifests: [manifest] })));
  writeFileSync(join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [root] }));
  return { folder, root: root.digest, remove: () => rmSync(folder, { recursive: true }) };
}

const on =
  (pattern: RegExp, fault: Fault) =>
  ({ method, path }: Seen) =>
    pattern.test(`${method} ${path}`) ? fault : undefined;

const SILENT: readonly [string, RegExp][] = [
  ['tags are read', /^HEAD .*manifests\/latest/],
  ['blobs are looked up', /^HEAD .*blobs/],
  ['uploads are started', /^POST/],
  ['blobs are sent', /^PUT .*uploads/],
  ['manifests are written', /^PUT .*manifests\/sha256/],
  ['tags are written', /^PUT .*manifests\/latest/],
  ['written content is read back', /^HEAD .*manifests\/sha256/],
];

describe.each(SILENT)('an optional registry that goes silent when %s', (_, pattern) => {
  test('delays no other', async () => {
    const d = await dock([{ optional: true, fault: on(pattern, 'stall') }, {}], PATIENT);
    const { error } = await d.publish(image.folder);
    expect(error).toBeUndefined();
    for (const { name } of TAGS) expect(d.tagged(1, name)).toBe(image.root);
    expect(d.log.lines.join('\n')).toMatch(/kept the other registries waiting for 0\.12 seconds/);
  });
});

describe.each(WAYS)('by way of %s', way => {
  test('an optional registry that accepts no bytes does not hold up the others', async () => {
    const d = await dock([{ optional: true, fault: on(/^PUT .*uploads/, 'deaf') }, {}, {}], PATIENT);
    const { error } = await d.publish('', { stage: await stager(way, large, d.fleet) });
    expect(error).toBeUndefined();
    for (const n of [1, 2]) expect(d.tagged(n, 'latest')).toBe(large.root);
    expect(d.log.lines.filter(line => line.startsWith('warning: '))).toEqual([
      expect.stringMatching(/kept the other registries waiting.*this registry is optional/),
    ]);
  });
});

test('if all are optional, the silent one is abandoned', async () => {
  stopWatches();
  const d = await dock([{ optional: true, fault: () => 'stall' }, { optional: true }], PATIENT);
  const publishing = d.publish(image.folder);
  // Time passes until it is abandoned, but not for the other one.
  await until(() => {
    if (d.fleet.alive().length === 2) pass(1);
    return d.fleet.alive().length < 2;
  });
  expect((await publishing).error).toBeUndefined();
  expect(d.tagged(1, 'latest')).toBe(image.root);
});

test('an optional registry that is no slower than the others is published to', async () => {
  const d = await dock([{ optional: true }, {}], { longest: 60_000 });
  expect((await d.publish(image.folder)).error).toBeUndefined();
  expect([0, 1].map(n => d.tagged(n, 'latest'))).toEqual([image.root, image.root]);
});

describe('the time that an optional registry may take', () => {
  beforeEach(() => void jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] }));
  afterEach(() => void jest.useRealTimers());

  function pair() {
    const asked = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()] as const;
    const targets = asked.map(({ promise }, at): Target => {
      const name = `r${at}.example/a`;
      const decision = { push: true, reason: '' };
      const destination = { registry: `r${at}.example`, path: 'a', name, tags: [], optional: at === 1, decision };
      const repository = createRegistry(destination.registry).repository('a');
      return { destination, repository: { ...repository, headManifest: () => promise } };
    });
    const fleet = createFleet(targets, recordingLog());
    const ends = fleet.targets.map(({ repository }) => repository.headManifest('x').catch((e: Error) => e.message));
    return { asked, fleet, ends };
  }

  test('is five minutes after all others are done', async () => {
    const { asked, fleet, ends } = pair();
    await jest.advanceTimersByTimeAsync(60 * 60_000);
    expect(fleet.alive()).toHaveLength(2);
    asked[0].resolve(undefined);
    await jest.advanceTimersByTimeAsync(LONGEST_HOLD - 10_000);
    expect(fleet.alive()).toHaveLength(2);
    await jest.advanceTimersByTimeAsync(20_000);
    expect(fleet.alive()).toEqual([fleet.targets[0]]);
    expect(await ends[1]).toMatch(/^r1\.example kept the other registries waiting for 300 seconds/);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('does not run while a required one is pending', async () => {
    const { asked, fleet } = pair();
    asked[1].resolve(undefined);
    await jest.advanceTimersByTimeAsync(60 * 60_000);
    expect(fleet.alive()).toHaveLength(2);
    asked[0].resolve(undefined);
  });
});
