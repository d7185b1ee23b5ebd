import { createHash } from 'node:crypto';
import { pipeline, type Readable, Transform } from 'node:stream';
import { ActionError } from '../errors.ts';
import type { Digest } from './types.ts';

/** Is told of each chunk and, by undefined, of the end. @throws ActionError VERIFY at the end when the bytes are others. */
export type Check = (chunk: Buffer | undefined) => void;

/** Checks bytes against their digest. A registry that takes what it is sent would, else, publish what was damaged. */
export function checkOf(digest: Digest, place: string): Check {
  const hash = createHash('sha256');
  return chunk => {
    if (chunk !== undefined) return void hash.update(chunk);
    if (`sha256:${hash.digest('hex')}` !== digest) throw damaged(digest, place);
  };
}

/** A stream that ends only when its bytes have the digest, and else fails. */
export function verified(stream: Readable, digest: Digest, place: string): Readable {
  const check = checkOf(digest, place);
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      check(chunk);
      done(null, chunk);
    },
    flush(done) {
      try {
        check(undefined);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
  // The error of either end reaches the other; whoever reads `through` tells it.
  return pipeline(stream, through, () => {});
}

export function damaged(digest: Digest, place: string): ActionError {
  return new ActionError('VERIFY', `${place} is damaged: what it has as ${digest} are other bytes`, {
    hint: 'Nothing was tagged. Make the image anew where it comes from, or promote another one.',
  });
}
