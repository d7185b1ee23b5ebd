import { type Fields, fieldsIn, isObject } from '../../host/fields.ts';
import { isDigest } from '../../oci/reference.ts';
import type { Digest } from '../../oci/types.ts';
import { type UsedImage, usedImage } from '../images.ts';

/** The inputs of a build as recorded by BuildKit. */
export type Materials = Readonly<{
  images: readonly Material[];
  /** Images without a name in a registry: those of OCI layouts. */
  unnamed: readonly string[];
}>;

/** `digest`: its resolved digest; undefined if not recorded. */
export type Material = UsedImage & Readonly<{ digest: Digest | undefined }>;

const PROVENANCE = 'buildx.build.provenance';

/** The records of an image's build. */
export type BuildRecords = Readonly<{
  /** buildx's metadata file. */
  metadata: string;
  /** For each platform of the image, its provenance statements. */
  statements: readonly (readonly string[])[];
  /** BuildKit was asked for a statement. Otherwise those are somebody else's: a frontend can attach any. */
  isAttested: boolean;
  /** The same metadata of bake targets that it may have been built from. */
  linked: readonly string[];
}>;

/**
 * The images in the provenance that buildx reports with a build's result or, if it reports none (for several platforms
 * at once), in the image's own. Nothing in a Dockerfile escapes it: it has the image behind every FROM, COPY, mount,
 * named context and frontend, after variables and ONBUILD. Targets that a bake target is built from have their own
 * records.
 *
 * @returns undefined when a record is missing
 */
export function materialsIn({ metadata, statements, isAttested, linked }: BuildRecords): Materials | undefined {
  const own = recordsIn(metadata);
  const groups = [...(own.length > 0 ? [own] : isAttested ? inside(statements) : []), ...linked.map(recordsIn)];
  const lists = groups.flatMap(group => (group.length === 0 ? [undefined] : group.map(sourcesIn)));
  if (lists.length === 0 || lists.includes(undefined)) return undefined;
  const sources = lists.flatMap(list => list ?? []);
  const images = sources.flatMap(({ uri, digest }) => {
    const text = imageIn(uri);
    const used = text === undefined ? undefined : usedImage(text);
    return used === undefined ? [] : [{ ...used, digest }];
  });
  const urisWithoutName = sources
    .map(({ uri }) => uri)
    .filter(uri => /^pkg:/.test(uri) && usedImage(imageIn(uri) ?? '') === undefined);
  // A name may have had several digests.
  const different = new Map(images.map(one => [`${one.text} ${one.digest}`, one]));
  return { images: [...different.values()], unnamed: [...new Set(urisWithoutName)] };
}

function recordsIn(metadata: string): readonly unknown[] {
  const entries = Object.entries(jsonOf(metadata));
  return entries.filter(([key]) => key === PROVENANCE || key.startsWith(`${PROVENANCE}/`)).map(([, record]) => record);
}

function inside(statements: BuildRecords['statements']): readonly (readonly unknown[])[] {
  return statements.map(each => each.map(text => jsonOf(text).predicate));
}

type Source = Readonly<{ uri: string; digest: Digest | undefined }>;

/** SLSA provenance 0.2 has `materials`, 1.0 `resolvedDependencies`; neither if there are none. */
function sourcesIn(record: unknown): readonly Source[] | undefined {
  if (!isObject(record)) return undefined;
  const definition = fieldsIn(record.buildDefinition);
  const list = record.materials ?? definition.resolvedDependencies ?? [];
  if (!Array.isArray(list)) return undefined;
  return list.map((item: unknown): Source => {
    const { uri, digest } = fieldsIn(item);
    const sha256 = isObject(digest) && typeof digest.sha256 === 'string' ? `sha256:${digest.sha256}` : '';
    return { uri: typeof uri === 'string' ? uri : 'pkg:unknown', digest: isDigest(sha256) ? sha256 : undefined };
  });
}

/**
 * `pkg:docker/acme/base@1.2?digest=sha256:…&platform=…` as a reference.
 *
 * @see https://github.com/moby/buildkit/blob/v0.25.0/util/purl/image.go
 */
function imageIn(uri: string): string | undefined {
  const [, path = '', query = ''] = /^pkg:docker\/([^?#]+)(?:\?([^#]*))?/.exec(uri) ?? [];
  if (path === '') return undefined;
  const at = path.lastIndexOf('@');
  const [name, version] = at < 0 ? [path, ''] : [path.slice(0, at), path.slice(at + 1)];
  try {
    const tag = decodeURIComponent(version);
    const digest = new URLSearchParams(query).get('digest') ?? (isDigest(tag) ? tag : '');
    return `${decodeURIComponent(name)}${tag === '' || isDigest(tag) ? '' : `:${tag}`}${digest === '' ? '' : `@${digest}`}`;
  } catch {
    return undefined;
  }
}

function jsonOf(text: string): Fields {
  try {
    return fieldsIn(JSON.parse(text));
  } catch {
    return {};
  }
}
