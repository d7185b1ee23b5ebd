import { messageOf } from '../errors.ts';
import type { PlannedTag } from '../plan/types.ts';
import type { Log, Now } from '../ports.ts';
import type { Digest, Manifest } from '../registry/types.ts';
import type { Fleet, Target } from './fleet.ts';

/**
 * What became of one tag:
 * - `published`: it names the new digest (read back, if `verified`).
 * - `restored`: it was moved and then put back, because another tag could not be written.
 * - `stranded`: it was moved, and could not be put back (or is new, and is left: a delete may take other tags with it).
 * - `unchanged`: it was never written.
 * - `unknown`: a write failed without an answer; the registry may or may not have it.
 */
export type TagState = 'published' | 'restored' | 'stranded' | 'unchanged' | 'unknown';

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
};

/** Tags named by each target before this run, read while staging is under way: needed to put them back. */
export type Before = ReadonlyMap<string, Digest | null>;

/** Reads what every planned tag of the living targets names now. One that cannot be read is missing from the answer. */
export async function readTags(fleet: Fleet): Promise<Before> {
  const entries = await Promise.all(
    fleet.alive().flatMap(target =>
      target.destination.tags.map(async tag => {
        try {
          const found = await target.repository.headManifest(tag.name);
          return [[referenceOf(target, tag), found?.digest ?? null] as const];
        } catch {
          return [];
        }
      }),
    ),
  );
  return new Map(entries.flat());
}

/** The ports of the tag stage. */
export type Tagging = Readonly<{ fleet: Fleet; log: Log; now: Now; signal: AbortSignal }>;

/**
 * Points every tag of every living target to `root`: immutable tags of all registries first, then the moving ones, so
 * that `latest` never names an image whose version tag failed. When a tag of a required registry cannot be written,
 * those already moved are put back to what they named; new tags stay, since deleting by digest takes others with it.
 *
 * Never throws: each result tells its own end.
 */
export async function writeTags(root: Manifest, before: Before, ports: Tagging): Promise<readonly TagResult[]> {
  const { fleet, now, signal } = ports;
  const start = now();
  const writes = fleet
    .alive()
    .flatMap(target => target.destination.tags.map(tag => ({ target, result: planned(target, tag, before) })));
  for (const moving of [false, true]) {
    if (signal.aborted) break;
    const phase = writes.filter(({ result }) => result.tag.moving === moving);
    await Promise.all(
      phase.map(async ({ target, result }) => {
        await write(target, result, root);
        result.ms = now() - start;
      }),
    );
    if (writes.some(failedRequired)) break;
  }
  if (writes.some(failedRequired) || (signal.aborted && writes.some(({ result }) => result.state === 'unchanged'))) {
    await Promise.all(writes.map(({ target, result }) => putBack(target, result, root)));
  }
  return writes.map(({ result }) => result);
}

type Write = Readonly<{ target: Target; result: TagResult }>;

function planned(target: Target, tag: PlannedTag, before: Before): TagResult {
  const reference = referenceOf(target, tag);
  const { registry, name } = target.destination;
  return { registry, name, reference, tag, before: before.get(reference), state: 'unchanged', verified: false, ms: 0 };
}

async function write(target: Target, result: TagResult, root: Manifest): Promise<void> {
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
    result.state = await stateAfterFailure(target, result, root);
  }
}

/** A write without an answer may have happened all the same: look. */
async function stateAfterFailure(target: Target, result: TagResult, root: Manifest): Promise<TagState> {
  try {
    const found = await target.repository.headManifest(result.tag.name);
    if (found?.digest === root.digest) return 'published';
    return (found?.digest ?? null) === result.before ? 'unchanged' : 'unknown';
  } catch {
    return 'unknown';
  }
}

function failedRequired({ target, result }: Write): boolean {
  return !target.destination.optional && result.error !== undefined && result.state !== 'published';
}

async function putBack(target: Target, result: TagResult, root: Manifest): Promise<void> {
  if (result.state !== 'published' && result.state !== 'unknown') return;
  if (result.before === root.digest) return;
  if (result.before === null || result.before === undefined) {
    if (result.state === 'published') result.state = 'stranded';
    return;
  }
  try {
    const former = await target.repository.getManifest(result.before);
    if (former === undefined) throw new Error(`${result.before} is gone`);
    await target.repository.putManifest(former, result.tag.name);
    result.state = 'restored';
  } catch (error) {
    result.error ??= `could not be put back: ${messageOf(error)}`;
    if (result.state === 'published') result.state = 'stranded';
  }
}

function referenceOf(target: Target, tag: PlannedTag): string {
  return `${target.destination.name}:${tag.name}`;
}
