import type { IncomingMessage } from 'node:http';
import { createLines } from '../host/process-output.ts';

/**
 * Reads a container's output line by line until it ends: frames of one byte for the stream (1 stdout, 2 stderr), three
 * unused bytes, four for the length, and the data.
 *
 * @see https://docs.docker.com/reference/api/engine/version/v1.51/#tag/Container/operation/ContainerAttach
 */
export async function readFrames(
  answer: IncomingMessage | AsyncIterable<Buffer>,
  onLine: (line: string) => void,
): Promise<void> {
  const streams = [createLines(onLine), createLines(onLine), createLines(onLine)] as const;
  let stream = streams[1];
  let header: Buffer = Buffer.alloc(0);
  let left = 0;
  for await (const bytes of answer) {
    let rest: Buffer = bytes;
    while (rest.length > 0) {
      if (left === 0) {
        const missing = 8 - header.length;
        header = Buffer.concat([header, rest.subarray(0, missing)]);
        rest = rest.subarray(missing);
        if (header.length < 8) break;
        stream = streams[header[0] as 0 | 1 | 2] ?? streams[1];
        left = header.readUInt32BE(4);
        header = Buffer.alloc(0);
        continue;
      }
      const data = rest.subarray(0, left);
      stream.add(data);
      left -= data.length;
      rest = rest.subarray(data.length);
    }
  }
  for (const each of streams) each.end();
}
