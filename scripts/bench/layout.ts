import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export type Layout = Readonly<{ folder: string; digest: string; bytes: number }>;

type Descriptor = Readonly<{ mediaType: string; digest: string; size: number; platform?: object }>;

/**
 * Writes an OCI layout with an index of one image per element of `images`, which lists the sizes of its layers.
 *
 * @see https://github.com/opencontainers/image-spec/blob/main/image-layout.md
 */
export function createLayout(folder: string, images: readonly (readonly number[])[]): Layout {
  const blobs = join(folder, 'blobs', 'sha256');
  mkdirSync(blobs, { recursive: true });
  let total = 0;
  const add = (mediaType: string, bytes: Buffer): Descriptor => {
    const hex = createHash('sha256').update(bytes).digest('hex');
    writeFileSync(join(blobs, hex), bytes);
    total += bytes.length;
    return { mediaType: `application/vnd.oci.image.${mediaType}`, digest: `sha256:${hex}`, size: bytes.length };
  };
  const addJson = (mediaType: string, json: object): Descriptor => {
    return add(mediaType, Buffer.from(JSON.stringify(json)));
  };
  const manifests = images.map((sizes, at) => {
    const platform = { os: 'linux', architecture: ['amd64', 'arm64', 'ppc64le', 's390x'][at % 4] };
    // Stored uncompressed, but as real gzip, so that no client takes it for a plain tar and compresses it.
    const layers = sizes.map(size => add('layer.v1.tar+gzip', gzipSync(randomBytes(size), { level: 0 })));
    const diffs = layers.map(layer => layer.digest);
    const config = addJson('config.v1+json', { ...platform, config: {}, rootfs: { type: 'layers', diff_ids: diffs } });
    const manifest = { schemaVersion: 2, mediaType: MANIFEST, config, layers };
    return { ...addJson('manifest.v1+json', manifest), platform };
  });
  const root = addJson('index.v1+json', { schemaVersion: 2, mediaType: INDEX, manifests });
  const top = { schemaVersion: 2, mediaType: INDEX, manifests: [root] };
  writeFileSync(join(folder, 'index.json'), JSON.stringify(top));
  writeFileSync(join(folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  return { folder, digest: root.digest, bytes: total };
}

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';
