import type { Json } from '../../event/context.ts';
import { at, text } from '../../event/context.ts';
import { jsonIn } from '../../host/fields.ts';
import { imagesIn, isIndex, linksOf } from '../../oci/manifest.ts';
import type { Descriptor, Digest, Manifest } from '../../oci/types.ts';
import type { Incumbent } from '../../plan/forward.ts';
import type { Documents } from './documents.ts';

const KEYS = ['version', 'revision', 'source'] as const;

/**
 * As `claimsOf`, for an image by its digest.
 *
 * @returns undefined when the digest names no image (any more)
 */
export async function readClaims(documents: Documents, digest: Digest): Promise<Incumbent | undefined> {
  const root = await documents.manifest(digest);
  return root && claimsOf(documents, root);
}

/**
 * An image's own claims: annotations of the index, then of its first image's manifest, then labels of that image's
 * config. Annotations take precedence, since labels may be the base image's. A tag may name anything: what is not JSON,
 * or not an image, claims nothing.
 *
 * @returns undefined when an index names no image (any more)
 * @throws ActionError as the documents do
 */
export async function claimsOf(documents: Documents, root: Manifest): Promise<Incumbent | undefined> {
  const image = isIndex(root.mediaType) ? await firstImage(documents, root) : root;
  if (image === undefined) return undefined;
  const annotations = merged([root, image].map(({ bytes }) => incumbentOf(at(jsonOf(bytes), 'annotations'))));
  const config = configOf(image);
  if (config === undefined || (annotations.version !== '' && annotations.revision !== '')) return annotations;
  const labels = at(jsonOf(await documents.config(config.digest)), 'config', 'Labels');
  return merged([annotations, incumbentOf(labels)]);
}

async function firstImage({ manifest }: Documents, index: Manifest): Promise<Manifest | undefined> {
  const [entry] = imagesIn(index);
  return entry && manifest(entry.digest);
}

function configOf(image: Manifest): Descriptor | undefined {
  try {
    return linksOf(image).blobs[0];
  } catch {
    return undefined;
  }
}

function merged(sources: readonly Incumbent[]): Incumbent {
  const first = (key: (typeof KEYS)[number]) => sources.find(source => source[key] !== '')?.[key] ?? '';
  return { version: first('version'), revision: first('revision'), source: first('source') };
}

function incumbentOf(json: Json | undefined): Incumbent {
  const [version = '', revision = '', source = ''] = KEYS.map(key => text(json, `org.opencontainers.image.${key}`));
  return { version, revision, source };
}

function jsonOf(bytes: Buffer): Json {
  return (jsonIn(bytes) ?? {}) as Json;
}
