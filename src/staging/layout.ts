import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { ActionError, messageOf } from '../host/errors.ts';
import { readRegular, readText } from '../host/files/regular-file.ts';
import type { Content } from '../oci/content.ts';
import { blobsOf } from '../oci/content.ts';
import { parseDescriptor } from '../oci/descriptor.ts';
import { sha256 } from '../oci/digest.ts';
import { withoutForeign } from '../oci/foreign.ts';
import { blobName } from '../oci/layout.ts';
import { typeOf } from '../oci/manifest.ts';
import { createBudget, readTree } from '../oci/tree.ts';
import type { Descriptor, Digest, Manifest } from '../oci/types.ts';
import { fileSource } from '../registry/file-source.ts';
import type { Distributor } from './distribute.ts';
import { writeManifests } from './write-manifests.ts';

/**
 * Stages the image of an OCI layout folder: blobs first, then manifests, children before parents, to all registries
 * concurrently. Only the manifests are held in memory.
 *
 * @param digest as reported by the build; another image is refused
 * @throws ActionError PUBLISH_FAILED when no registry is left, LAYOUT_INVALID when the layout is broken,
 *   DIGEST_MISMATCH.
 * @see https://github.com/opencontainers/image-spec/blob/main/image-layout.md
 */
export async function stageLayout(folder: string, distributor: Distributor, digest?: Digest): Promise<Content> {
  const content = await readLayout(folder);
  if (digest !== undefined && content.root.digest !== digest) {
    throw new ActionError(
      'DIGEST_MISMATCH',
      `Digest mismatch: the build produced ${digest}, but the OCI layout contains ${content.root.digest}`,
    );
  }
  await inParallel(UPLOADS, blobsOf(content), blob =>
    distributor.upload(blob, fileSource(blobPath(folder, blob.digest))),
  );
  await writeManifests(content, distributor);
  return { ...content, found: distributor.found };
}

/** Concurrent blobs; each registry's client has its own, lower limit. */
const UPLOADS = 16;

/** Reads the single image of a layout. */
export async function readLayout(folder: string): Promise<Content> {
  const index = await readJson(join(folder, 'index.json'));
  const entries = Array.isArray(index.manifests) ? index.manifests : [];
  if (entries.length !== 1)
    throw new ActionError('LAYOUT_INVALID', `the OCI layout contains ${entries.length} images, not one`);
  const root = await readManifest(folder, parseDescriptor(entries[0], 'index.json'));
  const manifests = await readTree(root, child => readManifest(folder, child), createBudget('the OCI layout'));
  const leftOut = await withoutForeign(manifests, async ({ digest }) => existsSync(blobPath(folder, digest)));
  return { root, manifests, leftOut };
}

async function readManifest(folder: string, { digest, mediaType }: Descriptor): Promise<Manifest> {
  const bytes = readRegular(blobPath(folder, digest));
  if (sha256(bytes) !== digest) {
    throw new ActionError('LAYOUT_INVALID', `the OCI layout is corrupt: the content of ${digest} has another digest`);
  }
  return { mediaType: typeOf(bytes, mediaType), digest, bytes };
}

function blobPath(folder: string, digest: Digest): string {
  return join(folder, blobName(digest));
}

/** A blob of the layout. The stream fails if it is missing. */
export function blobInLayout(folder: string, digest: Digest): Readable {
  return createReadStream(blobPath(folder, digest));
}

async function readJson(path: string): Promise<Record<string, unknown>> {
  try {
    return JSON.parse(readText(path)) as Record<string, unknown>;
  } catch (cause) {
    throw new ActionError('LAYOUT_INVALID', `cannot read the OCI layout at ${path}: ${messageOf(cause)}`, { cause });
  }
}

/** Runs `work` for all items, at most `limit` at a time; the first error stops further starts and is thrown. */
async function inParallel<T>(limit: number, items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
}
