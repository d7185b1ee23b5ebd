import { isFolder } from '../inputs/build/cache.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { parseReference } from '../oci/reference.ts';

/** Registries that a cache may need a login for, besides the targets. */
export function cacheHosts({ cache }: Pick<Inputs, 'cache'>): readonly string[] {
  return cache.ref === '' || isFolder(cache.ref) ? [] : [parseReference(cache.ref).name.registry];
}
