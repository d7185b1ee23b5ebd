import { createHash } from 'node:crypto';
import type { CacheInputs } from '../inputs/cache.ts';
import { joinFields } from '../plan/list.ts';
import type { CacheSpecs } from './types.ts';

type Mode = CacheInputs['mode'];

/** What tells one image's cache from another's. */
export type ScopeFacts = Readonly<{
  /** The first name that the image has; '' when it has none. */
  image: string;
  /** Tells builds apart that have no name: the Dockerfile's path, with its context. */
  place: string;
  target: string;
  /** As asked for; empty for the builder's own. */
  platforms: readonly string[];
  /** The builder's own platform. */
  native: string;
}>;

/** Room in a cache key for what people read of a scope. */
const LONGEST = 100;

/**
 * The name of a cache: what is built, of which stage, for which platforms. The hash at its end keeps two of these from
 * ever sharing one, as `a/b` and `a_b` would without it.
 */
export function scopeOf({ image, place, target, platforms, native }: ScopeFacts): string {
  const parts = [image || place, target, ...[...(platforms.length > 0 ? platforms : [native])].sort()];
  const readable = parts
    .filter(part => part !== '')
    .join('-')
    .replaceAll(/[^\w.-]+/g, '_')
    .slice(0, LONGEST);
  return `${readable}-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 8)}`;
}

/** A scope as the name of a folder: `cache-scope` may be any text, `../..` too. */
export function folderOf(scope: string): string {
  if (/^\w[\w.-]*$/.test(scope)) return scope;
  const hash = createHash('sha256').update(scope).digest('hex').slice(0, 8);
  return `${scope.replaceAll(/[^\w-]+/g, '_').slice(0, LONGEST)}-${hash}`;
}

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
