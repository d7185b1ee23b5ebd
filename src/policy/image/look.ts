import { ActionError } from '../../host/errors.ts';
import { isObject } from '../../host/fields.ts';
import type { Log } from '../../host/ports.ts';
import { readBody } from '../../http/body.ts';
import { ATTESTED, isAttestation } from '../../oci/attestation.ts';
import type { Content } from '../../oci/content.ts';
import { disguised } from '../../oci/descriptor.ts';
import { sha256 } from '../../oci/digest.ts';
import { fieldsOf, isIndex, linksOf } from '../../oci/manifest.ts';
import { nameOf } from '../../oci/platforms.ts';
import type { Descriptor, Digest, Manifest } from '../../oci/types.ts';
import type { Destination } from '../../plan/terms/types.ts';
import type { Sink } from '../../registry/types.ts';
import { createDistributor, type Distributor } from '../../staging/distribute.ts';
import { createFleet, throwIfRequiredFailed } from '../../staging/fleet.ts';

/** An image for one platform, as its users will see it. */
export type PlatformImage = Readonly<{
  /** `linux/amd64`: that of its entry in the index, or its own. */
  platform: string;
  /** That of its config; undefined if it names none. */
  ownPlatform: string | undefined;
  /** No tag leads to it, but it can be pulled by its digest. */
  isHidden: boolean;
  digest: Digest;
  /** Config and layers as a registry holds them, in bytes. */
  size: number;
  /** From its config; undefined if that is unreadable. */
  config: Readonly<{ user: string; labels: Readonly<Record<string, string>> }> | undefined;
  /** Predicate types of the attestations inside the index. */
  attested: readonly string[];
  /** BuildKit's provenance statements in the image, as JSON. */
  provenance: readonly string[];
}>;

/** Stages the image: into registries, or here into a sink that keeps only manifests and configs. */
export type Stage = (to: Distributor) => Promise<Content>;

/** Image configurations are a few KB; labels may make them longer. Bytes. */
const LARGEST = 8 * 1024 * 1024;

/**
 * Reads the image that will be published, through its staging: first its manifests, then their configurations. Layers
 * are not transferred, since this sink claims to have them.
 *
 * @throws ActionError
 */
export async function lookAt(stage: Stage, log: Log): Promise<readonly PlatformImage[]> {
  const read = async (wanted: ReadonlySet<Digest>) => {
    const { sink, blobs } = onlooker(wanted);
    const fleet = createFleet([{ destination: DESTINATION, repository: sink }], log);
    const failed = () => throwIfRequiredFailed([fleet], 'reading the image for its policy');
    // The sink's own error is more useful than "no registry is left".
    const content = await stage(createDistributor(fleet)).catch(error => {
      failed();
      throw error;
    });
    failed();
    return { content, blobs };
  };
  const { content } = await read(new Set());
  const images = imagesOf(content);
  const others = othersIn(content, images);
  const readable = others.filter(({ manifest }) => !isOversized(configIn(manifest)));
  const configs = [...images, ...readable].flatMap(({ manifest }) => configIn(manifest)?.digest ?? []);
  const statements = images.flatMap(({ manifest }) => provenanceOf(manifest.digest, content));
  const { blobs } = await read(new Set([...configs, ...statements]));
  const hidden = others.filter(({ manifest }) => canRun(manifest, blobs));
  return [...images, ...hidden].map(image => platformImage(image, content, blobs));
}

const DESTINATION: Destination = {
  ...{ registry: 'policy', path: 'policy', name: 'policy', tags: [], optional: false },
  decision: { push: true, reason: '`policy` is set' },
};

/** A repository that claims to have every blob except these, which it keeps. */
function onlooker(wanted: ReadonlySet<Digest>): Readonly<{ sink: Sink; blobs: ReadonlyMap<Digest, Buffer> }> {
  const manifests = new Map<string, Manifest>();
  const blobs = new Map<Digest, Buffer>();
  const held = (manifest: Manifest | undefined): Descriptor | undefined =>
    manifest && { mediaType: manifest.mediaType, digest: manifest.digest, size: manifest.bytes.length };
  const sink: Sink = {
    ...{ registry: DESTINATION.registry, path: DESTINATION.path },
    headBlob: async digest => (wanted.has(digest) ? blobs.get(digest)?.length : Number.NaN),
    async uploadBlob({ digest }, source) {
      const bytes = await readBody(await source.open(), LARGEST);
      if (sha256(bytes) !== digest)
        throw new ActionError('DIGEST_MISMATCH', `the content of ${digest} does not match that digest`);
      blobs.set(digest, bytes);
    },
    headManifest: async reference => held(manifests.get(reference)),
    getManifest: async reference => manifests.get(reference),
    putManifest: async manifest => void manifests.set(manifest.digest, manifest),
    referrers: async () => [],
  };
  return { sink, blobs };
}

type Found = Readonly<{ manifest: Manifest; platform: Descriptor['platform']; isHidden: boolean }>;

