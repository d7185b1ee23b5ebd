import { randomBytes } from 'node:crypto';
import type { Engine } from '../engine/engine.ts';
import { allEnded } from '../host/all-ended.ts';
import { ActionError } from '../host/errors.ts';
import { runReference } from '../journal/run-reference.ts';
import type { Journal } from '../journal/undo.ts';
import { parseReference } from '../oci/reference.ts';
import type { Digest } from '../oci/types.ts';
import type { ImagePlan } from '../plan/terms/types.ts';
import { likelyRepository } from '../staging/engine/fan-out.ts';
import type { ImageNames } from './build-request.ts';
import { type Exports, isOnlyPushed } from './exports.ts';

/** A reference of the image, preferably a published one. Undefined if it has no name. */
export function firstReference({ destinations }: ImagePlan): string | undefined {
  const first = destinations.find(({ decision }) => decision.push) ?? destinations[0];
  const tag = first?.tags[0]?.name;
  return first === undefined || tag === undefined ? undefined : `${first.name}:${tag}`;
}

/** That, or a name of our own. */
function nameInEngine(image: ImagePlan): string {
  return firstReference(image) ?? `slipway/build:${randomBytes(6).toString('hex')}`;
}

/** How often another job on the same engine may change the name meanwhile. */
const MOST = 5;

/**
 * Notes the name for post, and keeps the image that it names now under a second name.
 *
 * @returns whether there is such an image
 * @throws ActionError ENGINE_FAILED
 */
export async function keepName(
  engine: Pick<Engine, 'image' | 'tag'>,
  { name, run }: Readonly<{ name: string; run: string }>,
  journal: Pick<Journal, 'note'>,
): Promise<boolean> {
  for (let left = MOST; ; left--) {
    if ((await engine.image(name)) === undefined) {
      await journal.note({ kind: 'image', name, run });
      return false;
    }
    const keep = `slipway/keep:${randomBytes(8).toString('hex')}`;
    await journal.note({ kind: 'image', name, run, keep });
    try {
      await engine.tag(name, keep);
      return true;
    } catch (error) {
      // The engine looks up the image, then tags it by id: a concurrent job may remove it in between.
      if (left === 0 || !(error instanceof ActionError) || error.code !== 'ENGINE_FAILED') throw error;
      await journal.note({ kind: 'withdrawn', of: 'image', name });
    }
  }
}

type NamingSite = Readonly<{
  engine: Readonly<{ any: Pick<Engine, 'image' | 'tag'> }>;
  journal: Pick<Journal, 'note'>;
}>;

/**
 * Names all images of a run in the engine, each as it is exported. The names are noted for post first.
 *
 * @throws ActionError ENGINE_FAILED
 */
export async function nameImages(
  images: readonly ImagePlan[],
  exports: readonly Exports[],
  site: NamingSite,
): Promise<readonly ImageNames[]> {
  // No two images share a name, so the order of their notes does not matter.
  return allEnded(
    images.map((image, at) => {
      const likely = isOnlyPushed(exports[at]!) ? likelyRepository(at) : undefined;
      return nameImage(image, { exports: exports[at]!, likely }, site);
    }),
  );
}

/** Names the image in the engine, keeping the former image of its real name. */
async function nameImage(
  image: ImagePlan,
  { exports, likely }: Readonly<{ exports: Exports; likely: string | undefined }>,
  { engine, journal }: NamingSite,
): Promise<ImageNames> {
  const local = nameInEngine(image);
  const run = runReference(likely ?? parseReference(local).name.text);
  if (exports.engine || exports.load) await journal.note({ kind: 'image', name: run });
  const isTaken = exports.engine && !exports.keep && (await keepName(engine.any, { name: local, run }, journal));
  return { exports, local, run, isTaken };
}

/**
 * Notes which image has the name now, so that no other is removed in its place.
 *
 * @param digest undefined: not known, since it is built again
 */
export async function noteBuilt(
  digest: Digest | undefined,
  { names, journal }: Readonly<{ names: ImageNames; journal: Pick<Journal, 'note'> }>,
): Promise<void> {
  const { exports, local: name, run, isTaken } = names;
  // A former image is restored by comparison with the one that has the run's name.
  if (!exports.engine || exports.keep || isTaken) return;
  // In one write: the journal is complete at any time.
  await Promise.all([
    journal.note({ kind: 'withdrawn', of: 'image', name }),
    journal.note({ kind: 'image', name, run, ...(digest !== undefined && { digest }) }),
  ]);
}
