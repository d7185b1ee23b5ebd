import { ActionError } from '../host/errors.ts';
import type { Log } from '../host/ports.ts';
import type { Content } from '../oci/content.ts';
import { blobsOf } from '../oci/content.ts';
import { withoutForeign } from '../oci/foreign.ts';
import { imagesIn, isIndex } from '../oci/manifest.ts';
import { createBudget, readTree } from '../oci/tree.ts';
import type { Digest, Manifest } from '../oci/types.ts';
import type { Tagged } from '../plan/immutable.ts';
import { isImmutable } from '../plan/immutable.ts';
import type { Patterns } from '../plan/terms/types.ts';
import type { Repository } from '../registry/types.ts';
import type { Distributor } from '../staging/distribute.ts';
import { createFleet, type Fleet } from '../staging/fleet.ts';
import type { Target } from '../staging/target.ts';
import { writeManifests } from '../staging/write-manifests.ts';
import { claimsOf } from './documents/claims.ts';
import { documentsIn } from './documents/documents.ts';
import type { Before } from './tags/tag.ts';

/** An image under an immutable tag, and its target. */
export type Existing = Tagged & Readonly<{ target: Target }>;

/** This commit's image, found under an immutable tag. */
export type Kept = Readonly<{
  image: Existing;
  /** References to the same image by another digest, which are left unchanged. */
  same: ReadonlySet<string>;
}>;

/**
 * The images that the immutable tags of one target name. Missing tags are left out.
 *
 * @throws ActionError when the registry cannot be read.
 */
export async function findExisting(target: Target, immutable: Patterns): Promise<readonly Existing[]> {
  const { repository, destination } = target;
  const tags = destination.tags.filter(tag => isImmutable(immutable, tag.name));
  const found = await Promise.all(
    tags.map(async ({ name }): Promise<readonly Existing[]> => {
      const root = await repository.getManifest(name);
      if (root === undefined) return [];
      const platforms = platformsOf(root);
      const documents = documentsIn(repository, digest => need(repository, digest));
      const revision = (await claimsOf(documents, root))?.revision;
      const reference = `${destination.name}:${name}`;
      return [{ target, reference, digest: root.digest, platforms: [...platforms].sort(), revision }];
    }),
  );
  return found.flat();
}

/**
 * The living targets, without the tags that name the kept image by another digest: an immutable tag does not move, not
 * even to the same image.
 */
export function fleetAround({ same }: Pick<Kept, 'same'>, fleet: Fleet, log: Log): Fleet {
  for (const reference of same)
    log.notice(`${reference} points to the same image by another digest; leaving it as it is`);
  const targets = fleet.alive().map(target => {
    const { destination } = target;
    const tags = destination.tags.filter(tag => !same.has(`${destination.name}:${tag.name}`));
    return { ...target, destination: { ...destination, tags } };
  });
  return createFleet(targets, log, { isAlone: fleet.isAlone });
}

/** Fails targets whose immutable tags another run has written since `findExisting`. */
export function immutableGuard(fleet: Fleet, immutable: Patterns): (before: Before, digest: Digest) => void {
  return (before, digest) => {
    for (const target of fleet.alive()) {
      const { tags, name } = target.destination;
      for (const reference of tags.filter(tag => isImmutable(immutable, tag.name)).map(tag => `${name}:${tag.name}`)) {
        const named = before.get(reference) ?? null;
        if (named === null || named === digest) continue;
        const message = `another run wrote ${reference} in the meantime (${named}), and \`immutable-tags\` forbids moving it`;
        const hint = 'Re-run the job: if that image is of this commit, its digest is kept.';
        fleet.fail(target, new ActionError('TAG_IMMUTABLE', message, { hint }));
      }
    }
  };
}

/**
 * Stages an image that one registry already has: the rest is streamed from there.
 *
 * @throws ActionError when it cannot be read, PUBLISH_FAILED when no registry is left.
 */
export async function stageExisting(
  { target, digest }: Pick<Existing, 'target' | 'digest'>,
  distributor: Distributor,
): Promise<Content> {
  const { repository } = target;
  const root = await need(repository, digest);
  const budget = createBudget(`${repository.registry}/${repository.path}`);
  const manifests = await readTree(root, child => need(repository, child.digest), budget);
  const leftOut = await withoutForeign(manifests, async blob => (await repository.headBlob(blob.digest)) !== undefined);
  const content = { root, manifests, leftOut };
  await Promise.all(
    blobsOf(content).map(blob =>
      distributor.upload(blob, { open: signal => repository.getBlob(blob.digest, signal), replayable: true }),
    ),
  );
  await writeManifests(content, distributor);
  return content;
}

async function need(repository: Repository, digest: Digest): Promise<Manifest> {
  const manifest = await repository.getManifest(digest);
  if (manifest !== undefined) return manifest;
  throw new ActionError('NOT_FOUND', `${repository.registry}/${repository.path}: ${digest} no longer exists`, {
    hint: 'Something deleted it while this job ran. Re-run the job.',
  });
}

/** The runnable manifests. */
function platformsOf(root: Manifest): readonly Digest[] {
  return isIndex(root.mediaType) ? imagesIn(root).map(child => child.digest) : [root.digest];
}
