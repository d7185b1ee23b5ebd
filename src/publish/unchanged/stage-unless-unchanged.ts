import { messageOf } from '../../host/errors.ts';
import type { Log } from '../../host/ports.ts';
import type { Content } from '../../oci/content.ts';
import { isIndex } from '../../oci/manifest.ts';
import type { Digest, Manifest } from '../../oci/types.ts';
import type { Sink } from '../../registry/types.ts';
import type { Distributor } from '../../staging/distribute.ts';
import type { Fleet } from '../../staging/fleet.ts';
import type { Target } from '../../staging/target.ts';
import { documentsIn } from '../documents/documents.ts';
import { stageExisting } from '../existing.ts';
import { essenceOf } from './essence.ts';

/** The image that a moving tag names before the publish, and its `essence`. */
type Incumbent = Readonly<{ target: Target; reference: string; digest: Digest; essence: string }>;

/** An image that is kept since nothing in it has changed. */
type Unchanged = Pick<Incumbent, 'target' | 'reference' | 'digest'>;

/**
 * Stages an image, unless one of its moving tags names an image with the same layers and configuration: then that one
 * is staged instead, so that every registry has it under its existing digest. Blobs are not delayed; manifests are
 * written once this is decided.
 *
 * @throws ActionError as `stage` does
 */
export async function stageUnlessUnchanged(
  to: Distributor,
  stage: (to: Distributor) => Promise<Content>,
  { fleet, log }: Readonly<{ fleet: Fleet; log: Log }>,
): Promise<Readonly<{ content: Content; unchanged?: Unchanged | undefined }>> {
  // Concurrently with the blobs.
  const looking = lookAt(fleet, log);
  let unchanged: Unchanged | undefined;
  const holding = holdingManifests(to, async (root, manifests) => {
    unchanged = await findEqual(root, manifests, { fleet, looking, log });
    return unchanged !== undefined;
  });
  const content = await stage(holding.distributor);
  await holding.flush();
  if (unchanged === undefined) return { content };
  return { content: { ...(await stageExisting(unchanged, to)), isOlder: true }, unchanged };
}

/**
 * The distributor, except that manifests wait for the root and are dropped if `keepsBack` says so.
 *
 * @param keepsBack decides, when the root has arrived
 */
function holdingManifests(
  to: Distributor,
  keepsBack: (root: Manifest, manifests: ReadonlyMap<Digest, Manifest>) => Promise<boolean>,
): Readonly<{ distributor: Distributor; flush(): Promise<void> }> {
  type Held = Readonly<{ manifest: Manifest; from: Sink | undefined }>;
  const held = new Map<Digest, Held>();
  const flush = async (): Promise<void> => {
    const all = [...held.values()];
    const write = ({ manifest, from }: Held) => to.manifest(manifest, from);
    // In order of arrival: an index comes after its children.
    await Promise.all(all.filter(({ manifest }) => !isIndex(manifest.mediaType)).map(write));
    for (const one of all.filter(({ manifest }) => isIndex(manifest.mediaType))) await write(one);
    held.clear();
  };
  const distributor: Distributor = {
    ...to,
    async manifest(manifest, from) {
      held.set(manifest.digest, { manifest, from });
    },
    async root(root, from) {
      const manifests = new Map([...held].map(([digest, { manifest }]) => [digest, manifest]));
      if (await keepsBack(root, manifests)) return held.clear();
      // A manifest rejected for a missing blob is reported here, and all of them are sent again.
      await flush();
      await to.root(root, from);
    },
  };
  return { distributor, flush };
}

/** The images that moving tags name: those of required registries first, in the order of registries and tags. */
async function lookAt(fleet: Fleet, log: Log): Promise<readonly Incumbent[]> {
  const alive = fleet.alive();
  const inOrder = [...alive].sort((a, b) => Number(a.destination.optional) - Number(b.destination.optional));
  const found = await Promise.all(inOrder.map(target => lookIn(target, log)));
  return found.flat();
}

async function lookIn(target: Target, log: Log): Promise<readonly Incumbent[]> {
  const { destination, repository } = target;
  const essences = new Map<Digest, Promise<string | undefined>>();
  const look = async (tag: string): Promise<readonly Incumbent[]> => {
    const reference = `${destination.name}:${tag}`;
    try {
      const root = await repository.getManifest(tag);
      if (root === undefined) return [];
      const essence = essences.get(root.digest) ?? essenceOf(root, documentsIn(repository));
      essences.set(root.digest, essence);
      const known = await essence;
      return known === undefined ? [] : [{ target, reference, digest: root.digest, essence: known }];
    } catch (error) {
      // If it cannot be read, it counts as different, and the new image is published.
      log.info(`Cannot tell whether ${reference} is unchanged: ${messageOf(error)}`);
      return [];
    }
  };
  const tags = destination.tags.filter(({ moving }) => moving);
  return (await Promise.all(tags.map(({ name }) => look(name)))).flat();
}

type Looking = Readonly<{ fleet: Fleet; looking: Promise<readonly Incumbent[]>; log: Log }>;

async function findEqual(
  root: Manifest,
  manifests: ReadonlyMap<Digest, Manifest>,
  { fleet, looking, log }: Looking,
): Promise<Unchanged | undefined> {
  const incumbents = await looking;
  const [reader] = fleet.alive();
  if (incumbents.length === 0 || reader === undefined) return undefined;
  try {
    const { config } = documentsIn(reader.repository);
    const essence = await essenceOf(root, { config, manifest: async digest => manifests.get(digest) });
    return incumbents.find(one => one.essence === essence);
  } catch (error) {
    log.info(`Cannot tell whether the image is unchanged: ${messageOf(error)}`);
    return undefined;
  }
}