/** The images that a tag leads to: indexes may be nested, and an image may have none. */
function imagesOf({ root, manifests }: Content): readonly Found[] {
  const byDigest = new Map(manifests.map(manifest => [manifest.digest, manifest]));
  const found = new Map<string, Found>();
  const seen = new Set<Digest>();
  const open: Found[] = [{ manifest: root, platform: undefined, isHidden: false }];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const { manifest, platform } = one;
    if (!isIndex(manifest.mediaType)) {
      found.set(`${manifest.digest} ${platform === undefined ? '' : nameOf(platform)}`, one);
      continue;
    }
    if (seen.has(manifest.digest)) continue;
    seen.add(manifest.digest);
    for (const child of linksOf(manifest).manifests.toReversed()) {
      const inner = byDigest.get(child.digest);
      if (inner === undefined || isAttestation(child)) continue;
      open.push({ manifest: inner, platform: child.platform, isHidden: false });
    }
  }
  return [...found.values()];
}

/** What else is published: attestations and referrers, which may be images with another name on them. */
function othersIn({ manifests }: Content, images: readonly Found[]): readonly Found[] {
  const known = new Set(images.map(({ manifest }) => manifest.digest));
  return manifests
    .filter(({ mediaType, digest }) => !isIndex(mediaType) && !known.has(digest))
    .map(manifest => ({ manifest, platform: undefined, isHidden: true }));
}

function isOversized(config: Descriptor | undefined): boolean {
  return (config?.size ?? 0) > LARGEST;
}

function configIn(manifest: Manifest): Descriptor | undefined {
  return linksOf(manifest).blobs[0];
}

/**
 * Whether somebody who has the digest can run it: engines take any configuration with an operating system, and any
 * layers of an image. BuildKit's attestations are for an unknown system, and other artifacts have an empty config.
 */
function canRun(manifest: Manifest, blobs: ReadonlyMap<Digest, Buffer>): boolean {
  const [config, ...layers] = linksOf(manifest).blobs;
  // It is not read here, but an engine may read it.
  if (isOversized(config)) return true;
  const bytes = config && blobs.get(config.digest);
  const own = bytes && ownPlatform(fieldsOf(bytes) ?? {});
  if (own !== undefined && own !== 'unknown/unknown') return true;
  return bytes?.toString().trim() !== '{}' && layers.some(({ mediaType }) => LAYER.test(mediaType));
}

/** As in containerd's `IsLayerType`, regardless of case. */
const LAYER = /^application\/vnd\.(?:oci\.image\.layer|docker\.image\.rootfs)\./i;

function platformImage(
  { manifest, platform, isHidden }: Found,
  content: Content,
  blobs: ReadonlyMap<Digest, Buffer>,
): PlatformImage {
  const links = linksOf(manifest).blobs;
  const bytes = links[0] === undefined ? undefined : blobs.get(links[0].digest);
  const json = bytes === undefined ? undefined : fieldsOf(bytes);
  const own = json && ownPlatform(json);
  return {
    platform: platform === undefined ? (own ?? 'unknown') : nameOf(platform),
    ownPlatform: own,
    isHidden,
    digest: manifest.digest,
    size: links.reduce((sum, { size }) => sum + size, 0),
    // Only an image has an operating system: other artifacts' configs say nothing about a user.
    config: json === undefined || own === undefined ? undefined : configOf(json),
    attested: attestedOf(manifest.digest, content).map(({ type }) => type),
    provenance: provenanceOf(manifest.digest, content).map(digest => blobs.get(digest)?.toString() ?? ''),
  };
}

function ownPlatform({ os, architecture, variant }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof os !== 'string' || typeof architecture !== 'string' || os === '' || architecture === '') return undefined;
  return nameOf({ os, architecture, variant: typeof variant === 'string' ? variant : undefined });
}

/** Undefined also for one whose `User` a runtime could read differently. */
function configOf(json: Readonly<Record<string, unknown>>): PlatformImage['config'] {
  if (disguised(json, ['config']) !== undefined) return undefined;
  const config = json.config ?? {};
  if (!isObject(config)) return undefined;
  if (disguised(config, ['User', 'Labels']) !== undefined) return undefined;
  const user = config.User ?? '';
  const labels = config.Labels ?? {};
  if (typeof user !== 'string' || !isObject(labels)) return undefined;
  const texts = Object.entries(labels).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { user, labels: Object.fromEntries(texts) };
}

/** @see https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
function attestedOf(digest: Digest, { manifests }: Content): readonly Readonly<{ type: string; blob: Descriptor }>[] {
  const byDigest = new Map(manifests.map(manifest => [manifest.digest, manifest]));
  const all = manifests.filter(({ mediaType }) => isIndex(mediaType)).flatMap(index => linksOf(index).manifests);
  const own = all.filter(child => isAttestation(child) && child.annotations?.[ATTESTED] === digest);
  const layers = own.flatMap(child => {
    const manifest = byDigest.get(child.digest);
    return manifest === undefined ? [] : linksOf(manifest).blobs.slice(1);
  });
  return layers.flatMap(blob => {
    const type = blob.annotations?.['in-toto.io/predicate-type'];
    return type === undefined ? [] : [{ type, blob }];
  });
}

/** None if one of them is oversized: without it, the others say nothing certain. */
function provenanceOf(digest: Digest, content: Content): readonly Digest[] {
  const statements = attestedOf(digest, content).filter(({ type }) => type.startsWith(SLSA));
  return statements.some(({ blob }) => blob.size > LARGEST) ? [] : statements.map(({ blob }) => blob.digest);
}

const SLSA = 'https://slsa.dev/provenance/';
