import { ActionError, messageOf } from '../errors.ts';
import type { PlannedTag } from '../plan/types.ts';
import type { Log, Now } from '../ports.ts';
import type { Digest, Manifest } from '../registry/types.ts';
import { type Fleet, isSettled, type Target } from './fleet.ts';
import { look, putBack } from './put-back.ts';

/**
 * What became of one tag:
 * - `published`: it names the new digest (read back, if `verified`).
 * - `restored`: it was moved and then put back, because another tag could not be written.
 * - `stranded`: it was moved, and could not be put back (or is new, and is left: a delete may take other tags with it).
 * - `unchanged`: it was never written.
 * - `kept`: it was not to be written (`moving-tags: forward`); `reason` says why.
 * - `superseded`: it was written, and somebody else has moved it since: it names `now`.
 * - `unknown`: a write failed without an answer; the registry may or may not have it.
 */
export type TagState = 'published' | 'restored' | 'stranded' | 'unchanged' | 'kept' | 'superseded' | 'unknown';

/** The end of one tag of one repository. Mutable only inside the tag and verify stages. */
export type TagResult = {
  readonly registry: string;
  /** The repository as in the outputs: `ghcr.io/acme/api`. */
  readonly name: string;
  /** `ghcr.io/acme/api:1.2.3`. */
  readonly reference: string;
  readonly tag: PlannedTag;
  /** What the tag named before: null when it did not exist, undefined when that could not be read. */
  readonly before: Digest | null | undefined;
  state: TagState;
  verified: boolean;
  /** Milliseconds from the start of the tag stage until this tag was written. */
  ms: number;
  error?: string;
  /** How to mend an error that the registry will give again. */
  hint?: string;
  /** Of a tag that was kept: why, as a clause. */
  reason?: string;
  /** Of a tag that was superseded. */
  now?: Digest;
};

/** Tags named by each target before this run, read while staging is under way: needed to put them back. */
export type Before = ReadonlyMap<string, Digest | null>;

/**
 * Reads what every planned tag of the living targets names now. A target where that cannot be read has failed: what is
 * not known could not be put back. Never throws.
 */
export async function readTags(fleet: Fleet): Promise<Before> {
  const before = new Map<string, Digest | null>();
  await Promise.all(
    fleet.alive().flatMap(target =>
      target.destination.tags.map(async tag => {
        try {
          const found = await target.repository.headManifest(tag.name);
          before.set(referenceOf(target, tag), found?.digest ?? null);
        } catch (error) {
          fleet.fail(target, error);
        }
      }),
    ),
  );
  return before;
}

/** The ports of the tag stage. */
export type Tagging = Readonly<{
  fleet: Fleet;
  log: Log;
  now: Now;
  signal: AbortSignal;
  /** Tags to leave alone, by reference, with the reason. */
  staying?: ReadonlyMap<string, string>;
}>;

/** One tag to write, and what becomes of it. */
export type Write = Readonly<{ target: Target; result: TagResult }>;

/**
 * Points every tag of every living target to `root`: immutable tags of all registries first, then the moving ones, so
 * that `latest` never names an image whose version tag failed. When a tag of a required registry cannot be written,
 * those already moved are put back to what they named; new tags stay, since deleting by digest takes others with it.
 *
 * Never throws: each result tells its own end, those of optional targets that had failed before as well.
 */
export async function writeTags(root: Manifest, before: Before, ports: Tagging): Promise<readonly TagResult[]> {
  const { fleet, log, now, signal, staying } = ports;
  const start = now();
  const all = fleet.targets.flatMap(target =>
    target.destination.tags.map(tag => ({ target, result: planned(target, tag, before, fleet.errorOf(target)) })),
  );
  for (const { result } of all) keep(result, staying?.get(result.reference));
  const writes = all.filter(({ target, result }) => fleet.errorOf(target) === undefined && result.state !== 'kept');
  for (const moving of [false, true]) {
    if (signal.aborted) break;
    const phase = writes.filter(({ result }) => result.tag.moving === moving);
    await Promise.all(
      phase.map(async one => {
        await write(one, root);
        one.result.ms = now() - start;
      }),
    );
    // Those that gave no answer are asked again now that some time has passed: they may be there after all.
    await Promise.all(phase.filter(({ result }) => result.state === 'unknown').map(one => look(one, root)));
    if (writes.some(failedRequired)) break;
  }
  if (writes.some(failedRequired) || (signal.aborted && writes.some(({ result }) => result.state === 'unchanged'))) {
    log.info('not every tag could be written: putting back those that were moved');
    await Promise.all(writes.map(one => putBack(one, root)));
  } else {
    for (const { result } of writes.filter(failed)) {
      log.warning(`${result.reference}: ${result.error} (this registry is optional: the others go on)`);
    }
  }
  return all.map(({ result }) => result);
}

function planned(target: Target, tag: PlannedTag, before: Before, failure: Error | undefined): TagResult {
  const reference = referenceOf(target, tag);
  const { registry, name } = target.destination;
  const error = failure === undefined ? {} : { error: failure.message };
  const named = { registry, name, reference, tag, before: before.get(reference) };
  return { ...named, state: 'unchanged', verified: false, ms: 0, ...error };
}

function keep(result: TagResult, reason: string | undefined): void {
  if (reason === undefined || result.error !== undefined) return;
  result.state = 'kept';
  result.reason = reason;
}

async function write(one: Write, root: Manifest): Promise<void> {
  const { target, result } = one;
  // Registries with immutable tags refuse even the same digest again, and a write that changes nothing is no use.
  if (result.before === root.digest) {
    result.state = 'published';
    return;
  }
  try {
    await target.repository.putManifest(root, result.tag.name);
    result.state = 'published';
  } catch (error) {
    result.error = messageOf(error);
    // An answer that no run again would change has a remedy of its own (an immutable tag, say).
    if (isSettled(error) && error instanceof ActionError && error.hint !== undefined) result.hint = error.hint;
    result.state = 'unknown';
    await look(one, root);
  }
}

function failed({ result }: Write): boolean {
  return result.state !== 'published' && result.error !== undefined;
}

function failedRequired(one: Write): boolean {
  return !one.target.destination.optional && failed(one);
}

/** `ghcr.io/acme/api:1.2.3`. */
export function referenceOf(target: Target, tag: PlannedTag): string {
  return `${target.destination.name}:${tag.name}`;
}
