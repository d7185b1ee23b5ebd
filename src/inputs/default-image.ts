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
  /** Distinguishes the image from the run's others; '' for the only one. */
  name: string;
}>;

/**
 * If only `registries` is given, the image is named after the repository, followed by the component and, among several
 * images, its name. Publishing needs a name; complete references in `tags` have their own.
 */
export function withDefaultImage(
  source: Source,
  { metadata, registries, publishes, name: own }: Given,
): MetadataInputs {
  const { images, tags } = metadata;
  if (images.length > 0 || tagsMode(images, tags) !== 'rules') return metadata;
  const behind = [...new Set([metadata.component?.name ?? '', own])].filter(part => part !== '');
  // Docker Hub's names have two parts, so `acme/shop/api` would be invalid there.
  const name = [source.repository, ...behind].join('-').toLowerCase();
  if (registries.length === 0 || source.repository === '') {
    if (publishes) source.report('images', 'is empty, so there is no name to publish under', NAME_IT);
    return metadata;
  }
  try {
    resolveNames([{ name, enable: true }], registries);
  } catch (error) {
    const made = behind.length === 0 ? "the repository's own name" : `the repository's name with ${behind.join('-')}`;
    const problem = `is not given, and ${made} is not a valid image name: ${messageOf(error)}`;
    source.report('images', problem, NAME_IT);
    return metadata;
  }
  return { ...metadata, images: [name] };
}

const NAME_IT = 'Name the image: `images: acme/api`.';
