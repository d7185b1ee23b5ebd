import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ActionError, messageOf } from '../errors.ts';
import { fileSource } from '../registry/file-source.ts';
import type { Descriptor, Digest, Manifest } from '../registry/types.ts';
import type { Content } from './content.ts';
import { blobsOf, linksOf, sha256 } from './content.ts';
import type { Distributor } from './distribute.ts';
import { writeManifests } from './write-manifests.ts';

/**
 * Stages the image of an OCI layout folder: blobs first, then manifests, children before parents, all registries at
 * once. Nothing is held in memory but the manifests.
 *
 * @param digest What the build made; another image is refused.
 * @throws ActionError PUBLISH when no registry is left, BUILD when the layout is broken, VERIFY.
 * @see https://github.com/opencontainers/image-spec/blob/main/image-layout.md
 */
export async function stageLayout(folder: string, distributor: Distributor, digest?: Digest): Promise<Content> {
  const content = await readLayout(folder);
  if (digest !== undefined && content.root.digest !== digest) {
    throw new ActionError('VERIFY', `the OCI layout holds ${content.root.digest}, but the build made ${digest}`);
  }
  await inParallel(UPLOADS, blobsOf(content), blob =>
    distributor.upload(blob, fileSource(blobPath(folder, blob.digest))),
  );
  await writeManifests(content, distributor);
  return { ...content, found: distributor.found };
}

/** Blobs under way at once; each registry's client has its own limit below this. */
const UPLOADS = 16;

/** Reads the one image that a layout holds. */
export async function readLayout(folder: string): Promise<Content> {
  const index = await readJson(join(folder, 'index.json'));
  const entries = (index.manifests ?? []) as readonly Descriptor[];
  const [entry, ...others] = entries;
  if (entry === undefined || others.length > 0) {
    throw new ActionError('BUILD', `the OCI layout holds ${entries.length} images, not one`);
  }
  const manifests: Manifest[] = [];
  const root = await walk(folder, entry, manifests);
  return { root, manifests };
}

/** Children come before their parent, each once. */
async function walk(folder: string, descriptor: Descriptor, into: Manifest[]): Promise<Manifest> {
  const known = into.find(manifest => manifest.digest === descriptor.digest);
  if (known !== undefined) return known;
  const bytes = await readFile(blobPath(folder, descriptor.digest));
  if (sha256(bytes) !== descriptor.digest) {
    throw new ActionError('BUILD', `the OCI layout is damaged: ${descriptor.digest} has other bytes`);
  }
  const manifest = { mediaType: descriptor.mediaType, digest: descriptor.digest, bytes };
  for (const child of linksOf(manifest).manifests) await walk(folder, child, into);
  into.push(manifest);
  return manifest;
}

function blobPath(folder: string, digest: Digest): string {
  const hex = digest.slice('sha256:'.length);
  if (!/^[0-9a-f]{64}$/.test(hex)) throw new ActionError('BUILD', `not a sha256 digest in the OCI layout: ${digest}`);
  return join(folder, 'blobs', 'sha256', hex);
}

async function readJson(path: string): Promise<Record<string, unknown>> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  } catch (cause) {
    throw new ActionError('BUILD', `cannot read the OCI layout at ${path}: ${messageOf(cause)}`, { cause });
  }
}

/** Runs `work` over all items, at most `limit` at a time; the first error stops further starts and is thrown. */
async function inParallel<T>(limit: number, items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
}
