import { fields } from './terms/list.ts';

/** Caches that can't publish anything: on this machine, in the image, or in the workflow's own cache. */
const PRIVATE: ReadonlySet<string> = new Set(['local', 'inline', 'gha']);

/**
 * Splits `cache-to`. A cache in a registry or elsewhere outside holds the image's layers, so with gates it is written
 * only after they pass.
 */
export function splitCaches(
  cacheTo: readonly string[],
): Readonly<{ withBuild: readonly string[]; afterGates: readonly string[] }> {
  const isPrivate = (spec: string): boolean => PRIVATE.has(typeOf(spec));
  return { withBuild: cacheTo.filter(isPrivate), afterGates: cacheTo.filter(spec => !isPrivate(spec)) };
}

/** A spec without a type is a reference (buildx, util/buildflags/cache.go). */
function typeOf(spec: string): string {
  const type = fields(spec).find(column => /^\s*type\s*=/i.test(column));
  return type === undefined ? 'registry' : type.slice(type.indexOf('=') + 1).trim();
}
