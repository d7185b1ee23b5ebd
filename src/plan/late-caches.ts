import { valuesIn } from './terms/attributes.ts';

/** Caches that can't publish anything: on this machine, in the image, or in the workflow's own cache. */
const PRIVATE: readonly string[] = ['local', 'inline', 'gha'];

/**
 * Splits `cache-to`. A cache in a registry or elsewhere outside holds the image's layers, so if the image is checked, it
 * is written only afterwards.
 */
export function splitCaches(
  cacheTo: readonly string[],
): Readonly<{ withBuild: readonly string[]; afterGates: readonly string[] }> {
  return { withBuild: cacheTo.filter(isPrivate), afterGates: cacheTo.filter(spec => !isPrivate(spec)) };
}

/** A spec without a type is a reference (buildx, util/buildflags/cache.go); a `url` is another service. */
function isPrivate(spec: string): boolean {
  const types = valuesIn(spec, 'type');
  const services = valuesIn(spec, 'url', 'url_v2');
  return types.length > 0 && types.every(type => PRIVATE.includes(type)) && services.length === 0;
}
