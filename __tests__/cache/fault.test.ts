import { expect, test } from '@jest/globals';
import { buildFailure } from '../../src/build/failure.ts';
import { isCacheFailure, isWriting } from '../../src/cache/fault.ts';

const failure = (said: string) => buildFailure(1, [`ERROR: ${said}`], [], 'Dockerfile');
const TO = ['type=local,"dest=/var/my,cache",mode=max', 'type=inline'];

test.each([
  ['failed to solve: failed to load cache key: content digest sha256:aa: not found', true],
  ['mkdir /var/my,cache: not a directory', true],
  ['mkdir /var/other: not a directory', false],
  ['process "manage.py cache import" did not complete successfully: exit code: 3', false],
  ['failed to compute cache key: failed to calculate checksum of ref a::b: "/x": not found', false],
  ['failed to read /var/my,cache', false],
])('the build failed with %s: because of its caches: %p', (said, expected) => {
  expect(isCacheFailure(failure(said), TO)).toBe(expected);
  expect(isCacheFailure(new Error(said), TO)).toBe(false);
});

test('a cache that cannot be written is distinguished from one that cannot be read', () => {
  expect(isWriting(failure('Cache export is not supported for the docker driver'))).toBe(true);
  expect(isWriting(failure('failed to load cache key'))).toBe(false);
});
