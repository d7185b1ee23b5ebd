import { expect, test } from '@jest/globals';
import { collectEvery } from '../../src/host/young-garbage.ts';
import { until } from '../fakes/time.ts';

test('collects once per number of bytes, and only the young generation', () => {
  const runs: unknown[] = [];
  const passed = collectEvery(100, () => options => void runs.push(options));
  const counts = [60, 39, 1, 99, 250].map(bytes => {
    passed(bytes);
    return runs.length;
  });
  expect(counts).toEqual([0, 0, 1, 1, 2]);
  expect(runs[0]).toEqual({ type: 'minor' });
});

test("Node's collector can be called, and it frees a stream's buffers", async () => {
  const passed = collectEvery(1);
  passed(1);
  const before = process.memoryUsage().arrayBuffers;
  for (let at = 0; at < 100; at++) Buffer.allocUnsafeSlow(65_536);
  passed(1);
  // Another thread frees them.
  await until(() => process.memoryUsage().arrayBuffers - before < 50 * 65_536);
});
