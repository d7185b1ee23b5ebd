import { BuildError } from '../build/failure.ts';
import { ActionError, messageOf } from '../host/errors.ts';
import type { Machine } from '../host/machine.ts';
import { firstLine } from '../host/text/first-line.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { isCacheFailure, isWriting } from './fault.ts';
import type { UsedRelay } from './relay/use.ts';
import { caches, mapCaches, writtenCaches } from './store/caches.ts';
import type { CacheWatch } from './watch.ts';

/** Builds with the cache, and again without it if the cache fails or hangs. */
export type CachedBuild = Readonly<{
  build<T>(attempt: Attempt<T>): Promise<T>;
  /** The image was built without the cache. */
  isWithout(): boolean;
}>;

/** One build, with the inputs and the machine that it is given. */
type Attempt<T> = (inputs: Inputs, machine: Machine) => Promise<T>;

type CachePorts = Readonly<{
  watch: CacheWatch;
  relay: UsedRelay | undefined;
  onTrouble(text: string): void;
}>;

/** @param used the inputs with the caches to build with */
export function createCachedBuild(
  used: Inputs,
  { watch, relay, onTrouble }: CachePorts,
  machine: Machine,
): CachedBuild {
  const watched = { ...machine, run: watch.run, env: { ...machine.env, ...relay?.env } };
  let isWithout = false;

  /** @throws ActionError the same error unless the cache is at fault, or BUILDER_UNUSABLE */
  const nextAfter = (error: unknown, given: Inputs): Parameters<Attempt<unknown>> => {
    if (watch.stuck()) throw stuckBuilder();
    const stalled = watch.stalled();
    const gone = error instanceof BuildError ? relay?.failure() : undefined;
    const isAtFault = stalled !== undefined || gone !== undefined || isCacheFailure(error, writtenCaches(given));
    if (machine.signal.aborted || !isAtFault || caches(given).length === 0) throw error;
    if (stalled === undefined) onTrouble(gone ?? firstLine(messageOf(error)));
    machine.log.info('Building again without the cache.');
    isWithout = true;
    // An unreadable cache may be readable for the next run, unless this one overwrites it.
    const writes = given === used && stalled === undefined && gone === undefined && !isWriting(error);
    // If a layer never arrived, the builder would wait for it again unless its step is rebuilt.
    const without = withoutCaches(given, writes, stalled === 'layer');
    return [without, stalled === undefined ? watched : { ...machine, run: watch.again }];
  };

  const building = async <T>(attempt: Attempt<T>, given: Inputs, ports: Machine): Promise<T> => {
    let next: Parameters<Attempt<T>>;
    try {
      return await attempt(given, ports);
    } catch (error) {
      next = nextAfter(error, given);
    }
    return building(attempt, ...next);
  };

  return {
    build: attempt => building(attempt, used, caches(used).length === 0 ? machine : watched),
    isWithout: () => isWithout,
  };
}

/** The same build without reading a cache. @param writes it still writes them */
function withoutCaches(inputs: Inputs, writes: boolean, freshly: boolean): Inputs {
  const without = mapCaches(
    inputs,
    () => [],
    to => (writes ? to : []),
  );
  return { ...without, build: { ...without.build, noCache: inputs.build.noCache || freshly } };
}

function stuckBuilder(): ActionError {
  return new ActionError('BUILDER_UNUSABLE', 'the builder is stuck waiting for an unresponsive cache', {
    hint: 'Restart it, or remove it (`docker buildx rm`), and re-run the job; `cache: none` builds without the cache.',
  });
}
