import { messageOf } from '../host/errors.ts';
import { tagsMode } from '../plan/reference-lines.ts';
import { resolveNames } from '../plan/targets.ts';
import type { MetadataInputs, RegistryEntry } from '../plan/terms/types.ts';
import type { Source } from './reading/source.ts';

type Given = Readonly<{
  metadata: MetadataInputs;
  registries: readonly RegistryEntry[];
  /** Whether the inputs ask to publish. */
  publishes: boolean;
}>;

/**
 * The image is called like the repository (and its component) where only `registries` says where it goes; there has to be a name where it is
 * published. Complete references in `tags` are names themselves.
 */
export function withDefaultImage(source: Source, { metadata, registries, publishes }: Given): MetadataInputs {
  const { images, tags } = metadata;
  if (images.length > 0 || tagsMode(images, tags) !== 'rules') return metadata;
  const { component } = metadata;
  // Docker Hub has no third part in a name, so that `acme/shop/api` would be none there.
  const name = `${source.repository}${component === undefined ? '' : `-${component.name}`}`.toLowerCase();
  if (registries.length === 0 || source.repository === '') {
    if (publishes) source.report('images', 'is empty, so there is no name to publish under', NAME_IT);
    return metadata;
  }
  try {
    resolveNames([{ name, enable: true }], registries);
  } catch (error) {
    const made = component === undefined ? "the repository's own name" : "the repository's name with the component's";
    const problem = `is not given, and ${made} is no image name: ${messageOf(error)}`;
    source.report('images', problem, NAME_IT);
    return metadata;
  }
  return { ...metadata, images: [name] };
}

const NAME_IT = 'Name the image: `images: acme/api`.';
