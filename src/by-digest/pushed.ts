import type { BuildResult } from '../build/run-build.ts';
import { ActionError } from '../host/errors.ts';
import { readBody } from '../http/body.ts';
import { isAttestation } from '../oci/attestation.ts';
import { parseDescriptor } from '../oci/descriptor.ts';
import { configurationIn, isIndex, linksOf } from '../oci/manifest.ts';
import { nameOf, normalPlatform, platformOfConfig } from '../oci/platforms.ts';
import { createBudget, readTree } from '../oci/tree.ts';
import type { Descriptor, Digest, Manifest } from '../oci/types.ts';
import { short } from '../registry/blobs.ts';
import type { Repository } from '../registry/types.ts';
import type { Target } from '../staging/target.ts';

/** A pushed image as read back: its manifests, and the blobs of its attestations. */
export type Pushed = Readonly<{
  root: Manifest;
  /** Of an index, in its order; a single manifest is its own only child. */
  children: readonly Readonly<{ descriptor: Descriptor; manifest: Manifest }>[];
  /** Statements and configurations of the attestations. */
  blobs: ReadonlyMap<Digest, Buffer>;
}>;

/** Where an image is read back from: a repository, or a layout. */
export type Holder = Readonly<{ name: string }> & Pick<Repository, 'getManifest' | 'getBlob'>;

export function holderOf({ destination, repository }: Target): Holder {
  return {
    name: destination.name,
    getManifest: reference => repository.getManifest(reference),
    getBlob: (digest, signal) => repository.getBlob(digest, signal),
  };
}

/** Statements and configurations: an SBOM may have some megabytes. */
const LARGEST = 64 * 1024 * 1024;

/**
 * Reads back a pushed image: every manifest, verified by digest, and its attestations. The root is in one of the
 * repositories only, for each has another (see `stripSubjects`).
 *
 * @throws ActionError DIGEST_MISMATCH when none has it, or a part of it is missing.
 */
export async function readPushed({ digest }: Pick<BuildResult, 'digest'>, from: readonly Holder[]): Promise<Pushed> {
  if (digest === undefined) throw new ActionError('BUILD_FAILED', 'buildx did not report which digest it pushed');
  for (const holder of from) {
    const root = await holder.getManifest(digest);
    if (root !== undefined) return read(root, holder);
  }
  const names = from.map(({ name }) => name).join(', ');
  throw notThere(`the builder reported that it pushed ${digest}, but it is not in ${names}`);
}

async function read(root: Manifest, holder: Holder): Promise<Pushed> {
  if (!isIndex(root.mediaType)) {
    const platform = await platformOf(root, holder);
    const { mediaType, digest, bytes } = root;
    const descriptor = parseDescriptor({ mediaType, digest, size: bytes.length, platform }, 'its configuration');
    return { root, children: [{ descriptor, manifest: root }], blobs: new Map() };
  }
  const manifests = await readTree(root, ({ digest }) => need(digest, holder), createBudget(holder.name));
  const byDigest = new Map(manifests.map(manifest => [manifest.digest, manifest]));
  const children = linksOf(root).manifests.map(descriptor => {
    const manifest = byDigest.get(descriptor.digest)!;
    if (!isIndex(manifest.mediaType)) return { descriptor, manifest };
    throw new ActionError('BUILD_FAILED', `the builder pushed an index within an index (${descriptor.digest})`);
  });
  const attested = children.filter(({ descriptor }) => isAttestation(descriptor));
  const digests = new Set(attested.flatMap(({ manifest }) => linksOf(manifest).blobs.map(blob => blob.digest)));
  const blobs = await Promise.all(
    [...digests].map(async blob => [blob, await readBody(await holder.getBlob(blob), LARGEST)] as const),
  );
  return { root, children, blobs: new Map(blobs) };
}

/**
 * A node that cannot build a platform only warns, and its index then names the wrong one. A manifest without an index
 * has its base image's platform, which is up to the user.
 *
 * @param requested as in the input; incomplete names are not checked
 * @throws ActionError DIGEST_MISMATCH
 */
export function checkPlatforms({ root, children }: Pushed, requested: readonly string[]): void {
  if (!isIndex(root.mediaType)) return;
  const images = children.map(({ descriptor }) => descriptor).filter(child => !isAttestation(child));
  const made = new Set(images.flatMap(({ platform }) => (platform === undefined ? [] : [nameOf(platform)])));
  const wanted = requested.map(normalPlatform);
  const missing = wanted.filter(platform => platform !== undefined && !made.has(platform));
  if (missing.length === 0 && (requested.length === 0 || images.length === new Set(wanted).size)) return;
  const message = `the builder was asked for ${requested.join(', ')} but built ${[...made].join(', ') || 'nothing'}`;
  throw new ActionError('DIGEST_MISMATCH', message, {
    hint: 'No tag was moved. Check that each platform of the builder belongs to one of its nodes (`docker buildx inspect`).',
  });
}

async function need(digest: Digest, { getManifest, name }: Holder): Promise<Manifest> {
  const manifest = await getManifest(digest);
  if (manifest !== undefined) return manifest;
  throw notThere(`${name} has the index that the builder pushed, but lacks its ${short(digest)}`);
}

/** A manifest does not name its platform; its configuration does. */
async function platformOf(manifest: Manifest, { getBlob }: Holder): Promise<Readonly<Record<string, unknown>>> {
  const [config] = linksOf(manifest).blobs;
  const bytes = config === undefined ? Buffer.from('{}') : await readBody(await getBlob(config.digest), LARGEST);
  return platformOfConfig({ os: '', architecture: '', ...configurationIn(bytes, manifest.digest) });
}

export function notThere(message: string): ActionError {
  return new ActionError('DIGEST_MISMATCH', message, {
    hint: 'No tag was moved. Re-run the job; if it happens again, add a `test`, so that the image is uploaded from this runner instead.',
  });
}
