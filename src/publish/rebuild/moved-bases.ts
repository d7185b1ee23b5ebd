import { messageOf } from '../../host/errors.ts';
import { readBody } from '../../http/body.ts';
import { isAttestation } from '../../oci/attestation.ts';
import { imagesIn, isIndex, linksOf } from '../../oci/manifest.ts';
import { formatReference } from '../../oci/reference.ts';
import type { Descriptor, Digest, Manifest } from '../../oci/types.ts';
import type { Registry, Repository } from '../../registry/types.ts';
import type { Fleet } from '../../staging/fleet.ts';
import type { Target } from '../../staging/target.ts';
import { annotatedBase, type Base, basesIn } from './bases.ts';

/** Whether to rebuild an image, and why, as a sentence without its full stop. */
type Rebuild = Readonly<{ isDue: boolean; why: string }>;

/** Full provenance lists every step; the largest that is read. Bytes. */
const MAX_PROVENANCE = 32 * 1024 * 1024;
/** The most bases that are looked up: usually there are a handful. */
const MAX_BASES = 100;

/**
 * Whether the base images of the published image have moved since it was built. If unknown, the image is rebuilt.
 *
 * @param connect a client to read from
 */
export async function lookForMovedBases(fleet: Fleet, connect: (host: string) => Registry): Promise<Rebuild> {
  let reference = 'the published image';
  try {
    const published = await findPublished(fleet);
    if (published === undefined) return { isDue: true, why: 'nothing is published yet under its tags' };
    reference = published.reference;
    const bases = await basesOf(published.root, published.target.repository);
    if (bases === undefined) {
      return { isDue: true, why: `neither provenance nor annotations of ${reference} name its base images` };
    }
    if (bases.length > MAX_BASES) return { isDue: true, why: `${reference} names ${bases.length} base images` };
    const looked = await Promise.all(bases.map(base => compare(base, connect)));
    const moved = looked.filter(({ isDue }) => isDue).map(({ why }) => why);
    if (moved.length > 0) return { isDue: true, why: `${moved.join('; ')}, since ${reference} was built` };
    const still = looked.map(({ why }) => why).join('; ');
    const all = still === '' ? 'no tag names one' : still;
    return { isDue: false, why: `no base image has moved since ${reference} was built (${all})` };
  } catch (error) {
    return { isDue: true, why: `cannot tell which base images ${reference} was built from: ${messageOf(error)}` };
  }
}

type Published = Readonly<{ target: Target; reference: string; root: Manifest }>;

/** The image of the first existing tag: moving tags and required registries first. */
async function findPublished(fleet: Fleet): Promise<Published | undefined> {
  const targets = [...fleet.alive()].sort((a, b) => Number(a.destination.optional) - Number(b.destination.optional));
  for (const target of targets) {
    const tags = [...target.destination.tags].sort((a, b) => Number(b.moving) - Number(a.moving));
    for (const { name } of tags) {
      const root = await target.repository.getManifest(name);
      if (root !== undefined) return { target, reference: `${target.destination.name}:${name}`, root };
    }
  }
  return undefined;
}

/** @returns undefined if nothing names them */
async function basesOf(root: Manifest, repository: Repository): Promise<readonly Base[] | undefined> {
  const attested = isIndex(root.mediaType) ? linksOf(root).manifests.filter(isAttestation) : [];
  const statements = await Promise.all(attested.map(entry => provenanceIn(entry, repository)));
  const all = statements.flat().map(basesIn);
  if (all.length > 0 && all.every(bases => bases !== undefined)) return unique(all.flat());
  const images = isIndex(root.mediaType)
    ? await Promise.all(imagesIn(root).map(({ digest }) => repository.getManifest(digest)))
    : [];
  const annotated = [root, ...images].flatMap(manifest => {
    const base =
      manifest && annotatedBase((JSON.parse(manifest.bytes.toString()) as { annotations?: unknown }).annotations);
    return base === undefined ? [] : [base];
  });
  return annotated.length === 0 ? undefined : unique(annotated);
}

async function provenanceIn({ digest }: Descriptor, repository: Repository): Promise<readonly unknown[]> {
  const manifest = await repository.getManifest(digest);
  const { layers } = JSON.parse(manifest?.bytes.toString() ?? '{}') as { layers?: readonly Descriptor[] };
  const isProvenance = ({ annotations }: Descriptor) =>
    annotations?.['in-toto.io/predicate-type']?.startsWith('https://slsa.dev/provenance/') === true;
  const found = (layers ?? []).filter(isProvenance);
  return Promise.all(
    found.map(async layer => {
      const bytes = await readBody(await repository.getBlob(layer.digest), MAX_PROVENANCE);
      return JSON.parse(bytes.toString()) as unknown;
    }),
  );
}

function unique(bases: readonly Base[]): readonly Base[] {
  return [...new Map(bases.map(base => [`${formatReference(base.reference)}@${base.digest}`, base])).values()];
}

async function compare({ reference, digest }: Base, connect: (host: string) => Registry): Promise<Rebuild> {
  const name = formatReference(reference);
  const repository = connect(reference.name.registry).repository(reference.name.path);
  const now = (await repository.headManifest(reference.tag ?? 'latest'))?.digest;
  if (now === digest || (now !== undefined && (await lists(repository, now, digest)))) {
    return { isDue: false, why: `${name} is still ${digest}` };
  }
  return {
    isDue: true,
    why: now === undefined ? `${name} is gone (it was ${digest})` : `${name} has moved from ${digest} to ${now}`,
  };
}

/** Some tools record the manifest of one platform. */
async function lists(repository: Repository, index: Digest, digest: Digest): Promise<boolean> {
  const root = await repository.getManifest(index);
  return root !== undefined && isIndex(root.mediaType) && imagesIn(root).some(child => child.digest === digest);
}
