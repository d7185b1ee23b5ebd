import { readBody } from '../../http/body.ts';
import type { Followed } from '../../http/redirect.ts';

/** An answer with its origin. */
export type Answered = Followed &
  Readonly<{
    /** From another origin than the registry's, such as a storage. It gets no credentials. */
    isForeign: boolean;
    /** The request had no credentials. */
    isBare: boolean;
  }>;

/** The content encoding (`gzip`, say) that a proxy added although none was requested; undefined for plain bytes. */
export function encodingOf({ headers }: Pick<Answered, 'headers'>): string | undefined {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  return encoding === '' || encoding === 'identity' ? undefined : encoding;
}

/** The same for a blob being read. */
export function encodingOfStream(stream: object): string | undefined {
  return 'headers' in stream ? encodingOf(stream as Pick<Answered, 'headers'>) : undefined;
}

/** A small body, decompressed if a proxy compressed it. */
export async function plainBody(answer: Pick<Answered, 'headers' | 'body'>, max: number): Promise<Buffer> {
  const bytes = await readBody(answer.body, max);
  // The magic number of gzip (RFC 1952): JSON never begins with it.
  const isGzip = encodingOf(answer) !== undefined && bytes[0] === 0x1f && bytes[1] === 0x8b;
  return isGzip ? process.getBuiltinModule('node:zlib').gunzipSync(bytes, { maxOutputLength: max }) : bytes;
}
