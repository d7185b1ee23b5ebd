import { type Fields, fieldsIn, isObject } from '../../host/fields.ts';
import { imagesIn, isIndex, linksOf } from '../../oci/manifest.ts';
import type { Manifest } from '../../oci/types.ts';
import type { Documents } from '../documents/documents.ts';

/** Labels and annotations with the commit, version and time of a build. */
const OF_THE_BUILD: ReadonlySet<string> = new Set([
  ...['created', 'revision', 'version'].map(key => `org.opencontainers.image.${key}`),
  ...['build-date', 'vcs-ref', 'version'].map(key => `org.label-schema.${key}`),
]);

/**
 * A text for comparing images: equal if their platforms have the same layers and configurations, apart from build
 * times, commits and versions. Attestations are ignored.
 *
 * @returns undefined if it is not an image or incomplete
 */
export async function essenceOf(root: Manifest, { manifest, config }: Documents): Promise<string | undefined> {
  const images = isIndex(root.mediaType)
    ? await Promise.all(imagesIn(root).map(({ digest }) => manifest(digest)))
    : [root];
  const parts = await Promise.all(images.map(image => image && platformOf(image, config)));
  if (parts.length === 0 || parts.some(part => part === undefined)) return undefined;
  const index = isIndex(root.mediaType) ? lasting(jsonOf(root.bytes).annotations) : lasting({});
  return JSON.stringify([index, parts.map(part => JSON.stringify(part)).sort()]);
}

async function platformOf(image: Manifest, read: Documents['config']): Promise<unknown> {
  if (isIndex(image.mediaType)) return undefined;
  const [config, ...layers] = linksOf(image).blobs;
  if (config === undefined) return undefined;
  const annotations = lasting(jsonOf(image.bytes).annotations);
  return [layers.map(({ digest }) => digest), annotations, settled(jsonOf(await read(config.digest)))];
}

function jsonOf(bytes: Buffer): Fields {
  return fieldsIn(JSON.parse(bytes.toString()));
}

/** A configuration without times and without BuildKit's own entries (an inline cache). */
function settled({ created: _, history, config, ...rest }: Fields): unknown {
  const steps = Array.isArray(history)
    ? history.map((step: unknown) => {
        if (!isObject(step)) return step;
        const { created: __, ...kept } = step;
        return sorted(kept);
      })
    : [];
  const own = isObject(config) ? sorted({ ...config, Labels: lasting(config.Labels) }) : {};
  const kept = Object.entries(rest).filter(([key]) => !key.startsWith('moby.buildkit.'));
  return [sorted(Object.fromEntries(kept)), own, steps];
}

/** The labels or annotations that do not change from build to build. */
function lasting(texts: unknown): unknown {
  const all = Object.entries(fieldsIn(texts));
  return sorted(Object.fromEntries(all.filter(([key]) => !OF_THE_BUILD.has(key))));
}

/** The order of keys in JSON is irrelevant. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.keys(value)
    .sort()
    .map(key => [key, sorted(value[key])]);
}
