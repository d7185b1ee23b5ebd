import { isDigest } from '../../oci/reference.ts';
import type { Digest } from '../../oci/types.ts';
import type { Progress } from './rawjson.ts';

/** BuildKit's name for the export of an image into its store, and for the manifests written there. */
const EXPORT = 'exporting to image';
const WRITTEN = /^exporting (manifest list|manifest) (\S+)$/;

/**
 * Detects when the only image of a build is complete in the engine. buildx ends later: it still fetches the provenance
 * for its metadata file (a tenth of a second), and caches may still be written.
 *
 * Nothing is called if BuildKit's wording changes.
 *
 * @param then called at most once
 * @param soon called when the export begins
 */
export function watchExport(then: (digest: Digest) => void, soon: () => void): (progress: Progress) => void {
  const lists: string[] = [];
  const manifests: string[] = [];
  let isBegun = false;
  let isDone = false;
  return ({ statuses, vertexes }) => {
    if (isDone) return;
    for (const { id } of statuses) {
      const [, kind, digest] = WRITTEN.exec(id) ?? [];
      if (digest !== undefined) (kind === 'manifest' ? manifests : lists).push(digest);
    }
    if (!isBegun && vertexes.some(({ name, started }) => name === EXPORT && started !== undefined)) {
      isBegun = true;
      soon();
    }
    const isExported = vertexes.some(({ name, completed, error }) => name === EXPORT && completed && !error);
    if (!isExported) return;
    isDone = true;
    const [digest, ...others] = new Set(lists.length > 0 ? lists : manifests);
    if (digest !== undefined && isDigest(digest) && others.length === 0) then(digest);
  };
}
