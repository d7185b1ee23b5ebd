import type { Metadata } from '../terms/types.ts';
import type { Pair } from './labels.ts';

/** The data of the JSON outputs. */
type DocumentParts = Readonly<{
  images: readonly string[];
  /** '' when no rule gave a tag. */
  version: string;
  tags: readonly string[];
  tagNames: readonly string[];
  labels: readonly Pair[];
  annotations: readonly string[];
}>;

/** The `json` output, byte for byte in metadata-action's layout. */
export function jsonDocument({ tags, tagNames, labels, annotations }: DocumentParts): string {
  return JSON.stringify({ tags, 'tag-names': tagNames, labels: Object.fromEntries(labels), annotations });
}

/** The contents of the bake files for a target of this name. */
export function bakeDocuments(parts: DocumentParts, target: string): Metadata['bakeFiles'] {
  const { images, version, tags, annotations } = parts;
  const labels = Object.fromEntries(parts.labels);
  const args = { DOCKER_META_IMAGES: images.join(','), ...(version !== '' && { DOCKER_META_VERSION: version }) };
  const file = (content: object): string => JSON.stringify({ target: { [target]: content } }, null, 2);
  return {
    'bake-file': file({ tags, labels, args }),
    'bake-file-tags': file({ tags, args }),
    'bake-file-labels': file({ labels }),
    'bake-file-annotations': file({ annotations }),
  };
}
