import { expect, test } from '@jest/globals';
import { lifetimeOf } from '../../src/credentials/renewal.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

test.each([
  ['an hour', 3600, 54.5 * MINUTE, 60 * MINUTE],
  ['a few seconds', 8, 6000, 8000],
  // JFrog's administrators may issue tokens for months. Node's timers fire at once for more than 2^31 ms.
  ['months', 90 * 86_400, DAY - 5.5 * MINUTE, DAY],
  ['no end', Number.POSITIVE_INFINITY, DAY - 5.5 * MINUTE, DAY],
  ['a time that has passed according to the service’s clock', -7200, 45_000, MINUTE],
  ['no time at all', Number.NaN, 45_000, MINUTE],
])('a login that is valid for %s is renewed before it expires, and never at once', (_, life, renewAt, end) => {
  expect(lifetimeOf(1000, life)).toEqual({ renewAt: 1000 + renewAt, end: 1000 + end });
});
