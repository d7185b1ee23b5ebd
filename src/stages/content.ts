import { createHash } from 'node:crypto';
import { ActionError } from '../errors.ts';
import type { Descriptor, Digest, Manifest, Repository } from '../registry/types.ts';

/**
 * The image as a tree of manifests. `root` is the index (or the single manifest) that every tag will name; children
 * come before their parents in `manifests`, so that writing them in order never leaves a dangling reference.
 */
export type Content = Readonly<{
  root: Manifest;
  manifests: readonly Manifest[];
  /** Whether a repository has told that it held a blob before anything was sent: it is not asked for it twice. */
  found?(repository: Pick<Repository, 'registry' | 'path'>, digest: Digest): boolean;
}>;

/** What a manifest points to: other manifests (of an index) or blobs (config and layers). */
export type Links = Readonly<{ manifests: readonly Descriptor[]; blobs: readonly Descriptor[] }>;

const INDEX_TYPES: ReadonlySet<string> = new Set([
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
]);

export function isIndex(mediaType: string): boolean {
  return INDEX_TYPES.has(mediaType);
}

/**
 * Reads a manifest's links. Blobs with `urls` (foreign layers) are left out: registries do not hold them.
 *
 * @throws ActionError REGISTRY when the bytes are not a manifest.
 * @see https://github.com/opencontainers/image-spec/blob/main/manifest.md
 */
export function linksOf(manifest: Manifest): Links {
  const json = parseManifest(manifest);
  if (isIndex(manifest.mediaType)) return { manifests: descriptors(json.manifests), blobs: [] };
  const blobs = [...descriptors([json.config]), ...descriptors(json.layers)];
  return { manifests: [], blobs: blobs.filter(blob => !blob.mediaType.includes('foreign')) };
}

/**
 * Reads an image, children before their parents, each once, and those of one index at the same time.
 *
 * @param read Gives the manifest of a descriptor, its bytes verified; throws when there is none.
 */
export async function readTree(
  root: Manifest,
  read: (child: Descriptor, parent: Manifest) => Promise<Manifest>,
): Promise<readonly Manifest[]> {
  const reading = new Map<Digest, Promise<readonly Manifest[]>>();
  const below = async (manifest: Manifest): Promise<readonly Manifest[]> => {
    const children = linksOf(manifest).manifests.map(child => {
      const known = reading.get(child.digest) ?? read(child, manifest).then(below);
      reading.set(child.digest, known);
      return known;
    });
    return [...(await Promise.all(children)).flat(), manifest];
  };
  const all = await below(root);
  return [...new Map(all.map(manifest => [manifest.digest, manifest])).values()];
}

/** The entries of an index that are images. Attestations are none (docs.docker.com/build/metadata/attestations). */
export function imagesIn(root: Manifest): readonly Descriptor[] {
  return linksOf(root).manifests.filter(
    ({ platform, annotations }) =>
      platform?.architecture !== 'unknown' && annotations?.['vnd.docker.reference.type'] === undefined,
  );
}

/** Every blob of the image, each once. */
export function blobsOf(content: Content): readonly Descriptor[] {
  const blobs = content.manifests.flatMap(manifest => linksOf(manifest).blobs);
  return [...new Map(blobs.map(blob => [blob.digest, blob])).values()];
}

export function sha256(bytes: Buffer): Digest {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function parseManifest(manifest: Manifest): Record<string, unknown> {
  try {
    return JSON.parse(manifest.bytes.toString()) as Record<string, unknown>;
  } catch (cause) {
    throw new ActionError('REGISTRY', `${manifest.digest} is not a manifest: its bytes are not JSON`, { cause });
  }
}

function descriptors(value: unknown): readonly Descriptor[] {
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is Descriptor => typeof item?.digest === 'string' && typeof item.size === 'number');
}
