import { isDigest } from '../../oci/reference.ts';
import type { Digest } from '../../oci/types.ts';
import type { Progress, Vertex } from './rawjson.ts';

/** Learns of the export of one target's image. Each is called at most once. */
export type Exporting = Readonly<{
  /** The export begins. */
  prepare(): void;
  /** The engine has the image. */
  begin(digest: Digest): void;
}>;

/**
 * BuildKit's name for the export of an image into its store, behind the target if buildx builds several, and for the
 * manifests written there.
 */
const EXPORT = /^(?:\[([\w.-]+)\] )?exporting to image$/;
const WRITTEN = /^exporting (manifest list|manifest) (\S+)$/;

type Written = Readonly<{ lists: Set<string>; manifests: Set<string> }>;

/**
 * Detects when the image of a target is complete in the engine. buildx ends later: it still fetches the provenance for
 * its metadata file (a tenth of a second; a second for 40 images), other images may not be ready, and caches may still
 * be written.
 *
 * Nothing is called if BuildKit's wording changes.
 *
 * @param of the target's, which is '' if buildx builds only one; undefined: its export does not matter
 */
export function watchExports(of: (target: string) => Exporting | undefined): (progress: Progress) => void {
  /** By the vertex that wrote them. */
  const written = new Map<string, Written>();
  const begun = new Set<string>();
  const done = new Set<string>();
  const onVertex = ({ digest: id, name, started, completed, error }: Vertex): void => {
    const match = EXPORT.exec(name);
    if (match === null) return;
    const target = match[1] ?? '';
    if (started !== undefined && !begun.has(target)) {
      begun.add(target);
      of(target)?.prepare();
    }
    if (!completed || error || done.has(target)) return;
    done.add(target);
    const digest = soleIn(written.get(id));
    if (digest !== undefined) of(target)?.begin(digest);
  };
  return ({ statuses, vertexes }) => {
    for (const { vertex, id } of statuses) {
      const [, kind, digest] = WRITTEN.exec(id) ?? [];
      if (digest === undefined) continue;
      const { lists, manifests } = written.get(vertex) ?? { lists: new Set(), manifests: new Set() };
      (kind === 'manifest' ? manifests : lists).add(digest);
      written.set(vertex, { lists, manifests });
    }
    vertexes.forEach(onVertex);
  };
}

/** The digest of what an export wrote; undefined if that is not one image. */
function soleIn(written: Written | undefined): Digest | undefined {
  if (written === undefined) return undefined;
  const [digest, ...others] = written.lists.size > 0 ? written.lists : written.manifests;
  return digest !== undefined && isDigest(digest) && others.length === 0 ? digest : undefined;
}
