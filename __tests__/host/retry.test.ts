import { describe, expect, test } from '@jest/globals';
import type { RetryVerdict } from '../../src/host/errors.ts';
import { DEFAULT_RETRY, parseRetryAfter, pause, retry, temporaryStatus } from '../../src/host/retry.ts';

const policy = { retries: 3, base: 100, cap: 250, deadline: 1000 };

function rig(verdicts: readonly (RetryVerdict | 'ok')[], overrides: Partial<typeof policy> = {}, signal?: AbortSignal) {
  let time = 0;
  const slept: number[] = [];
  let calls = 0;
  const sleep = async (ms: number) => {
    slept.push(ms);
    time += ms;
  };
  const result = retry(
    async n => {
      expect(n).toBe(++calls);
      const verdict = verdicts[n - 1] ?? verdicts.at(-1);
      if (verdict !== 'ok') throw Object.assign(new Error(`attempt ${n}`), { verdict });
      return n;
    },
    {
      policy: { ...policy, ...overrides },
      ports: { sleep, now: () => time, random: () => 0.5 },
      classify: e => (e as { verdict: RetryVerdict }).verdict,
      signal,
    },
  ).catch((e: Error) => e.message);
  return result.then(value => ({ value, slept, calls }));
}

describe('retry', () => {
  test.each<[string, readonly (RetryVerdict | 'ok')[], Partial<typeof policy>, number | string, number[]]>([
    ['first time', ['ok'], {}, 1, []],
    ['backs off, doubling up to the cap', [{}, {}, {}, 'ok'], {}, 4, [50, 100, 125]],
    ['gives up after the retries', [{}], {}, 'attempt 4', [50, 100, 125]],
    ['permanent errors are final', [{}, 'settled'], {}, 'attempt 2', [50]],
    ['respects Retry-After beyond the cap, plus jitter', [{ retryAfter: 600 }, 'ok'], {}, 2, [650]],
    ['does not wait past the deadline', [{ retryAfter: 1001 }, 'ok'], {}, 'attempt 1', []],
    [
      'the deadline counts from the first failure',
      [{}, { retryAfter: 800 }, { retryAfter: 800 }],
      {},
      'attempt 3',
      [50, 850],
    ],
    ['no retries', [{}], { retries: 0 }, 'attempt 1', []],
  ])('%s', async (_, verdicts, overrides, value, slept) => {
    expect(await rig(verdicts, overrides)).toMatchObject({ value, slept });
  });

  test('an aborted run starts no attempt', async () => {
    expect(await rig(['ok'], {}, AbortSignal.abort(new Error('stop')))).toMatchObject({ value: 'stop', calls: 0 });
  });

  test('full jitter: from zero to the bound', () => {
    expect([0, 0.999].map(r => pause(1, undefined, DEFAULT_RETRY, () => r))).toEqual([0, 500]);
  });
});

test.each([
  ['3', 3000],
  [' 0 ', 0],
  ['Sat, 21 Nov 2026 10:00:05 GMT', 5000],
  ['Sat, 21 Nov 2026 09:00:00 GMT', 0],
  ['-1', undefined],
  ['1.5', undefined],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('Retry-After %p is %p ms', (value, ms) => {
  expect(parseRetryAfter(value, Date.UTC(2026, 10, 21, 10))).toBe(ms);
});

test('temporary statuses', () => {
  const temporary = [200, 400, 401, 403, 404, 408, 425, 429, 500, 501, 502, 503, 504, 505, 507, 520].filter(
    temporaryStatus,
  );
  expect(temporary).toEqual([408, 425, 429, 500, 502, 503, 504, 507, 520]);
});
