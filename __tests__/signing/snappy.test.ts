import { expect, test } from '@jest/globals';
import { unpackSnappy } from '../../src/signing/services/snappy.ts';

/** Created by another program (cramjam 2.11, which uses Rust's snap). */
const PACKED = Buffer.from(
  'wwNAeyJwYXlsb2FkIjoiYWhveSD+BQB6BQBUIiwgYW5kIHNvbWV0aGluZyBlbHNlLD52AAB4/gEA/gEA/gEA/gEAqgEAAH0=',
  'base64',
);
const TEXT = `{"payload":"${'ahoy '.repeat(20)}", and something else, ${'ahoy '.repeat(3)}${'x'.repeat(300)}}`;

test('unpacks literals, and copies that reach into themselves', () => {
  expect(unpackSnappy(PACKED, 1000)?.toString()).toBe(TEXT);
  expect(unpackSnappy(Buffer.from([0]), 1000)).toEqual(Buffer.alloc(0));
});

test.each<[string, Buffer, number]>([
  ['more than allowed', PACKED, TEXT.length - 1],
  ['nothing', Buffer.alloc(0), 1000],
  ['an endless length', Buffer.alloc(9, 0xff), 1000],
  ['gigabytes, it says', Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0]), 32 * 1024 * 1024],
  ['less than it says', Buffer.from([9, 0, 65]), 1000],
  ['more than it says', Buffer.from([1, 4, 65, 66]), 1000],
  ['a copy of missing bytes', Buffer.from([9, 0, 65, 0b1, 9]), 1000],
  ['a copy of itself', Buffer.from([9, 0, 65, 0b1, 0]), 1000],
  ['a truncated copy', Buffer.from([9, 0, 65, 0b10, 1]), 1000],
  ...[1, 20, 60].map((end): [string, Buffer, number] => ['half', PACKED.subarray(0, end), 1000]),
])('refuses %s', (_what, packed, most) => expect(unpackSnappy(packed, most)).toBeUndefined());
