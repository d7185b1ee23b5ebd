import { join, relative, resolve } from 'node:path';
import type { Context } from '../../event/context.ts';
import { sha256Hex } from '../../host/text/sha256.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import { isRemote } from '../../plan/git-context.ts';
import type { BuildInputs } from '../../plan/terms/types.ts';

/** What distinguishes one build's cache from another's. */
export type ScopeFacts = Readonly<{
  /** The image's first name, or the repository if it has none. */
  image: string;
  /** The build context, '' for the workspace. */
  folder: string;
  /** The Dockerfile, '' for the context's: variants of one image have one each. */
  file: string;
  target: string;
  /** As requested; empty for the builder's own. */
  platforms: readonly string[];
  /** The builder's own platform. */
  native: string;
}>;

/** Characters of a cache key for the readable part of a scope. */
const LONGEST = 100;

/**
 * The scope of a run's caches: `cache-scope` and the platforms, or a name derived from the build.
 *
 * @param name of the image; '' when it has none
 * @param native the platform of a build that names none
 */
export function scopeFor(
  { cache, build }: Pick<Inputs, 'cache' | 'build'>,
  { workspace, repository }: Pick<Context, 'workspace' | 'repository'>,
  name: string,
  native: string,
): string {
  const { target, platforms } = build;
  // Matrix jobs share the input, but not their platforms.
  const own = platformsOf({ platforms, native }).map(platform => platform.replaceAll('/', '_'));
  if (cache.scope !== '') return [cache.scope, ...own].join('-');
  return scopeOf({
    image: name || repository,
    ...placeOf(build, workspace),
    ...{ target, platforms, native },
  });
}

/** Normalized, so that spelling and the commit of a URL do not matter. */
function placeOf({ context, file }: Pick<BuildInputs, 'context' | 'file'>, workspace: string) {
  const at = (path: string): string =>
    isRemote(path) ? remotePlace(path) : relative(workspace, resolve(workspace, path));
  const folder = at(context);
  const dockerfile = file === '' ? '' : at(file);
  return { folder, file: dockerfile === join(folder, 'Dockerfile') ? '' : dockerfile };
}

/** A URL without its run-specific parts: commit and credentials. Names of caches are not secret. */
function remotePlace(url: string): string {
  const [place = '', fragment = ''] = url.split('#');
  const folder = /:.*/.exec(fragment)?.[0] ?? '';
  const [address = '', query = ''] = place.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, '$1').split('?');
  const subdir = new URLSearchParams(query).get('subdir');
  return `${address}${subdir === null ? folder : `:${subdir}`}`;
}

/**
 * The name of a cache: image, Dockerfile, stage and platforms. The final hash keeps similar names apart, such as `a/b`
 * and `a_b`.
 */
export function scopeOf({ image, folder, file, target, platforms, native }: ScopeFacts): string {
  const parts = [image, folder, file, target, ...platformsOf({ platforms, native })];
  const readable = parts
    .filter(part => part !== '')
    .join('-')
    .replaceAll(/[^\w.-]+/g, '_')
    .slice(0, LONGEST);
  return `${readable}-${sha256Hex(JSON.stringify(parts)).slice(0, 8)}`;
}

function platformsOf({ platforms, native }: Pick<ScopeFacts, 'platforms' | 'native'>): readonly string[] {
  return (platforms.length > 0 ? platforms : [native]).toSorted();
}

/** A scope as a folder name: `cache-scope` may be any text, even `../..`. */
export function folderOf(scope: string): string {
  if (/^\w[\w.-]*$/.test(scope)) return scope;
  const hash = sha256Hex(scope).slice(0, 8);
  return `${scope.replaceAll(/[^\w-]+/g, '_').slice(0, LONGEST)}-${hash}`;
}
