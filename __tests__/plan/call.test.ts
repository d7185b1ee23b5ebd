import { expect, test } from '@jest/globals';
import { replacesBuild } from '../../src/plan/call.ts';

test.each([
  ['', false],
  ['build', false],
  ['build,format=json', false],
  ['format=json,build', false],
  ['check', true],
  ['check,format=json', true],
  ['format=json,outline', true],
])('%j', (call, expected) => expect(replacesBuild(call)).toBe(expected));
