import type { Readable } from 'node:stream';
import { ActionError } from '../host/errors.ts';
import type { BlobSource, Sink } from '../registry/types.ts';
import type { Target } from './target.ts';

/**
 * How long an optional registry may hold up the others in one run, in total. Milliseconds; documented in
 * docs/concepts/credentials.md.
 */
export const LONGEST_HOLD = 5 * 60_000;
/** Checks per hold period. */
const LOOKS = 60;

/** Keeps slow optional registries from holding up the others. */
export type Pace<To extends Sink = Sink> = Readonly<{
  targets: readonly Target<To>[];
  /**
   * Watches a stream to several targets: `waitsFor` returns those that it is waiting for. The returned function ends
   * the watch.
   */
  stream(waitsFor: () => readonly Target<To>[]): () => void;
}>;

/** Called for a target that is dropped. */
type Leave<To extends Sink> = (target: Target<To>, error: ActionError) => void;

/** The state of an optional target. */
type Lane = { calls: number; held: number; error: ActionError | undefined; readonly streams: Set<Readable> };

/**
 * An optional target holds up the others while only its requests are in progress, or a stream to several targets waits
 * only for optional ones. When that adds up to `longest`, its current and future requests fail.
 */
export function paced<To extends Sink>(
  given: readonly Target<To>[],
  left: Leave<To>,
  longest = LONGEST_HOLD,
): Pace<To> {
  const hasRequired = given.some(isRequired);
  if (given.length < 2 || given.every(isRequired)) return { targets: given, stream: () => () => {} };
  const lanes = new Map<Target<To>, Lane>();
  const waits = new Set<() => readonly Target<To>[]>();
  const every = Math.max(1, Math.round(longest / LOOKS));
  const ends = new Map<Target<To>, PromiseWithResolvers<never>>();
  let timer: NodeJS.Timeout | undefined;

  const isHolding = (target: Target<To>): boolean => {
    if (lanes.get(target)!.calls === 0) return false;
    const others = targets.filter(other => other !== target && (isRequired(other) || !hasRequired));
    if (others.every(other => lanes.get(other)!.calls === 0)) return true;
    return [...waits].some(waitsFor => {
      const slow = waitsFor();
      return slow.includes(target) && !slow.some(isRequired);
    });
  };
  const look = (): void => {
    for (const target of targets) {
      const lane = lanes.get(target)!;
      if (isRequired(target) || lane.error !== undefined || !isHolding(target)) continue;
      lane.held += every;
      if (lane.held >= longest) leave(target, lane);
    }
  };
  const leave = (target: Target<To>, lane: Lane): void => {
    lane.error = tooSlow(target, longest);
    ends.get(target)!.reject(lane.error);
    for (const stream of lane.streams) stream.destroy(lane.error);
    left(target, lane.error);
  };
  const wrap = (target: Target<To>): Target<To> => {
    const lane: Lane = { calls: 0, held: 0, error: undefined, streams: new Set() };
    const end = Promise.withResolvers<never>();
    end.promise.catch(() => {});
    const run = async <T>(work: () => Promise<T>): Promise<T> => {
      if (lane.error !== undefined) throw lane.error;
      lane.calls += 1;
      timer ??= setInterval(look, every).unref();
      try {
        return await Promise.race([work(), end.promise]);
      } finally {
        lane.calls -= 1;
        if ([...lanes.values()].every(({ calls }) => calls === 0)) {
          clearInterval(timer);
          timer = undefined;
        }
      }
    };
    const watched = { ...target, repository: watch(target.repository, run, lane) };
    lanes.set(watched, lane);
    ends.set(watched, end);
    return watched;
  };
  const targets = given.map(wrap);
  const stream: Pace<To>['stream'] = waitsFor => {
    waits.add(waitsFor);
    return () => void waits.delete(waitsFor);
  };
  return { targets, stream };
}

type Run = <T>(work: () => Promise<T>) => Promise<T>;

/** The same destination with each of its methods watched. */
function watch<To extends Sink>(to: To, run: Run, lane: Lane): To {
  const source = ({ open, replayable }: BlobSource): BlobSource => ({
    replayable,
    open: async signal => {
      if (lane.error !== undefined) throw lane.error;
      const stream = await open(signal);
      lane.streams.add(stream);
      return stream.once('close', () => lane.streams.delete(stream));
    },
  });
  const members: readonly [string, unknown][] = Object.entries(to);
  const watched = members.map(([name, member]) => {
    if (typeof member !== 'function') return [name, member] as const;
    return [name, (...args: unknown[]) => run(() => member.apply(to, args))] as const;
  });
  const uploadBlob: Sink['uploadBlob'] = (blob, from) => run(() => to.uploadBlob(blob, source(from)));
  return { ...to, ...Object.fromEntries(watched), uploadBlob };
}

function isRequired({ destination }: Target<Sink>): boolean {
  return !destination.optional;
}

function tooSlow({ destination }: Target<Sink>, longest: number): ActionError {
  const message = `${destination.registry} kept the other registries waiting for ${longest / 1000} seconds; publishing continues without it`;
  const hint = 'It is too slow from this runner. Publish to it in a separate step, with the image as `source`.';
  return new ActionError('NETWORK_ERROR', message, { hint });
}
