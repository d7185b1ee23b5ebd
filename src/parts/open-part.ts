import { join } from 'node:path';
import { ActionError } from '../host/errors.ts';
import { readBody } from '../http/body.ts';
import { openLayoutFiles } from '../layouts/files.ts';
import { readImage } from '../layouts/read.ts';
import { isAttestation } from '../oci/attestation.ts';
import { blobsOf } from '../oci/content.ts';
import { parseDescriptor } from '../oci/descriptor.ts';
import { withoutForeign } from '../oci/foreign.ts';
import { isIndex, linksOf } from '../oci/manifest.ts';
import { nameOf } from '../oci/platforms.ts';
import { parseReference } from '../oci/reference.ts';
import { createBudget, readTree } from '../oci/tree.ts';
import type { Descriptor, Digest, Manifest } from '../oci/types.ts';
import { manifestIn } from '../promote/referrers.ts';
import { blobSource } from '../promote/registry-source.ts';
import type { BlobSource, Registry, Repository } from '../registry/types.ts';
import type { Received } from './received.ts';
import { IMAGE_FILE } from './record.ts';

/** A manifest of a part, as the index of the whole image will list it. */
export type Child = Readonly<{ descriptor: Descriptor; manifest: Manifest }>;

/** A part, found and read: its manifests, and where its blobs come from. */
export type OpenPart = Readonly<{
  received: Received;
  root: Manifest;
  children: readonly Child[];
  /** Every blob of it. */
  blobs: readonly Descriptor[];
  /** Layers that it names and no registry may be given. */
  leftOut: ReadonlySet<Digest>;
  /** The repository that holds it; undefined for one in an artifact. */
  from: Repository | undefined;
  open(blob: Descriptor): BlobSource;
}>;

/** Configurations. Bytes. */
const LARGEST = 8 * 1024 * 1024;

/**
 * Finds what a record speaks of and reads its manifests, every one checked against its digest.
 *
 * @param connect a client of a registry that reads only
 * @throws ActionError NOT_FOUND, LAYOUT_INVALID, DIGEST_MISMATCH, IMAGE_INVALID, or whatever the registry says
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
  return { received, root, children, blobs: blobsOf(content), leftOut, from: undefined, open };
}

/** Every registry of the record has the part: the first that gives it will do. @throws what the last one said */
async function inRegistry(received: Received, connect: (host: string) => Registry): Promise<OpenPart> {
  const failures: unknown[] = [];
  for (const place of received.record.places) {
    try {
      return await inPlace(received, place, connect);
    } catch (error) {
      failures.push(error);
    }
  }
  // One that has lost the part says less than one that did not answer.
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
  // A layer that may not be distributed was left where it is by the job that built it; any other must be there.
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

/** A manifest by itself does not name its platform; its configuration does. */
async function describe(manifest: Manifest, read: (blob: Digest) => Promise<Buffer>): Promise<Descriptor> {
  const { mediaType, digest, bytes } = manifest;
  const config = linksOf(manifest).blobs[0];
  if (config === undefined) throw new ActionError('IMAGE_INVALID', `${digest} has no configuration`);
  const { os, architecture, variant } = configurationIn(await read(config.digest), digest);
  const platform = { architecture, os, ...(typeof variant === 'string' && variant !== '' && { variant }) };
  return parseDescriptor({ mediaType, digest, size: bytes.length, platform }, 'its configuration');
}

function configurationIn(bytes: Buffer, digest: Digest): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(bytes.toString()) as Record<string, unknown>;
  } catch {
    throw new ActionError('IMAGE_INVALID', `the configuration of ${digest} is not JSON`);
  }
}

/** The platforms of a part's images. */
export function platformsOf({ children }: Pick<OpenPart, 'children'>): readonly string[] {
  return imagesOf(children).map(({ descriptor }) => (descriptor.platform ? nameOf(descriptor.platform) : 'unknown'));
}

/** The children that are images, without what is attested of them. */
export function imagesOf(children: readonly Child[]): readonly Child[] {
  return children.filter(({ descriptor }) => !isAttestation(descriptor));
}
