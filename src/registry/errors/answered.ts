import { gunzipSync } from 'node:zlib';
import { readBody } from '../../http/body.ts';
import type { Followed } from '../../http/redirect.ts';

/** An answer, and whose it is. */
export type Answered = Followed &
  Readonly<{
    /** It came from another origin than the registry's: a storage, say. What it asks for it does not get. */
    isForeign: boolean;
    /** It was asked without credentials. */
    isBare: boolean;
  }>;

/** `gzip`, say, for what was compressed on its way although nobody asked for that; undefined for bytes as they are. */
export function encodingOf({ headers }: Pick<Answered, 'headers'>): string | undefined {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  return encoding === '' || encoding === 'identity' ? undefined : encoding;
}

/** The same of a blob that is being read. */
export function encodingOfStream(stream: object): string | undefined {
  return 'headers' in stream ? encodingOf(stream as Pick<Answered, 'headers'>) : undefined;
}

/** A small body, as it was before a proxy compressed it. */
export async function plainBody(answer: Pick<Answered, 'headers' | 'body'>, max: number): Promise<Buffer> {
  const bytes = await readBody(answer.body, max);
  // The magic number of gzip (RFC 1952): no JSON begins so.
  const isGzip = encodingOf(answer) !== undefined && bytes[0] === 0x1f && bytes[1] === 0x8b;
  return isGzip ? gunzipSync(bytes, { maxOutputLength: max }) : bytes;
}
