import { Readable } from 'node:stream';
import { ActionError } from '../../host/errors.ts';
import { blobsOf, type Content } from '../../oci/content.ts';
import { sha256 } from '../../oci/digest.ts';
import { isForeign } from '../../oci/foreign.ts';
import { typeOf } from '../../oci/manifest.ts';
import { createBudget, readTree } from '../../oci/tree.ts';
import type { Descriptor, Digest, Manifest } from '../../oci/types.ts';
import type { BlobSource } from '../../registry/types.ts';
import type { Distributor } from '../distribute.ts';
import { writeManifests } from '../write-manifests.ts';
import { readManifestBytes } from './manifest-bytes.ts';

/** Opens a blob of the engine, not verified. */
export type OpenBlob = (digest: Digest, signal?: AbortSignal) => Readable;

/**
 * Bytes of missing layers up to which they are read from the engine's content store. Reading costs more processor time
 * per byte than a push by the engine, which costs more per image.
 */
const MOST = 16 * 1024 * 1024;

/** Bytes of a configuration or attestation that is kept in memory. */
const SMALL = 128 * 1024;

/**
 * Stages an image of the engine by reading its content store, so that the engine has nothing to push.
 *
 * @returns undefined if the engine should push it: too much is missing, or it has layers that may not be distributed.
 *   What was sent before counts as present then.
 * @param onRead called when the engine need not push it and everything was read that only this image refers to; layers
 *   are also in the build cache
 * @throws ActionError ENGINE_FAILED if the store does not have the image, and the errors of `stageLayout`
 */
export async function stageFromStore(
  digest: Digest,
  open: OpenBlob,
  distributor: Distributor,
  onRead: () => void = () => {},
): Promise<Content | undefined> {
  const source = ({ digest }: Descriptor): BlobSource => ({ open: signal => open(digest, signal), replayable: true });
  const root = await readManifest(open, { digest, mediaType: '' });
  const place = 'the Docker Engine';
  const manifests = await readTree(root, child => readManifest(open, child), createBudget(place));
  const content = { root, manifests };
  const blobs = blobsOf(content);
  if (blobs.some(isForeign)) return undefined;
  const layers = blobs.filter(blob => !isMade(blob));
  const made = blobs.filter(isMade);
  const sources = Promise.all(made.map(blob => (blob.size <= SMALL ? inMemory(blob, open) : source(blob))));
  const isLittle = isLittleMissing(layers, distributor);
  const sendMade = async (): Promise<void> => {
    const all = await sources;
    await Promise.all(made.map((blob, at) => distributor.upload(blob, all[at]!, 'nowhere')));
  };
  const sendLayers = async (): Promise<boolean> => {
    if (!(await isLittle)) return false;
    // Those that are there too: a registry may lack what it reported.
    await Promise.all(layers.map(blob => distributor.upload(blob, source(blob))));
    return true;
  };
  const reportRead = async (): Promise<void> => {
    await sources;
    if ((await isLittle) && made.every(({ size }) => size <= SMALL)) onRead();
  };
  const [isSent] = await Promise.all([sendLayers(), sendMade(), reportRead()]);
  if (!isSent) return undefined;
  await writeManifests(content, distributor);
  return { ...content, found: distributor.found };
}

async function isLittleMissing(layers: readonly Descriptor[], distributor: Distributor): Promise<boolean> {
  const missing = layers.map(async ({ digest, size }) => ((await distributor.lacks(digest)) ? size : 0));
  return (await Promise.all(missing)).reduce((sum, size) => sum + size, 0) <= MOST;
}

/** A blob that is read now: the engine may drop it when another run takes the image's name. */
async function inMemory({ digest }: Descriptor, open: OpenBlob): Promise<BlobSource> {
  const bytes = await readWhole(open, digest);
  return { open: async () => Readable.from(bytes, { objectMode: false }), replayable: true };
}

/** Every build makes its configurations and attestations anew: no registry has to be asked for them. */
function isMade({ mediaType, size }: Descriptor): boolean {
  return size <= 1024 * 1024 && /\.image(?:\.config)?\.v1\+json$|^application\/vnd\.in-toto\b/.test(mediaType);
}

async function readManifest(
  open: OpenBlob,
  { digest, mediaType }: Pick<Descriptor, 'digest' | 'mediaType'>,
): Promise<Manifest> {
  const bytes = await readWhole(open, digest);
  return { mediaType: typeOf(bytes, mediaType), digest, bytes };
}

/** @throws ActionError ENGINE_FAILED if it has another digest, or is too large to be a manifest */
async function readWhole(open: OpenBlob, digest: Digest): Promise<Buffer> {
  const content = open(digest);
  const bytes = await readManifestBytes(content).finally(() => content.destroy());
  if (bytes === undefined || sha256(bytes) !== digest) {
    throw new ActionError('ENGINE_FAILED', `the content of ${digest} in the Docker Engine has another digest`);
  }
  return bytes;
}
