import { createHash } from 'node:crypto';
import { pipeline, type Readable, Transform } from 'node:stream';
import { ActionError } from '../host/errors.ts';
import type { Digest } from '../oci/types.ts';
import { clean } from './errors/answer-text.ts';

/**
 * Called with each chunk and, with undefined, at the end. @throws ActionError DIGEST_MISMATCH at the end if the digest
 * differs.
 */
type Check = (chunk: Buffer | undefined) => void;

/** Checks bytes against their digest: a registry that does not check would publish corrupt bytes. */
export function checkOf(digest: Digest, place: string): Check {
  const hash = createHash('sha256');
  return chunk => {
    if (chunk !== undefined) return void hash.update(chunk);
    if (`sha256:${hash.digest('hex')}` !== digest) throw damaged(digest, place);
  };
}

/**
 * A stream that ends only if its bytes have the digest, and fails otherwise.
 *
 * @param encoding the content encoding that a proxy declared: `gzip`
 */
export function verified(
  stream: Readable,
  { digest, size }: Readonly<{ digest: Digest; size: number }>,
  place: string,
  encoding?: string,
): Readable {
  const check = checkOf(digest, place);
  const blame = (error: unknown): Error =>
    encoding === undefined ? (error as Error) : compressed(digest, place, encoding);
  let seen = 0;
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      check(chunk);
      seen += chunk.length;
      if (seen > size) done(blame(damaged(digest, place)));
      else done(null, chunk);
    },
    flush(done) {
      try {
        check(undefined);
        done();
      } catch (error) {
        done(blame(error));
      }
    },
  });
  // An error of either stream reaches the other; the reader of `through` reports it.
  return pipeline(stream, through, () => {});
}

function compressed(digest: Digest, place: string, encoding: string): ActionError {
  const message = `${place} sends ${digest} compressed (content-encoding: ${clean(encoding, 40)}), although the request forbids it`;
  return new ActionError('REGISTRY_ERROR', message, {
    hint: 'Turn off compression in the proxy in front of that registry: digests are computed over the stored bytes.',
  });
}

export function damaged(digest: Digest, place: string): ActionError {
  return new ActionError('DIGEST_MISMATCH', `${place} is corrupt: its content of ${digest} has another digest`, {
    hint: 'Nothing was tagged. Rebuild the image at its source, or promote another one.',
  });
}
