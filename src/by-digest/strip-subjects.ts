import { ATTESTED } from '../oci/attestation.ts';
import type { Content } from '../oci/content.ts';
import { sha256 } from '../oci/digest.ts';
import { isIndex } from '../oci/manifest.ts';
import type { Descriptor, Digest, Manifest } from '../oci/types.ts';
import type { Pushed } from './pushed.ts';

/** A pushed image, and the small blobs of its rewritten manifests, which no builder has pushed. */
export type Stripped = Readonly<{ content: Content; blobs: ReadonlyMap<Digest, Buffer> }>;

type Json = Record<string, unknown>;

/**
 * The image without the names that it was pushed under. BuildKit writes the name of each output into the subject of its
 * attestations, so that each registry would hold another index, and readers of a public image could see where else it
 * is (with a `latest` that was never meant). An OCI export has an empty subject: this makes the same bytes.
 */
export function stripSubjects(pushed: Pushed): Stripped {
  const { root, children } = pushed;
  if (!isIndex(root.mediaType)) return { content: { root, manifests: [root] }, blobs: new Map() };
  const blobs = new Map<Digest, Buffer>();
  const manifests = new Map<Digest, Manifest>();
  const descriptors = children.map(({ descriptor, manifest }) => {
    const attested = descriptor.annotations?.[ATTESTED];
    const own = attested === undefined ? manifest : stripAttestation(manifest, attested, pushed.blobs, blobs);
    manifests.set(own.digest, own);
    return { ...descriptor, digest: own.digest, size: own.bytes.length };
  });
  const index = manifestOf(root.mediaType, { ...json(root.bytes), manifests: descriptors });
  return { content: { root: index, manifests: [...manifests.values(), index] }, blobs };
}

/** Rewrites one attestation manifest; its new blobs are added to `into`. */
function stripAttestation(
  manifest: Manifest,
  attested: string,
  blobs: ReadonlyMap<Digest, Buffer>,
  into: Map<Digest, Buffer>,
): Manifest {
  const { config, layers, ...rest } = json(manifest.bytes) as { config: Descriptor; layers: Descriptor[] };
  const renamed = new Map<string, Digest>();
  const put = (bytes: Buffer): Digest => {
    into.set(sha256(bytes), bytes);
    return sha256(bytes);
  };
  const statements = layers.map(layer => {
    const before = blobs.get(layer.digest);
    if (before === undefined) return layer;
    const bytes = stripSubject(before, attested);
    renamed.set(layer.digest, put(bytes));
    return { ...layer, digest: sha256(bytes), size: bytes.length };
  });
  // The configuration lists the statements as if they were layers.
  const text = blobs.get(config.digest)?.toString() ?? '';
  const configuration = Buffer.from(text.replace(/sha256:[0-9a-f]{64}/g, digest => renamed.get(digest) ?? digest));
  const ofConfig = text === '' ? config : { ...config, digest: put(configuration), size: configuration.length };
  const { schemaVersion, mediaType, artifactType, ...others } = rest as Json;
  const head = { schemaVersion, mediaType, artifactType };
  return manifestOf(manifest.mediaType, { ...head, config: ofConfig, layers: statements, ...others });
}

/**
 * A statement with an empty subject, if its subject only identifies the image, as the index does too. All other bytes
 * stay unchanged.
 *
 * @param attested `sha256:…` of the image
 * @see https://github.com/in-toto/attestation/blob/main/spec/v0.1.0/statement.md
 */
export function stripSubject(statement: Buffer, attested: string): Buffer {
  const text = statement.toString();
  const at = SUBJECT.exec(text);
  if (at === null) return statement;
  const [all, head = '', list = ''] = at;
  const isImage = (item: unknown): boolean =>
    `sha256:${(item as { digest?: { sha256?: string } } | null)?.digest?.sha256}` === attested;
  try {
    const subject = JSON.parse(list) as unknown[];
    if (subject.length === 0 || !subject.every(isImage)) return statement;
  } catch {
    return statement;
  }
  return Buffer.from(`${head}[]${text.slice(all.length)}`);
}

/** BuildKit's order: type, predicate type, subject, predicate. Strings in the list may contain brackets. */
const SUBJECT = /^(\{"_type":"[^"\\]*","predicateType":"[^"\\]*","subject":)(\[(?:[^"\]]|"(?:[^"\\]|\\.)*")*\])/;

/** In BuildKit's format: two spaces, no line end. */
export function manifestOf(mediaType: string, value: object): Manifest {
  const bytes = Buffer.from(JSON.stringify(value, null, 2));
  return { mediaType, digest: sha256(bytes), bytes };
}

function json(bytes: Buffer): Json {
  return JSON.parse(bytes.toString()) as Json;
}
