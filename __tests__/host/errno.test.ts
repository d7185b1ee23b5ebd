import { expect, test } from '@jest/globals';
import { reasonOf } from '../../src/host/errno.ts';

test.each([
  ["EACCES: permission denied, open '/a'", 'permission denied (EACCES)'],
  ['ENOSPC: no space left on device, write', 'no space left on device (ENOSPC)'],
  // Node's rmSync has words of its own.
  ["EACCES, Permission denied: /a 'b, c' '/a 'b, c''", 'permission denied (EACCES)'],
  ["EPERM, Operation not permitted: /a '/a'", 'operation not permitted (EPERM)'],
  ["ENOTEMPTY, Directory not empty: /a '/a'", 'directory not empty (ENOTEMPTY)'],
  [", Unknown error: Read-only file system '/a'", 'read-only file system'],
  ['it is not a regular file', 'it is not a regular file'],
  ['Elephants, in all sizes', 'Elephants, in all sizes'],
  ['', ''],
])('%j is told as %j', (message, said) => {
  expect(reasonOf(new Error(message))).toBe(said);
});
