import type { Inputs } from '../../inputs/inputs.ts';

/** BuildKit's own time-outs come first: they end a cache, not the build. Milliseconds. */
const SLACK = 15_000;

/** The input `timeout` also limits caches: whole seconds per request. */
export function secondsOf({ retry }: Pick<Inputs, 'retry'>): number {
  return Math.max(1, Math.round(retry.deadline / 1000));
}

/** Milliseconds without progress after which a build that works on a cache is ended. */
export function patienceOf({ retry }: Pick<Inputs, 'retry'>): number {
  return retry.deadline + SLACK;
}
