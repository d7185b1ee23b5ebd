import { join } from 'node:path';
import { ActionError } from '../host/errors.ts';
import { readBody } from '../http/body.ts';
import { openLayoutFiles } from '../layouts/files.ts';
import { readImage } from '../layouts/read.ts';
import { ATTESTED, isAttestation } from '../oci/attestation.ts';
import { blobsOf } from '../oci/content.ts';
import { parseDescriptor } from '../oci/descriptor.ts';
import { withoutForeign } from '../oci/foreign.ts';
import { configurationIn, isIndex, linksOf } from '../oci/manifest.ts';
import { nameOf, platformOfConfig, samePlatform } from '../oci/platforms.ts';
import { parseReference } from '../oci/reference.ts';
import { subjectOf } from '../oci/referrer.ts';
import { createBudget, readTree } from '../oci/tree.ts';
import type { Descriptor, Digest, Manifest } from '../oci/types.ts';
import { manifestIn } from '../promote/referrers.ts';
import { blobSource } from '../promote/registry-source.ts';
import type { BlobSource, Registry, Repository } from '../registry/types.ts';
import type { Received } from './received.ts';
import { IMAGE_FILE } from './record.ts';

/** A manifest of a part, as the whole image's index will list it. */
export type Child = Readonly<{ descriptor: Descriptor; manifest: Manifest }>;

/** A part that was found and read: its manifests, and the source of its blobs. */
export type OpenPart = Readonly<{
  received: Received;
  root: Manifest;
  children: readonly Child[];
  /** Every blob of it. */
  blobs: readonly Descriptor[];
  /** Layers that it names and that must not be distributed. */
  leftOut: ReadonlySet<Digest>;
  /** The repository that has it; undefined for one in an artifact. */
  from: Repository | undefined;
  open(blob: Descriptor): BlobSource;
}>;

/** Configurations. Bytes. */
const LARGEST = 8 * 1024 * 1024;

/**
 * Finds the part of a record and reads its manifests, verified by digest.
 *
 * @param connect a read-only client of a registry
 * @throws ActionError NOT_FOUND, LAYOUT_INVALID, DIGEST_MISMATCH, IMAGE_INVALID, or the registry's error
 */
export async function openPart(received: Received, connect: (host: string) => Registry): Promise<OpenPart> {
  return received.record.handOver === 'artifact' ? inArtifact(received) : inRegistry(received, connect);
}

async function inArtifact(received: Received): Promise<OpenPart> {
  const digest = received.record.root;
  const label = `artifact ${received.name}`;
  const files = await openLayoutFiles(join(received.folder, IMAGE_FILE), label);
  const { content } = await readImage(files, { digest }, label);
  const { root, manifests, leftOut = new Set() } = content;
  const read = async (blob: Digest) => readBody(await files.blob(blob).open(), LARGEST);
  const children = await childrenOf(root, manifests, read);
  const open = (blob: Descriptor) => files.blob(blob.digest);
  // The layout may have more, such as signatures, which are not part of the image.
  const blobs = blobsOf({ manifests: children.map(({ manifest }) => manifest), leftOut });
  return { received, root, children, blobs, leftOut, from: undefined, open };
}

/** Every registry of the record has the part; the first that answers is used. @throws the last error */
async function inRegistry(received: Received, connect: (host: string) => Registry): Promise<OpenPart> {
  const failures: unknown[] = [];
  for (const place of received.record.places) {
    try {
      return await inPlace(received, place, connect);
    } catch (error) {
      failures.push(error);
    }
  }
  // A registry that did not answer is the more informative failure.
  throw failures.find(error => !(error instanceof ActionError && error.code === 'NOT_FOUND')) ?? failures[0];
}

