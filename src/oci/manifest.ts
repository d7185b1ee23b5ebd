import { ActionError } from '../host/errors.ts';
import { type Fields, fieldsIn, isObject } from '../host/fields.ts';
import { quote } from '../host/text/quote.ts';
import { isAttestation } from './attestation.ts';
import { disguised, disguisedIn, parseDescriptor } from './descriptor.ts';
import type { Descriptor, Digest, Manifest } from './types.ts';

/** `artifact`: the predecessor of OCI 1.1 referrers, which some registries still hold. */
type Kind = 'index' | 'image' | 'artifact';

/** What a manifest points to: manifests (of an index) or blobs (config and layers). */
type Links = Readonly<{ manifests: readonly Descriptor[]; blobs: readonly Descriptor[] }>;

export const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
export const OCI_IMAGE = 'application/vnd.oci.image.manifest.v1+json';

const KINDS: ReadonlyMap<string, Kind> = new Map([
  [OCI_INDEX, 'index'],
  ['application/vnd.docker.distribution.manifest.list.v2+json', 'index'],
  [OCI_IMAGE, 'image'],
  ['application/vnd.docker.distribution.manifest.v2+json', 'image'],
  ['application/vnd.oci.artifact.manifest.v1+json', 'artifact'],
]);

export function isIndex(mediaType: string): boolean {
  return KINDS.get(mediaType) === 'index';
}

/**
 * The type of a manifest: its `mediaType`, else the declared type if it fits the content, else by its keys. Proxies
 * replace the header with `application/octet-stream` or `text/plain`, and a manifest need not have a `mediaType`.
 *
 * @param declared by a Content-Type header or a descriptor; '' if there is none
 * @returns `declared` for anything that is not a manifest: `linksOf` rejects it
 */
export function typeOf(bytes: Buffer, declared: string): string {
  const json = fieldsOf(bytes) ?? {};
  if (typeof json.mediaType === 'string' && MEDIA_TYPE.test(json.mediaType)) return json.mediaType;
  const byKeys = 'manifests' in json ? OCI_INDEX : 'config' in json && 'layers' in json ? OCI_IMAGE : undefined;
  const kind = KINDS.get(declared);
  if (byKeys === undefined || json.schemaVersion === 1 || (kind !== undefined && kind === KINDS.get(byKeys)))
    return declared;
  return byKeys;
}

/** RFC 6838, 4.2; it is sent in a header. */
const MEDIA_TYPE = /^[A-Za-z0-9][\w!#$&^.+-]{0,126}\/[A-Za-z0-9][\w!#$&^.+-]{0,126}$/;

const known = new WeakMap<Manifest, Links>();

/**
 * Reads a manifest's links and validates every descriptor.
 *
 * @throws ActionError IMAGE_INVALID for an unknown kind of manifest
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md
 */
export function linksOf(manifest: Manifest): Links {
  const links = known.get(manifest) ?? readLinks(manifest);
  known.set(manifest, links);
  return links;
}

function readLinks({ mediaType, digest, bytes }: Manifest): Links {
  const json = fieldsOf(bytes);
  if (json === undefined) throw unknown(`${digest} is not a manifest: its bytes are not a JSON object`);
  if (json.schemaVersion === 1 || /^application\/vnd\.docker\.distribution\.manifest\.v1\b/.test(mediaType)) {
    throw new ActionError('IMAGE_INVALID', `${digest} is a Docker manifest of schema 1, which is not supported`, {
      hint: 'Rebuild the image, or convert it with `skopeo copy --format v2s2`.',
    });
  }
  const kind = KINDS.get(mediaType);
  if (kind === undefined) throw unknown(`${digest} is not an image or index: ${typeWords(mediaType)}`);
  // Tools could read it as an index or as an image, so one digest would mean two things (CVE-2021-41190).
  const foreign = (kind === 'index' ? ['config', 'layers'] : ['manifests']).find(key => (json[key] ?? null) !== null);
  if (foreign !== undefined) throw unknown(`${digest} has the type ${mediaType} and also \`${foreign}\``);
  // Registries list this manifest beside its subject.
  const disguise = disguised(json, KEYS) ?? disguisedIn(objectIn(json, 'subject'));
  if (disguise !== undefined)
    throw unknown(`${digest} has the key ${quote(disguise)}, which some tools take for another`);
  const holder = `manifest ${digest}`;
  const each = (key: string): readonly Descriptor[] => {
    // Go writes an empty list as `null`.
    const list = json[key] ?? [];
    if (!Array.isArray(list)) throw unknown(`${holder}: its \`${key}\` is not a list`);
    return list.map(item => parseDescriptor(item, holder));
  };
  if (kind === 'index') return { manifests: each('manifests'), blobs: [] };
  if (kind === 'artifact') return { manifests: [], blobs: each('blobs') };
  if (!isObject(json.config)) throw unknown(`${digest} is an image manifest without a \`config\``);
  return { manifests: [], blobs: [parseDescriptor(json.config, holder), ...each('layers')] };
}

const KEYS = ['schemaVersion', 'mediaType', 'artifactType', 'config', 'layers', 'manifests', 'blobs', 'subject'];

/** The entries of an index that are images. */
export function imagesIn(root: Manifest): readonly Descriptor[] {
  return linksOf(root).manifests.filter(child => !isAttestation(child));
}

/** The fields of a JSON object; undefined for anything else. */
export function fieldsOf(bytes: Buffer): Fields | undefined {
  try {
    const json: unknown = JSON.parse(bytes.toString());
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The fields of an image's configuration.
 *
 * @param image the digest of its manifest, for the message
 * @throws ActionError IMAGE_INVALID
 */
export function configurationIn(bytes: Buffer, image: Digest): Fields {
  const fields = fieldsOf(bytes);
  if (fields === undefined) throw unknown(`the configuration of ${image} is not a JSON object`);
  return fields;
}

function typeWords(mediaType: string): string {
  if (mediaType === '') return 'it has no type, and neither `manifests` nor `config` and `layers`';
  return `its type is ${quote(mediaType)}`;
}

/** An object in a field; {} for anything else. */
export function objectIn(json: Fields | undefined, key: string): Fields {
  return fieldsIn(json?.[key]);
}

function unknown(message: string): ActionError {
  return new ActionError('IMAGE_INVALID', message, {
    hint: 'Use an image: an OCI image or index, or a Docker manifest (list) of schema 2.',
  });
}
