import { jsonFields } from '../../host/fields.ts';
import { buildSources, imageOfPackage, isPackage } from '../../oci/provenance.ts';
import { formatReference } from '../../oci/reference.ts';
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
type BuildRecords = Readonly<{
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
  const lists = groups.flatMap(group => (group.length === 0 ? [undefined] : group.map(buildSources)));
  if (lists.length === 0 || lists.includes(undefined)) return undefined;
  const sources = lists.flatMap(list => list ?? []);
  const images = sources.flatMap(({ uri, digest }) => {
    const used = imageIn(uri);
    return used === undefined ? [] : [{ ...used, digest }];
  });
  const urisWithoutName = sources.map(({ uri }) => uri).filter(uri => isPackage(uri) && imageIn(uri) === undefined);
  // A name may have had several digests.
  const different = new Map(images.map(one => [`${one.text} ${one.digest}`, one]));
  return { images: [...different.values()], unnamed: [...new Set(urisWithoutName)] };
}

function recordsIn(metadata: string): readonly unknown[] {
  const entries = Object.entries(jsonFields(metadata));
  return entries.filter(([key]) => key === PROVENANCE || key.startsWith(`${PROVENANCE}/`)).map(([, record]) => record);
}

function inside(statements: BuildRecords['statements']): readonly (readonly unknown[])[] {
  return statements.map(each => each.map(text => jsonFields(text).predicate));
}

function imageIn(uri: string): UsedImage | undefined {
  const reference = imageOfPackage(uri);
  return reference && usedImage(formatReference(reference));
}
