import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { watchCaches } from '../../src/cache/watch.ts';
import type { Run, RunOptions } from '../../src/host/ports.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const BUILD = ['buildx', 'build', '.'];
/** The command that builds several images. */
const BAKE = ['buildx', 'bake', '--', 'api'];
const done = { code: 0, signal: null, stdout: '', stderr: '', timedOut: false };

/** A build that writes these vertexes and statuses; `hangs` until it is ended, or for so many milliseconds. */
function building(vertexes: readonly object[], hangs: boolean | number = false, statuses: readonly object[] = []) {
  const seen: string[] = [];
  const run: Run = async (_command, _args, options: RunOptions) => {
    for (const vertex of vertexes) options.onStderr?.(JSON.stringify({ vertexes: [{ inputs: null, ...vertex }] }));
    for (const status of statuses) options.onStderr?.(JSON.stringify({ statuses: [status] }));
    const ended = new Promise(resolve => options.signal?.addEventListener('abort', resolve, { once: true }));
    await jest.advanceTimersByTimeAsync(typeof hangs === 'number' ? hangs : hangs ? 10_000 : 0);
    if (hangs === true) await ended;
    return { ...done, code: hangs === true ? 130 : 0 };
  };
  const watch = watchCaches(run, Date.now, 50);
  return { watch, seen, go: () => watch.run('docker', BUILD, { env: {}, onStderr: line => seen.push(line) }) };
}

const started = '2026-11-21T05:32:11Z';
const completed = '2026-11-21T05:32:12Z';

describe('what a build reports about its caches', () => {
  test.each([
    [
      'importing cache manifest from gha:8843546748239852529',
      'permission_denied',
      'importing cache manifest from gha: permission_denied',
    ],
    [
      'exporting to GitHub Actions Cache',
      'maximum timeout reached: x\nmore',
      'exporting to GitHub Actions Cache: maximum timeout reached: x',
    ],
    ['exporting cache to registry', 'no space left on device', 'exporting cache to registry: no space left on device'],
    [
      '[api] exporting cache to registry',
      'no space left on device',
      'exporting cache to registry: no space left on device',
    ],
    ['[api] importing cache manifest from ghcr.io/a/b:cache', 'ghcr.io/a/b:cache: not found', undefined],
    ['importing cache manifest from ghcr.io/a/b:cache', 'ghcr.io/a/b:cache: not found', undefined],
    ['exporting cache to client directory', 'context canceled', undefined],
    ['[build 1/2] RUN x', 'process "x" did not complete successfully', undefined],
  ])('%s: %s', async (name, error, told) => {
    const { watch, seen, go } = building([{ digest: 'd', name, started, completed, error }]);
    await go();
    expect(watch.troubles()).toEqual(told === undefined ? [] : [told]);
    expect(watch.stalled()).toBeUndefined();
    expect(seen).toHaveLength(1);
  });

  test('a build of several images is watched too', async () => {
    const name = '[api] importing cache manifest from gha:8843546748239852529';
    const vertex = { digest: 'd', name, inputs: null, started, completed, error: 'permission_denied' };
    const run: Run = async (_command, _args, { onStderr }: RunOptions) => {
      onStderr?.(JSON.stringify({ vertexes: [vertex] }));
      return done;
    };
    const watch = watchCaches(run, Date.now, 50);
    await watch.run('docker', BAKE, { env: {} });
    await watch.run('/usr/libexec/docker/cli-plugins/docker-buildx', BAKE.slice(1), { env: {} });
    expect(watch.troubles()).toEqual(['importing cache manifest from gha: permission_denied']);
  });

  test('remembers which caches were read, and not those that were missing', async () => {
    const step = (name: string, more: object) => ({ digest: name, name, started, ...more });
    const { watch, go } = building([
      step('importing cache manifest from ghcr.io/acme/api:latest', { completed }),
      step('importing cache manifest from ghcr.io/acme/api:gone', { completed, error: 'not found' }),
      step('importing cache manifest from ghcr.io/acme/api:slow', {}),
      step('exporting cache to registry', { completed }),
    ]);
    await go();
    expect(watch.imported()).toEqual(['ghcr.io/acme/api:latest']);
  });

  test('a cache step without progress ends the build', async () => {
    const { watch, go } = building([{ digest: 'd', name: 'importing cache manifest from gha:1', started }], true);
    expect((await go()).code).toBe(130);
    expect(watch.stalled()).toBe('cache');
    expect(watch.troubles()).toEqual([expect.stringMatching(/made no progress/)]);
  });

  test('an export has more time: nothing is reported while a large layer is sent', async () => {
    const vertexes = [{ digest: 'd', name: 'exporting to GitHub Actions Cache', started }];
    const slow = building(vertexes, 150);
    expect((await slow.go()).code).toBe(0);
    expect(slow.watch.stalled()).toBeUndefined();
    const { watch, go } = building(vertexes, true);
    expect((await go()).code).toBe(130);
    expect(watch.stalled()).toBe('cache');
  });

  describe('a layer that is loaded for a cached step', () => {
    const hit = { digest: 'd', name: '[1/2] RUN x', started, completed, cached: true };
    const loading = { digest: 'd', name: '[1/2] RUN x', started };
    const bytes = (current: number) => ({ vertex: 'd', id: 'sha256:aa', current, total: 9 });

    test('ends the build when it makes no progress', async () => {
      const { watch, go } = building([hit, loading], true, [bytes(3), bytes(3)]);
      expect((await go()).code).toBe(130);
      expect(watch.stalled()).toBe('layer');
      expect(watch.troubles()).toEqual([expect.stringMatching(/^"a layer of \[1\/2\] RUN x" made no progress/)]);
    });

    test.each([
      ['is there', [hit, loading], [bytes(3), bytes(9)]],
      ['belongs to an executed step', [{ ...hit, cached: false }, loading], [bytes(3)]],
      ['belongs to a base image', [hit, loading].map(one => ({ ...one, name: '[1/2] FROM x' })), [bytes(3)]],
      ['is being unpacked', [hit, loading], [{ ...bytes(0), id: 'extracting sha256:aa' }]],
    ])('is no problem when it %s', async (_, vertexes, statuses) => {
      const { watch, go } = building(vertexes, 200, statuses);
      expect((await go()).code).toBe(0);
      expect([watch.stalled(), watch.troubles()]).toEqual([undefined, []]);
    });
  });

  test.each([
    ['starts no step is stuck, and is ended', [{ digest: 'd', name: 'load' }], true, true],
    ['has started one may take its time', [{ digest: 'd', name: 'load', started }], 200, false],
  ] as const)('a retried build that %s', async (_, vertexes, hangs, isStuck) => {
    const { watch } = building(vertexes, hangs);
    const { code } = await watch.again('docker', BUILD, { env: {} });
    expect([watch.stuck(), code]).toEqual(isStuck ? [true, 130] : [false, 0]);
    expect(watch.troubles()).toEqual([]);
  });

  test('other commands are unaffected', async () => {
    const run: Run = async (_command, args) => ({ ...done, stdout: args.join(' ') });
    const watch = watchCaches(run, Date.now, 50);
    expect((await watch.run('docker', ['image', 'ls'], { env: {} })).stdout).toBe('image ls');
    expect((await watch.again('docker', ['image', 'ls'], { env: {} })).stdout).toBe('image ls');
  });
});
