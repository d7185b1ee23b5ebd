import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An image as an OCI layout on disk, and a name for each digest in it. */
export type TestImage = Readonly<{ folder: string; root: string; names: ReadonlyMap<string, string> }>;

type Stored = Readonly<{ mediaType: string; digest: string; size: number }>;

const TYPE = 'application/vnd.oci.image';

/**
 * Two platforms that share a layer, each with an attestation, as buildx creates them: 9 blobs, 5 manifests.
 *
 * @param shared the layer, which another image may also have
 */
export function writeImage(folder: string, shared = randomBytes(200_000)): TestImage {
  mkdirSync(join(folder, 'blobs', 'sha256'), { recursive: true });
  const names = new Map<string, string>();
  const put = (name: string, mediaType: string, bytes: Buffer): Stored => {
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    writeFileSync(join(folder, 'blobs', 'sha256', digest.slice(7)), bytes);
    names.set(digest, name);
    return { mediaType, digest, size: bytes.length };
  };
  const json = (name: string, mediaType: string, value: object) =>
    put(name, mediaType, Buffer.from(JSON.stringify(value)));
  const manifest = (name: string, config: Stored, layers: readonly Stored[]) => {
    const mediaType = `${TYPE}.manifest.v1+json`;
    return json(name, mediaType, { schemaVersion: 2, mediaType, config, layers });
  };
  // Any content that two images share could be mounted, so they share only the layer.
  const own = randomBytes(8).toString('hex');
  const base = put('base', `${TYPE}.layer.v1.tar+gzip`, shared);

  const children = ['amd64', 'arm64'].flatMap(architecture => {
    const platform = { os: 'linux', architecture };
    const config = json(`${architecture}.config`, `${TYPE}.config.v1+json`, { ...platform, own });
    const layer = put(`${architecture}.layer`, `${TYPE}.layer.v1.tar+gzip`, randomBytes(1000));
    const image = manifest(architecture, config, [base, layer]);
    const statement = json(`${architecture}.provenance`, 'application/vnd.in-toto+json', { subject: image.digest });
    const about = json(`${architecture}.about`, `${TYPE}.config.v1+json`, { ...platform, own, about: 'attestation' });
    const annotations = {
      'vnd.docker.reference.digest': image.digest,
      'vnd.docker.reference.type': 'attestation-manifest',
    };
    const unknown = { os: 'unknown', architecture: 'unknown' };
    const attestation = { ...manifest(`${architecture}.attestation`, about, [statement]), annotations };
    return [
      { ...image, platform },
      { ...attestation, platform: unknown },
    ];
  });

  const mediaType = `${TYPE}.index.v1+json`;
  const index = json('index', mediaType, { schemaVersion: 2, mediaType, manifests: children });
  writeFileSync(join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [index] }));
  return { folder, root: index.digest, names };
}
