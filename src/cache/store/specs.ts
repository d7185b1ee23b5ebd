import type { CacheInputs } from '../../inputs/build/cache.ts';
import { normalPlatform } from '../../oci/platforms.ts';
import { fields, joinFields } from '../../plan/terms/list.ts';
import type { Backend, CacheSpecs } from './types.ts';

type Mode = CacheInputs['mode'];

/** Waiting longer for a cache's index saves no time. Seconds. */
const READING = 30;

/** BuildKit's own cache on the runner's service. `timeout`: seconds after which an export that has to wait is ended. */
export function ghaSpecs(scope: string, mode: Mode, timeout: number): CacheSpecs {
  const common = ['type=gha', `scope=${scope}`];
  return {
    from: [joinFields([...common, `timeout=${Math.min(READING, timeout)}s`])],
    to: [joinFields([...common, `timeout=${timeout}s`, `mode=${mode}`, 'ignore-error=true'])],
  };
}

/** ECR accepts a cache only as an image manifest with OCI media types. */
export function registrySpecs(ref: string, mode: Mode): CacheSpecs {
  const common = ['type=registry', `ref=${ref}`];
  const to = [...common, `mode=${mode}`, 'image-manifest=true', 'oci-mediatypes=true', 'ignore-error=true'];
  return { from: [joinFields(common)], to: [joinFields(to)] };
}

/**
 * A folder to read, if there is one, and a new one to write.
 *
 * @param tags of the caches in the folder to read: buildx fails on a missing one
 */
export function folderSpecs(
  from: string | undefined,
  tags: readonly string[],
  to: string | undefined,
  mode: Mode,
): CacheSpecs {
  const read = (tag: string) => ['type=local', `src=${from}`, ...(tag === LATEST ? [] : [`tag=${tag}`])];
  return {
    from: from === undefined ? [] : tags.map(tag => joinFields(read(tag))),
    to: to === undefined ? [] : [joinFields(['type=local', `dest=${to}`, `mode=${mode}`, 'ignore-error=true'])],
  };
}

/** buildx's default tag of a cache. */
export const LATEST = 'latest';

/** The cache in the image itself, read from its moving tags. */
export function inlineSpecs(references: readonly string[]): CacheSpecs {
  return { from: references.map(ref => joinFields(['type=registry', `ref=${ref}`])), to: ['type=inline'] };
}

/** In a cache folder: the parts to join. Two builds must not write to one folder. */
export const PARTS = 'parts';

/** The attribute of each kind of cache that must be unique per writer. */
const NAMES: Partial<Record<Backend, RegExp>> = { gha: /^scope=/, registry: /^ref=/ };

/**
 * One platform's part of a cache, if each platform is a separate build: otherwise each export would overwrite the
 * previous one. A folder can hold several caches by tag, all of which every build reads; they are written separately
 * and joined afterwards (`joinParts`).
 */
export function cachesFor(backend: Backend, specs: CacheSpecs, platform: string): CacheSpecs {
  return cachesOf(backend, specs, (normalPlatform(platform) ?? platform).replaceAll(/[^\w.-]+/g, '-'));
}

/** The name of one platform's part of a run's cache. @param image '' for a single one */
export function partName(platform: string, image: string): string {
  return image === '' ? platform : `${image} ${platform}`;
}

/** One image's part of a cache. @param suffix letters, digits, `_`, `.` and `-` */
export function cachesOf(backend: Backend, { from, to }: CacheSpecs, suffix: string): CacheSpecs {
  if (backend === 'actions' || backend === 'local') {
    const apart = (column: string) =>
      column.replace(/^(dest=)(.*)$/s, (_, key, folder) => `${key}${folder}/${PARTS}/${suffix}`);
    return { from, to: to.map(spec => joinFields([...fields(spec).map(apart), `tag=${suffix}`])) };
  }
  const name = NAMES[backend];
  const own = (spec: string) =>
    joinFields(fields(spec).map(column => (name?.test(column) ? `${shortenedFor(column, suffix)}-${suffix}` : column)));
  return { from: from.map(own), to: to.map(own) };
}

/** A tag has at most 128 characters (distribution-spec, "Pulling manifests"). */
function shortenedFor(column: string, suffix: string): string {
  const [, before = '', tag = ''] = /^(ref=.*:)([^:/]*)$/s.exec(column) ?? [];
  return before === '' ? column : `${before}${tag.slice(0, 127 - suffix.length)}`;
}
