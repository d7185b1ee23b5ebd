import type { Json } from '../../event/context.ts';
import { at, text } from '../../event/context.ts';
import { readText } from '../../http/body.ts';
import { imagesIn, isIndex, linksOf } from '../../oci/manifest.ts';
import type { Descriptor, Digest, Manifest } from '../../oci/types.ts';
import type { Incumbent } from '../../plan/forward.ts';
import type { Repository } from '../../registry/types.ts';

/** A config has an image's history and settings; a larger one is not valid (bytes). */
const LARGEST_CONFIG = 4 * 1024 * 1024;

const KEYS = ['version', 'revision', 'source'] as const;

/** Reads an image's documents. */
export type ImageReader = Readonly<{
  manifest(digest: Digest): Promise<Manifest | undefined>;
  /** The text of a config of at most `max` bytes. */
  config(config: Descriptor, max: number): Promise<string>;
}>;

/** As `readClaims`, for an image in a registry. @param manifest reads a manifest of the repository */
export function readIncumbent(
  repository: Repository,
  digest: Digest,
  manifest: ImageReader['manifest'] = repository.getManifest,
): Promise<Incumbent | undefined> {
  const reader: ImageReader = {
    manifest,
    config: async (config, max) => readText(await repository.getBlob(config.digest), max),
  };
  return readClaims(reader, digest);
}

/**
 * An image's own claims: annotations of the index, then of its first image's manifest, then labels of that image's
 * config. Annotations take precedence, since labels may be the base image's.
 *
 * @returns undefined when the digest names no image (any more)
 * @throws ActionError as the reader does, SyntaxError for a config that is not JSON
 */
export async function readClaims(reader: ImageReader, digest: Digest): Promise<Incumbent | undefined> {
  const root = await reader.manifest(digest);
  const image = root && isIndex(root.mediaType) ? await firstImage(reader, root) : root;
  if (root === undefined || image === undefined) return undefined;
  const annotations = merged([annotationsOf(root), annotationsOf(image)]);
  if (annotations.version !== '' && annotations.revision !== '') return annotations;
  return merged([annotations, await labelsOf(reader, linksOf(image).blobs[0])]);
}

async function firstImage(reader: ImageReader, index: Manifest): Promise<Manifest | undefined> {
  const [entry] = imagesIn(index);
  return entry && reader.manifest(entry.digest);
}

function merged(sources: readonly Incumbent[]): Incumbent {
  const first = (key: (typeof KEYS)[number]) => sources.find(source => source[key] !== '')?.[key] ?? '';
  return { version: first('version'), revision: first('revision'), source: first('source') };
}

function annotationsOf({ bytes }: Manifest): Incumbent {
  return incumbentOf(at(JSON.parse(bytes.toString()) as Json, 'annotations'));
}

async function labelsOf(reader: ImageReader, config: Descriptor | undefined): Promise<Incumbent> {
  if (config === undefined) return incumbentOf({});
  const json = JSON.parse(await reader.config(config, LARGEST_CONFIG)) as Json;
  return incumbentOf(at(json, 'config', 'Labels'));
}

function incumbentOf(json: Json | undefined): Incumbent {
  const [version = '', revision = '', source = ''] = KEYS.map(key => text(json, `org.opencontainers.image.${key}`));
  return { version, revision, source };
}
