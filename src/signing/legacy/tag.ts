import { Readable } from 'node:stream';
import { ActionError } from '../../host/errors.ts';
import { type ReadBackPorts, readBack } from '../../host/retry.ts';
import { readBody } from '../../http/body.ts';
import { isDescriptor } from '../../oci/descriptor.ts';
import { sha256 } from '../../oci/digest.ts';
import { fieldsOf, OCI_IMAGE } from '../../oci/manifest.ts';
import { referrersTag } from '../../oci/referrer.ts';
import type { Descriptor, Digest, Manifest } from '../../oci/types.ts';
import type { Repository } from '../../registry/types.ts';
import { isSameSignature, SIMPLE_SIGNING } from './simple-signing.ts';

/** A signature under an image's signature tag: its layer and payload. */
export type Held = Readonly<{ layer: Descriptor; payload: Buffer }>;

const CONFIG = 'application/vnd.oci.image.config.v1+json';
/** A payload has some 250 bytes. */
const LARGEST = 64 * 1024;
/** Whoever can push can add thousands. */
const MOST = 100;

/** cosign 2's signature tag: `sha256-….sig`. */
export function signatureTag(digest: Digest): string {
  return `${referrersTag(digest)}.sig`;
}

/**
 * The signatures of a tag, as layers; [] if the tag does not exist.
 *
 * @throws ActionError SIGN_FAILED when the tag has other content, which must not be overwritten
 */
export async function readLayers(repository: Repository, digest: Digest): Promise<readonly Descriptor[]> {
  const manifest = await repository.getManifest(signatureTag(digest));
  if (manifest === undefined) return [];
  const layers: unknown = fieldsOf(manifest.bytes)?.layers;
  if (Array.isArray(layers) && layers.every(isDescriptor)) return layers;
  const { registry, path } = repository;
  throw new ActionError('SIGN_FAILED', `${registry}/${path}:${signatureTag(digest)} does not hold signatures`, {
    hint: 'Delete this tag, or remove `sign-legacy`.',
  });
}

/** Reads the signed payloads. Missing, corrupt and oversized ones are left out. */
export async function readHeld(repository: Repository, layers: readonly Descriptor[]): Promise<readonly Held[]> {
  const own = layers.filter(({ mediaType, size }) => mediaType === SIMPLE_SIGNING && size <= LARGEST).slice(0, MOST);
  const found = await Promise.all(
    own.map(async layer => {
      const payload = await readPayload(repository, layer);
      return payload === undefined ? [] : [{ layer, payload }];
    }),
  );
  return found.flat();
}

async function readPayload(repository: Repository, { digest, size }: Descriptor): Promise<Buffer | undefined> {
  if ((await repository.headBlob(digest)) !== size) return undefined;
  const bytes = await readBody(await repository.getBlob(digest), LARGEST);
  return sha256(bytes) === digest ? bytes : undefined;
}

/**
 * Adds a signature to those of the tag, and reads it back.
 *
 * @param before those, just read
 * @param verify the result. @throws ActionError SIGN_FAILED
 * @throws ActionError the registry's error
 */
export async function addSignature(
  { repository, digest, before }: Readonly<{ repository: Repository; digest: Digest; before: readonly Descriptor[] }>,
  { layer, payload }: Held,
  verify: (held: Held) => void,
  ports: ReadBackPorts,
): Promise<void> {
  const uploading = upload(repository, payload);
  await write(repository, digest, [...before, layer], uploading);
  let found: Held | undefined;
  const mismatch = await readBack(ports, async () => {
    const [layers, [held]] = await Promise.all([readLayers(repository, digest), readHeld(repository, [layer])]);
    const mine = layers.find(one => isSameSignature(one, layer));
    found = mine && held && { layer: mine, payload: held.payload };
    if (found !== undefined) return undefined;
    // Another job has overwritten it.
    if (mine === undefined) await write(repository, digest, [...layers, layer], uploading);
    return `accepted a signature of ${digest} (${signatureTag(digest)}) but does not have it`;
  });
  if (mismatch === undefined && found !== undefined) return verify(found);
  throw new ActionError('SIGN_FAILED', `${repository.registry}/${repository.path} ${mismatch}`, {
    hint: "No tag was moved. Re-run the job; if it happens again, ask the registry's operator.",
  });
}

/** @param uploading the layers' content, which must exist first */
async function write(
  repository: Repository,
  digest: Digest,
  layers: readonly Descriptor[],
  uploading: Promise<void>,
): Promise<void> {
  const rootfs = { type: 'layers', diff_ids: layers.map(layer => layer.digest) };
  const config = Buffer.from(JSON.stringify({ architecture: '', os: '', config: {}, rootfs }));
  await Promise.all([uploading, upload(repository, config)]);
  const json = {
    schemaVersion: 2,
    mediaType: OCI_IMAGE,
    config: { mediaType: CONFIG, size: config.length, digest: sha256(config) },
    layers,
  };
  const bytes = Buffer.from(JSON.stringify(json));
  const manifest: Manifest = { mediaType: OCI_IMAGE, digest: sha256(bytes), bytes };
  await repository.putManifest(manifest, signatureTag(digest));
}

async function upload(repository: Repository, bytes: Buffer): Promise<void> {
  const blob = { digest: sha256(bytes), size: bytes.length };
  await repository.uploadBlob(blob, { open: () => Readable.from([bytes], { objectMode: false }), replayable: true });
}
