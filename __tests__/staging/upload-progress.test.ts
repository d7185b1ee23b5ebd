import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Destination } from '../../src/plan/terms/types.ts';
import { createFleet } from '../../src/staging/fleet.ts';
import { uploading } from '../../src/staging/upload-progress.ts';
import { recordingLog } from '../fakes/log.ts';
import { digestOf } from '../fakes/registry.ts';
import { closeRigs, rig } from '../registry/rig.ts';

beforeEach(() => void jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] }));
afterEach(() => void jest.useRealTimers());

afterEach(closeRigs);

/** A registry that lacks everything. */
async function target(name: string) {
  const { fake, registry } = await rig();
  const destination: Destination = {
    registry: registry.host,
    path: 'a',
    name: `${name}/a`,
    tags: [],
    optional: false,
    decision: { push: true, reason: '' },
  };
  return { fake, target: { repository: registry.repository('a'), destination } };
}

test('a line per registry that got bytes since the last one, and every byte arrives', async () => {
  const log = recordingLog();
  const [one, two] = [await target('one'), await target('two')];
  const fleet = createFleet([one.target, two.target], log);
  const half = Buffer.alloc(10_000_000, 'x');
  const digest = digestOf(Buffer.concat([half, half]));
  await uploading(fleet, log, async to => {
    const open = () => Readable.from([half, half]);
    jest.advanceTimersByTime(5_000);
    expect(log.lines).toEqual([]);
    await to.upload({ digest, size: 20_000_000 }, { open, replayable: true });
    jest.advanceTimersByTime(5_000);
    expect(log.lines).toEqual(['↑ one/a: 20.0 MB, 4.0 MB/s', '↑ two/a: 20.0 MB, 4.0 MB/s']);
    jest.advanceTimersByTime(60_000);
  });
  jest.advanceTimersByTime(60_000);
  expect(log.lines).toHaveLength(2);
  for (const { fake } of [one, two]) expect(fake.blobs.get(digest)?.length).toBe(20_000_000);
});

test('the lines end when staging fails', async () => {
  const log = recordingLog();
  const fleet = createFleet([(await target('one')).target], log);
  await expect(uploading(fleet, log, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(jest.getTimerCount()).toBe(0);
});
