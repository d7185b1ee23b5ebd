import { expect, test } from '@jest/globals';
import { warnOfLowDisk } from '../../src/build/disk.ts';
import { recordingLog } from '../fakes/log.ts';

test('warns if less than 2 GB are free, and ignores paths that cannot be checked', async () => {
  const log = recordingLog();
  const free: Record<string, bigint | number> = { '/small': 1000, '/large': 1_000_000 };
  const statfs = async (path: string) => {
    if (free[path] === undefined) throw new Error('ENOENT');
    return { bavail: Number(free[path]), bsize: 4096, blocks: 2_000_000 };
  };
  const places = ['/small', '/large', '/elsewhere'].map(path => ({ what: 'the engine keeps images', path }));
  await warnOfLowDisk(places, log, statfs);
  expect(log.lines).toEqual([
    expect.stringMatching(/^warning: Only 4\.1 MB free where the engine keeps images \(\/small\)/),
  ]);
});

test('a file system that reports no sizes gives no warning', async () => {
  const log = recordingLog();
  await warnOfLowDisk([{ what: 'the image is exported to', path: '/' }], log, async () => ({
    bavail: 0,
    bsize: 4096,
    blocks: 0,
  }));
  expect(log.lines).toEqual([]);
});
