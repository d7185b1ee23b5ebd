import { isDigest } from '../../oci/reference.ts';
import type { Digest } from '../../oci/types.ts';
import type { Progress } from './rawjson.ts';

/** What BuildKit calls the export of an image into its store, and what it has written there by then. */
const EXPORT = /^(?:\[(?<target>[^\]]+)\] )?exporting to image$/;
const WRITTEN = /^exporting (manifest list|manifest) (\S+)$/;

/** What one export has written so far. */
type Written = Readonly<{ lists: Set<string>; manifests: Set<string> }>;

/**
 * Watches a build for the moments when an image is complete in the engine. buildx ends later: it still asks for the
 * provenance that goes into its metadata file (a tenth of a second for each image), and caches may be written meanwhile.
 *
 * @param then called at most once for each export, with the target's name, which is '' unless several are built; not
 *   called at all where BuildKit words it differently than today
 */
export function watchExports(then: (digest: Digest, target: string) => void): (progress: Progress) => void {
  const exports = new Map<string, Written>();
  const done = new Set<string>();
  const writtenBy = (vertex: string): Written => {
    const written = exports.get(vertex) ?? { lists: new Set(), manifests: new Set() };
    exports.set(vertex, written);
    return written;
  };
  return ({ statuses, vertexes }) => {
    for (const { vertex, id } of statuses) {
      const [, kind, digest] = WRITTEN.exec(id) ?? [];
      if (digest === undefined) continue;
      const { lists, manifests } = writtenBy(vertex);
      (kind === 'manifest' ? manifests : lists).add(digest);
    }
    for (const { digest: vertex, name, completed, error } of vertexes) {
      const match = EXPORT.exec(name);
      if (match === null || !completed || error || done.has(vertex)) continue;
      done.add(vertex);
      const { lists, manifests } = writtenBy(vertex);
      const [digest, ...others] = lists.size > 0 ? lists : manifests;
      if (digest !== undefined && isDigest(digest) && others.length === 0) then(digest, match.groups?.target ?? '');
    }
  };
}
