import { expect, test } from '@jest/globals';
import { readFrames } from '../../src/engine/container-log.ts';

function frame(stream: number, text: string): Buffer {
  const data = Buffer.from(text);
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(data.length, 4);
  return Buffer.concat([header, data]);
}

const WHOLE = Buffer.concat([frame(1, 'one\ntw'), frame(2, 'a wárning\n'), frame(1, ''), frame(1, 'o\nthree')]);

test.each([1, 2, 3, 7, 8, 9, 1000])('frames that arrive in pieces of %i bytes', async size => {
  async function* pieces() {
    for (let from = 0; from < WHOLE.length; from += size) yield WHOLE.subarray(from, from + size);
  }
  const lines: string[] = [];
  await readFrames(pieces(), line => lines.push(line));
  expect(lines).toEqual(['one', 'a wárning', 'two', 'three']);
});
