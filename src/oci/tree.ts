import { ActionError, messageOf } from '../host/errors.ts';
import { linksOf } from './manifest.ts';
import type { Descriptor, Digest, Manifest } from './types.ts';

/** Reads the manifest of a descriptor, its bytes verified; throws when there is none. */
type ReadChild = (child: Descriptor, parent: Manifest) => Promise<Manifest>;

/** A limit that several walks share. */
export type Budget = Readonly<{ spend(manifests: readonly Readonly<{ size: number }>[]): void; place: string }>;

/** Images have two levels, indexes of indexes three. */
const DEEPEST = 8;
/** An index of every platform that Go supports, with attestations, has about a hundred manifests of a few KB. */
const MOST = 2000;
const LARGEST = 32 * 1024 * 1024;

/**
 * Limits how much of an image and its referrers is read: an index costs its author nothing, however much it names.
 *
 * @param place where it is read, for messages: `ghcr.io/acme/api`
 */
export function createBudget(place: string): Budget {
  let count = 0;
  let bytes = 0;
  return {
    place,
    spend(manifests) {
      count += manifests.length;
      bytes += manifests.reduce((sum, { size }) => sum + size, 0);
      if (count > MOST) throw tooMuch(place, `has more than ${MOST} manifests`);
      if (bytes > LARGEST) throw tooMuch(place, `has more than ${LARGEST >> 20} MiB of manifests`);
    },
  };
}

/**
 * Reads all manifests of an image: each once, however often it is named; those of one level concurrently.
 *
 * @returns children before their parents, so that writing them in order never leaves a dangling reference; the root
 *   last
 * @throws ActionError IMAGE_INVALID for an invalid or oversized image, and whatever `read` throws
 */
export async function readTree(root: Manifest, read: ReadChild, budget: Budget): Promise<readonly Manifest[]> {
  const { place } = budget;
  const known = new Map<Digest, Manifest>([[root.digest, root]]);
  budget.spend([{ size: root.bytes.length }]);
  for (let level: readonly Manifest[] = [root], depth = 1; level.length > 0; depth++) {
    if (depth > DEEPEST) throw tooMuch(place, `is nested more than ${DEEPEST} levels deep`);
    const fresh = new Map<Digest, Readonly<{ child: Descriptor; parent: Manifest }>>();
    for (const parent of level) {
      for (const child of childrenOf(parent, place)) {
        if (!known.has(child.digest)) fresh.set(child.digest, { child, parent });
      }
    }
    budget.spend([...fresh.values()].map(({ child }) => child));
    const reading = [...fresh.values()].map(async ({ child, parent }) =>
      checked(await read(child, parent), child, place),
    );
    level = await Promise.all(reading);
    for (const manifest of level) known.set(manifest.digest, manifest);
  }
  return inOrder(root, known, place);
}

/** By the longest path down: a manifest may be named at several levels. */
function inOrder(root: Manifest, known: ReadonlyMap<Digest, Manifest>, place: string): readonly Manifest[] {
  const heights = new Map<Digest, number>();
  const ordered: Manifest[] = [];
  const visit = (manifest: Manifest): number => {
    const seen = heights.get(manifest.digest);
    if (seen !== undefined) return seen;
    let height = 1;
    for (const child of childrenOf(manifest, place)) {
      height = Math.max(height, 1 + visit(checked(known.get(child.digest)!, child, place)));
    }
    if (height > DEEPEST) throw tooMuch(place, `is nested more than ${DEEPEST} levels deep`);
    heights.set(manifest.digest, height);
    ordered.push(manifest);
    return height;
  };
  visit(root);
  return ordered;
}

function childrenOf(manifest: Manifest, place: string): readonly Descriptor[] {
  try {
    return linksOf(manifest).manifests;
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    const hint = error.hint === undefined ? {} : { hint: error.hint };
    throw new ActionError(error.code, `${place}: ${messageOf(error)}`, { ...hint, cause: error });
  }
}

/** An engine refuses to pull a manifest whose size differs from the index. */
function checked(manifest: Manifest, { size }: Descriptor, place: string): Manifest {
  const { digest, bytes } = manifest;
  if (bytes.length === size) return manifest;
  throw new ActionError(
    'DIGEST_MISMATCH',
    `${place}: ${digest} has ${bytes.length} bytes, but its index says ${size}`,
    {
      hint: 'Nothing was tagged. No engine could pull this image; rebuild it, or use another one.',
    },
  );
}

function tooMuch(place: string, problem: string): ActionError {
  return new ActionError('IMAGE_INVALID', `${place}: the image ${problem}`, {
    hint: 'No known tool creates such images. Check where it comes from, or use another one.',
  });
}
