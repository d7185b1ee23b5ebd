import type { CacheInputs } from '../../inputs/build/cache.ts';
import { normalPlatform } from '../../oci/platforms.ts';
import { fields, joinFields } from '../../plan/terms/list.ts';
import type { Backend, CacheSpecs } from './types.ts';

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

/**
 * A folder to read, where there is one, and another one, still missing, to write.
 *
 * @param tags of the caches in the folder that is read: buildx refuses to look for one that is not there
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

/** What buildx calls a cache that was given no tag. */
export const LATEST = 'latest';

/** The cache in the image itself, read from what its moving tags name now. */
export function inlineSpecs(references: readonly string[]): CacheSpecs {
  return { from: references.map(ref => joinFields(['type=registry', `ref=${ref}`])), to: ['type=inline'] };
}

/** In a cache folder: what is still to be joined. Two builds that write in one folder break one another. */
export const PARTS = 'parts';

/** What of each kind of cache is the name that a second writer would take over. */
const NAMES: Partial<Record<Backend, RegExp>> = { gha: /^scope=/, registry: /^ref=/ };

/**
 * The part of a cache that belongs to one platform, where each platform is a separate build: all of them end with
 * writing what their cache is, and only the last one's would be left. A folder knows several caches by their tags, of
 * which every build reads all; each is written apart, and they are joined afterwards (`joinParts`).
 */
export function cachesFor(backend: Backend, specs: CacheSpecs, platform: string): CacheSpecs {
  return cachesOf(backend, specs, (normalPlatform(platform) ?? platform).replaceAll(/[^\w.-]+/g, '-'));
}

/** What the part of one platform is called among the parts of a run's cache. @param image '' where there is one */
export function partName(platform: string, image: string): string {
  return image === '' ? platform : `${image} ${platform}`;
}

/** The part of a cache that belongs to one of several images. @param suffix letters, digits, `_`, `.` and `-` */
export function cachesOf(backend: Backend, { from, to }: CacheSpecs, suffix: string): CacheSpecs {
  if (backend === 'actions' || backend === 'local') {
    const apart = (column: string) =>
      column.replace(/^(dest=)(.*)$/s, (_, key, folder) => `${key}${folder}/${PARTS}/${suffix}`);
    return { from, to: to.map(spec => joinFields([...fields(spec).map(apart), `tag=${suffix}`])) };
  }
  const name = NAMES[backend];
  const own = (spec: string) =>
    joinFields(fields(spec).map(column => (name?.test(column) ? `${withRoom(column, suffix)}-${suffix}` : column)));
  return { from: from.map(own), to: to.map(own) };
}

/** A tag has 128 characters at the most (distribution-spec, "Pulling manifests"). */
function withRoom(column: string, suffix: string): string {
  const [, before = '', tag = ''] = /^(ref=.*:)([^:/]*)$/s.exec(column) ?? [];
  return before === '' ? column : `${before}${tag.slice(0, 127 - suffix.length)}`;
}
