import { PassThrough, type Readable } from 'node:stream';
import { createLimit } from '../host/limit.ts';
import type { BlobSource, Sink } from '../registry/types.ts';
import type { Pace } from './pace.ts';
import type { Target } from './target.ts';
import { tee } from './tee.ts';

/** The result of one pass of a blob's bytes: which targets have it, and why the others failed. */
export type Pass = Readonly<{ served: readonly Target<Sink>[]; broken: ReadonlyMap<Target<Sink>, unknown> }>;

type PassPorts = Readonly<{
  /** Sends the bytes to one target. */
  place(target: Target<Sink>, source: BlobSource): Promise<void>;
  /** Called with each chunk's size. */
  passed(bytes: number): void;
  pace: Pick<Pace, 'stream'>;
}>;

/**
 * Concurrent passes of large blobs, over all images of the run: no more than a registry's client allows, or two passes
 * could each hold a slot at one registry and wait for the other's.
 */
export const largePasses = createLimit(8);

/** Sends one pass of bytes to these targets at the pace of the slowest. @throws the body's own error */
export async function sendPass(body: Readable, leaders: readonly Target<Sink>[], ports: PassPorts): Promise<Pass> {
  const served: Target<Sink>[] = [];
  const broken = new Map<Target<Sink>, unknown>();
  const pipes = leaders.map(target => {
    const pipe = new PassThrough();
    const source: BlobSource = { open: () => pipe, replayable: false };
    const done = ports.place(target, source).then(
      () => void served.push(target),
      error => {
        pipe.destroy();
        broken.set(target, error);
      },
    );
    return { pipe, done, target };
  });
  const { ended, full } = tee(
    body,
    pipes.map(p => p.pipe),
    ports.passed,
  );
  const over = ports.pace.stream(() => pipes.filter(({ pipe }) => full.has(pipe)).map(({ target }) => target));
  try {
    await ended;
    await Promise.all(pipes.map(p => p.done));
  } finally {
    over();
  }
  return { served, broken };
}
