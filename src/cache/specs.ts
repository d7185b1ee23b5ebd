import type { CacheInputs } from '../inputs/cache.ts';
import { joinFields } from '../plan/list.ts';
import type { CacheSpecs } from './types.ts';

type Mode = CacheInputs['mode'];

/** Waiting longer than this to be told what a cache holds saves no time any more. Seconds. */
const READING = 30;

/** BuildKit's own cache on the runner's service. `timeout` in seconds ends an export that is told to wait. */
export function ghaSpecs(scope: string, mode: Mode, timeout: number): CacheSpecs {
  const common = ['type=gha', `scope=${scope}`];
  return {
    from: [joinFields([...common, `timeout=${Math.min(READING, timeout)}s`])],
    to: [joinFields([...common, `timeout=${timeout}s`, `mode=${mode}`, 'ignore-error=true'])],
  };
}

/** ECR takes a cache only as an image manifest with OCI media types. */
export function registrySpecs(ref: string, mode: Mode): CacheSpecs {
  const common = ['type=registry', `ref=${ref}`];
  const to = [...common, `mode=${mode}`, 'image-manifest=true', 'oci-mediatypes=true', 'ignore-error=true'];
  return { from: [joinFields(common)], to: [joinFields(to)] };
}

/** A folder to read, where there is one, and another one, still missing, to write. */
export function folderSpecs(from: string | undefined, to: string | undefined, mode: Mode): CacheSpecs {
  return {
    from: from === undefined ? [] : [joinFields(['type=local', `src=${from}`])],
    to: to === undefined ? [] : [joinFields(['type=local', `dest=${to}`, `mode=${mode}`, 'ignore-error=true'])],
  };
}

/** The cache in the image itself, read from what its moving tags name now. */
export function inlineSpecs(references: readonly string[]): CacheSpecs {
  return { from: references.map(ref => joinFields(['type=registry', `ref=${ref}`])), to: ['type=inline'] };
}
