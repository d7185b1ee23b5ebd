import { once } from 'node:events';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Destination } from '../../src/plan/types.ts';
import type { BlobSource, Digest } from '../../src/registry/types.ts';
import { createFleet } from '../../src/stages/fleet.ts';
import { uploading } from '../../src/stages/upload-progress.ts';
import { recordingLog } from '../fakes/log.ts';
import { repository } from '../fakes/values.ts';

beforeEach(() => void jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] }));
afterEach(() => void jest.useRealTimers());

const DIGEST: Digest = `sha256:${'0'.repeat(64)}`;

/** A registry that lacks everything, and reads an upload when told to. */
function target(name: string) {
  const chunks: string[] = [];
  let source: BlobSource | undefined;
  // As the client reads: it listens for data (src/registry/pump.ts).
  const read = async (): Promise<void> => {
    const stream = await source!.open();
    stream.on('data', (chunk: Buffer) => chunks.push(String(chunk)));
    await once(stream, 'end');
  };
  const held = repository({
    registry: name,
    headBlob: async () => undefined,
    uploadBlob: async (_, from) => {
      source = from;
      await read();
    },
  });
  const destination: Destination = {
    registry: name,
    path: 'a',
    name: `${name}/a`,
    tags: [],
    optional: false,
    decision: { push: true, reason: '' },
  };
  return { chunks, target: { repository: held, destination } };
}

test('a line per registry that got bytes since the last one, and every byte arrives', async () => {
  const log = recordingLog();
  const [one, two] = [target('one'), target('two')];
  const fleet = createFleet([one.target, two.target], log);
  const half = Buffer.alloc(10_000_000, 'x');
  await uploading(fleet, log, async to => {
    const open = () => Readable.from([half, half]);
    jest.advanceTimersByTime(5_000);
    expect(log.lines).toEqual([]);
    await to.upload({ digest: DIGEST, size: 20_000_000 }, { open, replayable: true });
    jest.advanceTimersByTime(5_000);
    expect(log.lines).toEqual(['↑ one/a: 20.0 MB, 4.0 MB/s', '↑ two/a: 20.0 MB, 4.0 MB/s']);
    jest.advanceTimersByTime(60_000);
  });
  jest.advanceTimersByTime(60_000);
  expect(log.lines).toHaveLength(2);
  for (const { chunks } of [one, two]) expect(chunks.join('').length).toBe(20_000_000);
});

test('the lines end with a staging that fails', async () => {
  const log = recordingLog();
  const fleet = createFleet([target('one').target], log);
  await expect(uploading(fleet, log, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(jest.getTimerCount()).toBe(0);
});