async function inPlace(received: Received, place: string, connect: (host: string) => Registry): Promise<OpenPart> {
  const { root: digest } = received.record;
  const { name } = parseReference(place);
  const from = connect(name.registry).repository(name.path);
  const root = await from.getManifest(digest);
  if (root === undefined) {
    throw new ActionError('NOT_FOUND', `${place} no longer has ${digest}, the image of ${received.name}`, {
      hint: 'The registry may delete images without a tag. Re-run the jobs that build the parts.',
    });
  }
  const manifests = await readTree(root, child => manifestIn(from, child.digest), createBudget(place));
  const read = async (blob: Digest) => readBody(await from.getBlob(blob), LARGEST);
  const children = await childrenOf(root, manifests, read);
  // The building job left non-distributable layers out; any other must exist.
  const leftOut = await withoutForeign(manifests, async blob => (await from.headBlob(blob.digest)) !== undefined);
  const blobs = blobsOf({ manifests, leftOut });
  return { received, root, children, blobs, leftOut, from, open: blob => blobSource(from, blob) };
}

async function childrenOf(
  root: Manifest,
  manifests: readonly Manifest[],
  read: (blob: Digest) => Promise<Buffer>,
): Promise<readonly Child[]> {
  if (!isIndex(root.mediaType)) return [{ descriptor: await describe(root, read), manifest: root }];
  const byDigest = new Map(manifests.map(manifest => [manifest.digest, manifest]));
  return linksOf(root).manifests.map(descriptor => {
    const manifest = byDigest.get(descriptor.digest)!;
    if (!isIndex(manifest.mediaType)) return { descriptor, manifest };
    throw new ActionError('IMAGE_INVALID', `${root.digest} is an index within an index (${descriptor.digest})`);
  });
}

/** A manifest does not name its platform; its configuration does. */
async function describe(manifest: Manifest, read: (blob: Digest) => Promise<Buffer>): Promise<Descriptor> {
  const { mediaType, digest, bytes } = manifest;
  const config = linksOf(manifest).blobs[0];
  if (config === undefined) throw new ActionError('IMAGE_INVALID', `${digest} has no configuration`);
  const platform = platformOfConfig(configurationIn(await read(config.digest), digest));
  return parseDescriptor({ mediaType, digest, size: bytes.length, platform }, 'its configuration');
}

/**
 * A part without some of its platforms, which a later attempt has built again: without their images, and what attests
 * or refers to these.
 */
export function withoutPlatforms(part: OpenPart, platforms: readonly string[]): OpenPart {
  if (platforms.length === 0) return part;
  const isGone = ({ descriptor: { platform } }: Child) =>
    platform !== undefined && platforms.some(one => samePlatform(one, nameOf(platform)));
  const images = imagesOf(part.children).filter(child => !isGone(child));
  const kept = new Set<string>(images.map(({ manifest }) => manifest.digest));
  const aboutOf = ({ descriptor, manifest }: Child) => descriptor.annotations?.[ATTESTED] ?? subjectOf(manifest) ?? '';
  const children = part.children.filter(child =>
    isAttestation(child.descriptor) ? kept.has(aboutOf(child)) : images.includes(child),
  );
  const { record } = part.received;
  const own = {
    platforms: record.platforms.filter(platform => !platforms.some(one => samePlatform(one, platform))),
    tested: record.tested.filter(digest => kept.has(digest)),
  };
  return {
    ...part,
    received: { ...part.received, record: { ...record, ...own } },
    children,
    blobs: blobsOf({ manifests: children.map(({ manifest }) => manifest), leftOut: part.leftOut }),
  };
}

/** The platforms of a part's images. */
export function platformsOf({ children }: Pick<OpenPart, 'children'>): readonly string[] {
  return imagesOf(children).map(({ descriptor }) => (descriptor.platform ? nameOf(descriptor.platform) : 'unknown'));
}

/** The children that are images, without attestations. */
export function imagesOf(children: readonly Child[]): readonly Child[] {
  return children.filter(({ descriptor }) => !isAttestation(descriptor));
}
