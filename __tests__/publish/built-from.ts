import { digestOf, type FakeRegistry } from '../fakes/registry.ts';

/** Images in a registry that say what they were built from. */

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const NOWHERE = { os: 'unknown', architecture: 'unknown' };

type Digest = `sha256:${string}`;
type Annotations = Readonly<Record<string, string>>;

/** A base image, and the digest that it had. */
export type From = Readonly<{ name: string; digest: Digest }>;

/** `provenance`: of each platform; undefined: without. */
export type Said = Readonly<{
  provenance?: readonly (readonly From[] | 'broken' | 'without materials')[];
  /** The type of the statement. */
  predicate?: string;
  /** Of the index, and of the manifest of the only platform. */
  annotations?: Readonly<{ index?: Annotations; manifest?: Annotations }>;
}>;

/** Annotations that name a base image. */
export const annotated = ({ name, digest }: From): Annotations => ({
  'org.opencontainers.image.base.name': name,
  'org.opencontainers.image.base.digest': digest,
});

/** What a repository has. */
export function repositoryOf({ manifests, blobs }: Pick<FakeRegistry, 'manifests' | 'blobs'>, path: string) {
  const blob = (mediaType: string, text: string) => {
    const bytes = Buffer.from(text);
    const digest = digestOf(bytes);
    blobs.set(digest, bytes);
    return { mediaType, digest, size: bytes.length };
  };
  const manifest = (mediaType: string, document: object, tag?: string) => {
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, ...document }));
    const digest = digestOf(bytes);
    for (const reference of [digest, ...(tag === undefined ? [] : [tag])]) {
      manifests.set(`${path}@${reference}`, { type: mediaType, bytes });
    }
    return { mediaType, digest, size: bytes.length };
  };
  const imageOf = (text: string, annotations?: Annotations, tag?: string) =>
    manifest(MANIFEST, { config: blob(CONFIG, JSON.stringify({ text })), layers: [], annotations }, tag);

  return {
    /** An image of one platform. */
    image: (tag: string, text: string): Digest => imageOf(text, undefined, tag).digest,

    /** An index of one platform, and the digests of both. */
    index(tag: string, text: string): Readonly<{ root: Digest; platform: Digest }> {
      const only = { ...imageOf(text), platform: { os: 'linux', architecture: 'amd64' } };
      return { root: manifest(INDEX, { manifests: [only] }, tag).digest, platform: only.digest };
    },

    /** An image of the run. */
    built(tag: string, { provenance = [], predicate = 'https://slsa.dev/provenance/v0.2', annotations }: Said): Digest {
      const only = { ...imageOf('built', annotations?.manifest), platform: { os: 'linux', architecture: 'amd64' } };
      const attestations = provenance.map(said => {
        const text = said === 'broken' ? '{' : JSON.stringify({ predicate: predicateOf(said) });
        const layer = {
          ...blob('application/vnd.in-toto+json', text),
          annotations: { 'in-toto.io/predicate-type': predicate },
        };
        return { ...manifest(MANIFEST, { config: blob(CONFIG, '{}'), layers: [layer] }), platform: NOWHERE };
      });
      const document = { manifests: [only, ...attestations], annotations: annotations?.index };
      return manifest(INDEX, document, tag).digest;
    },
  };
}

function predicateOf(said: readonly From[] | 'without materials'): object {
  if (said === 'without materials') return { builder: 'another' };
  const materials = said.map(({ name, digest }) => {
    const [, path = '', tag = ''] = /^(.*):([^:/]+)$/.exec(name) ?? [];
    const uri = `pkg:docker/${path.replace(':', '%3A')}@${tag}?platform=linux%2Famd64`;
    return { uri, digest: { sha256: digest.slice(7) } };
  });
  return { materials };
}
