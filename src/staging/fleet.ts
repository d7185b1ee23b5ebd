import { ActionError, commonCode, messageOf } from '../host/errors.ts';
import type { Log } from '../host/ports.ts';
import type { Content } from '../oci/content.ts';
import { RegistryError } from '../registry/errors/errors.ts';
import type { Repository, Sink } from '../registry/types.ts';
import { type Pace, paced } from './pace.ts';
import type { Target } from './target.ts';

/**
 * The targets of one publish, and which of them have failed. A failed target gets no more bytes and does not hold up
 * the others; whether its failure fails the run depends on `optional`.
 */
export type Fleet<To extends Sink = Repository> = Readonly<{
  targets: readonly Target<To>[];
  /** No other image, and nothing that refers to it, is published with this one. */
  isAlone: boolean;
  /** Those that have not failed. */
  alive(): readonly Target<To>[];
  /** Marks a target as failed; the first error is kept. */
  fail(target: Target<To>, error: unknown): void;
  errorOf(target: Target<To>): Error | undefined;
  /** Keeps optional targets from holding up the others. */
  pace: Pick<Pace, 'stream'>;
  /** The required targets that failed, and why. */
  failed(): readonly Failed[];
}>;

/** An image that has been uploaded without tags, and where. `name`: '' for the only one. */
export type StagedImage = Readonly<{ name: string; fleet: Fleet; content: Content }>;

type Failed = readonly [target: Target<Sink>, error: Error];

/** Whether there is only one tag in one repository: nothing else has to be ready before it is written. */
export function isSole({ targets, isAlone }: Pick<Fleet<Sink>, 'targets' | 'isAlone'>): boolean {
  return isAlone && targets.length === 1 && targets[0]!.destination.tags.length === 1;
}

/**
 * @param options `isAlone`: no other image is published, nor anything that refers to it (the default); `longest`: how
 *   long an optional target may hold up the others, in milliseconds
 */
export function createFleet<To extends Sink = Repository>(
  given: readonly Target<To>[],
  log: Log,
  { isAlone = true, longest }: Readonly<{ isAlone?: boolean; longest?: number | undefined }> = {},
): Fleet<To> {
  const errors = new Map<Target<To>, Error>();
  const fail = (target: Target<To>, error: unknown): void => {
    if (errors.has(target)) return;
    errors.set(target, error instanceof Error ? error : new Error(String(error)));
    // The run is ending, and its error says why.
    if (error instanceof ActionError && error.code === 'CANCELLED') return;
    const text = `${target.destination.name}: ${messageOf(error)}`;
    if (target.destination.optional) log.warning(`${text} (this registry is optional; publishing continues)`);
    else log.info(`✗ ${text}`);
  };
  const pace = paced(given, fail, longest);
  const { targets } = pace;
  return {
    targets,
    isAlone,
    pace,
    alive: () => targets.filter(target => !errors.has(target)),
    fail,
    errorOf: target => errors.get(target),
    failed: () => [...errors].filter(([target]) => !target.destination.optional),
  };
}

/** Runs something for every living target concurrently; one where it throws has failed. Never throws. */
export async function eachAlive<To extends Sink>(
  fleet: Fleet<To>,
  work: (target: Target<To>) => Promise<void>,
): Promise<void> {
  await Promise.all(
    fleet.alive().map(async target => {
      try {
        await work(target);
      } catch (error) {
        fleet.fail(target, error);
      }
    }),
  );
}

/** @throws ActionError PUBLISH_FAILED that names every required registry that failed, for all images, and why. */
export function throwIfRequiredFailed(fleets: readonly Fleet<Sink>[], doing: string): void {
  const failed = fleets.flatMap(fleet => fleet.failed());
  const first = failed[0]?.[1];
  if (first === undefined) return;
  const lines = failed.map(([target, error]) => `${target.destination.name}: ${error.message}`);
  throw new ActionError(commonCode(failed.map(([, error]) => error)), `${doing} failed: ${lines.join('; ')}`, {
    ...(first instanceof ActionError && first.hint !== undefined && { hint: first.hint }),
    cause: first,
  });
}

/** Permanent failures: the registry refused, or the job was cancelled. */
export function isSettled(error: unknown): boolean {
  if (error instanceof RegistryError) return error.verdict === 'settled';
  return error instanceof ActionError && error.code === 'CANCELLED';
}
