import { expect, test } from '@jest/globals';
import { againLine } from '../../../src/host/retry.ts';
import { firstLine } from '../../../src/host/text/first-line.ts';
import { inSeconds } from '../../../src/host/text/seconds.ts';

test.each([
  [0, '0.0 s'],
  [1249, '1.2 s'],
  [61_000, '61.0 s'],
])('%d ms are %s', (ms, expected) => expect(inSeconds(ms)).toBe(expected));

test.each([
  [{ error: new Error('it is full'), delay: 1500 }, undefined, 'it is full; trying again in 1.5 s'],
  [{ error: 'it is full', delay: 500 }, 'building', 'it is full; building again in 0.5 s'],
])('the line about a retry: %j', (event, next, expected) => expect(againLine(event, next)).toBe(expected));

test.each([
  ['', ''],
  ['a', 'a'],
  ['a\nb\nc', 'a'],
  ['\nb', ''],
])('the first line of %j', (text, expected) => expect(firstLine(text)).toBe(expected));
