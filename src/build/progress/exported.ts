import { isDigest } from '../../oci/reference.ts';
import type { Digest } from '../../oci/types.ts';
import type { Progress } from './rawjson.ts';

/** What BuildKit calls the export of an image into its store, and what it has written there by then. */
const EXPORT = 'exporting to image';
const WRITTEN = /^exporting (manifest list|manifest) (\S+)$/;

/**
 * Watches a build of one image for the moment when that is whole in the engine. buildx ends later: it still asks for the
 * provenance that goes into its metadata file (a tenth of a second), and caches may be written meanwhile.
 *
 * @param then called at most once; not at all where BuildKit says it in other words than it does today
 */
export function watchExport(then: (digest: Digest) => void): (progress: Progress) => void {
  const lists: string[] = [];
  const manifests: string[] = [];
  let isDone = false;
  return ({ statuses, vertexes }) => {
    if (isDone) return;
    for (const { id } of statuses) {
      const [, kind, digest] = WRITTEN.exec(id) ?? [];
      if (digest !== undefined) (kind === 'manifest' ? manifests : lists).push(digest);
    }
    const isExported = vertexes.some(({ name, completed, error }) => name === EXPORT && completed && !error);
    if (!isExported) return;
    isDone = true;
    const [digest, ...others] = new Set(lists.length > 0 ? lists : manifests);
    if (digest !== undefined && isDigest(digest) && others.length === 0) then(digest);
  };
}
