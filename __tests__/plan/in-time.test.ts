import { expect, test } from '@jest/globals';
import { inTime } from '../../src/plan/terms/in-time.ts';

/** On a text of n letters it takes 2^n steps to fail. */
const SLOW = '(a+)+$';
const LONG = `${'a'.repeat(40)}b`;

test('an expression that would take for ever is given up, and others work afterwards', () => {
  expect(() => inTime(SLOW, LONG, () => /(a+)+$/.exec(LONG))).toThrow(
    `has a regular expression that takes too long: "${SLOW}", applied to "${LONG}"`,
  );
  expect(inTime(SLOW, 'xxxxxxxaaaa', () => /(a+)+$/.exec('xxxxxxxaaaa')?.[0])).toBe('aaaa');
});

test.each([['short'], ['a text of many more letters']])('what the work on %j throws is thrown', text => {
  const error = new TypeError('no');
  const work = () => {
    throw error;
  };
  expect(() => inTime('x', text, work)).toThrow(error);
});
