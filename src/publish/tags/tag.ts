import { ActionError, messageOf } from '../../host/errors.ts';
import type { Log, Now } from '../../host/ports.ts';
import type { Digest, Manifest } from '../../oci/types.ts';
import type { PlannedTag } from '../../plan/terms/types.ts';
import { type Fleet, isSettled } from '../../staging/fleet.ts';
import type { Target } from '../../staging/target.ts';
import { putBack, rereadTag } from './put-back.ts';
import type { TagResult, TagState, Write } from './tag-result.ts';

/** The digests of tags before this run, read during staging: needed to restore them. */
export type Before = ReadonlyMap<string, Digest | null>;

/** Reads what a tag names; null: nothing. */
export type ReadNamed = (target: Target, tag: PlannedTag) => Promise<Digest | null>;

export const headOf: ReadNamed = async ({ repository }, { name }) =>
  (await repository.headManifest(name))?.digest ?? null;

/**
 * Reads what every planned tag of the living targets names. A target whose tags cannot be read has failed: they could
 * not be restored. Never throws.
 */
export function readTags(fleet: Fleet, named: ReadNamed = headOf): Promise<Before> {
  return readEach(fleet, named, fleet.fail);
}

/** The same again; a tag that cannot be read now is as before. Never throws. */
export async function rereadTags(fleet: Fleet, before: Before): Promise<Before> {
  return new Map([...before, ...(await readEach(fleet, headOf, () => {}))]);
}

async function readEach(fleet: Fleet, named: ReadNamed, failed: Fleet['fail']): Promise<Before> {
  const found = new Map<string, Digest | null>();
  await Promise.all(
    fleet.alive().flatMap(target =>
      target.destination.tags.map(async tag => {
        try {
          found.set(referenceOf(target, tag), await named(target, tag));
        } catch (error) {
          failed(target, error);
        }
      }),
    ),
  );
  return found;
}

/** The ports of the tag stage. */
type Tagging = Readonly<{ log: Log; now: Now; signal: AbortSignal }>;

/** An image that is everywhere, and its tags to write. */
export type ToTag = Readonly<{
  /** As in the plan. */
  name: string;
  fleet: Fleet;
  root: Manifest;
  before: Before;
  /** Tags to leave alone, by reference, with the reason. */
  staying?: ReadonlyMap<string, string>;
}>;

/**
 * Points every tag of every living target to its image: immutable tags of all images and registries first, then the
 * moving ones, so that `latest` never names an image whose version tag failed. If a tag of a required registry cannot
 * be written, all moved tags, of every image, are restored; new tags stay, since deleting by digest could remove
 * others.
 *
 * Never throws: each result has its outcome, including those of optional targets that had failed before.
 */
export async function writeTags(images: readonly ToTag[], ports: Tagging): Promise<readonly TagResult[]> {
  const { log, now, signal } = ports;
  const start = now();
  const all = images.flatMap(writesOf);
  const isDue = ({ result }: Write) => result.error === undefined && result.state !== 'kept';
  let writes = all.filter(isDue);
  for (const moving of [false, true]) {
    if (signal.aborted) break;
    writes = await settle(
      writes,
      ({ result }) => result.tag.moving === moving,
      async one => {
        const result = await write(one);
        return { ...result, ms: now() - start };
      },
    );
    // Writes without an answer are checked again after some time: they may have succeeded.
    writes = await settle(
      writes,
      ({ result }) => result.tag.moving === moving && result.state === 'unknown',
      rereadTag,
    );
    if (writes.some(failedRequired)) break;
  }
  if (writes.some(failedRequired) || (signal.aborted && writes.some(({ result }) => result.state === 'unchanged'))) {
    log.info('Some tags could not be written; putting back those that were moved');
    writes = await settle(writes, () => true, putBack);
  } else {
    for (const { result } of writes.filter(failed)) {
      log.warning(`${result.reference}: ${result.error} (this registry is optional; publishing continues)`);
    }
  }
  const ends = new Map(all.filter(isDue).map((one, at) => [one, writes[at]!]));
  return all.map(one => (ends.get(one) ?? one).result);
}

/** Runs something for some of the writes concurrently, and returns all of them with their new results. */
async function settle(
  writes: readonly Write[],
  which: (one: Write) => boolean,
  work: (one: Write) => Promise<TagResult>,
): Promise<Write[]> {
  return Promise.all(writes.map(async one => (which(one) ? { ...one, result: await work(one) } : one)));
}

/** Every tag of an image, including those of failed targets and those that do not move. */
function writesOf({ name: image, fleet, root, before, staying }: ToTag): readonly Write[] {
  return fleet.targets.flatMap(target => {
    const { registry, name, tags, optional } = target.destination;
    const failure = fleet.errorOf(target);
    return tags.map((tag): Write => {
      const reference = referenceOf(target, tag);
      const reason = failure === undefined ? staying?.get(reference) : undefined;
      const end = failure !== undefined ? { error: failure.message } : reason !== undefined && { reason };
      const state: TagState = reason === undefined ? 'unchanged' : 'kept';
      const facts = { image, registry, name, reference, tag, optional, before: before.get(reference) };
      return { target, root, result: { ...facts, state, verified: false, ms: 0, ...end } };
    });
  });
}

async function write(one: Write): Promise<TagResult> {
  const { target, root, result } = one;
  // Registries with immutable tags reject even the same digest, and a write that changes nothing is pointless.
  if (result.before === root.digest) return { ...result, state: 'published' };
  try {
    await target.repository.putManifest(root, result.tag.name);
    return { ...result, state: 'published' };
  } catch (error) {
    // A permanent error has its own hint (an immutable tag, say).
    const hint = isSettled(error) && error instanceof ActionError ? error.hint : undefined;
    const unanswered = { ...result, error: messageOf(error), ...(hint !== undefined && { hint }) };
    return rereadTag({ ...one, result: { ...unanswered, state: 'unknown' } });
  }
}

function failed({ result }: Write): boolean {
  return result.state !== 'published' && result.error !== undefined;
}

function failedRequired(one: Write): boolean {
  return !one.target.destination.optional && failed(one);
}

export function referenceOf(target: Target, tag: PlannedTag): string {
  return `${target.destination.name}:${tag.name}`;
}
