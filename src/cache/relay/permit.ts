import type { Fields } from '../../host/fields.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import { fields } from '../../plan/terms/list.ts';
import { isGha } from '../../runner/child-env.ts';
import { caches, writtenCaches } from '../store/caches.ts';

/** Whether a method of the service may be called with these fields. */
export type Permit = (method: string, asked: Fields) => boolean;

/** The methods of BuildKit's `type=gha`: the service also has methods to list and delete. */
const READS = ['GetCacheEntryDownloadURL'];
const WRITES = ['CreateCacheEntry', 'FinalizeCacheEntryUpload'];
/** A layer's name. All scopes share layers. */
const LAYER = /^buildkit-blob-\d+-sha256:[0-9a-f]{64}/;
/** After the scope in an index's name: BuildKit's version, and a hash of the git ref. */
const OF_SCOPE = /^\d+-[0-9a-f]+(?:#\d*)?$/;

/**
 * What one build's caches need from the service: entries with BuildKit's names in their scopes, and no creation unless
 * the build writes a cache. A build step may intercept the relay's token, which is good for nothing else.
 *
 * @see https://github.com/moby/buildkit/blob/master/cache/remotecache/gha/gha.go
 */
export function permitFor(inputs: Pick<Inputs, 'build'>, isReadOnly: boolean): Permit {
  const specs = caches(inputs).filter(isGha);
  const methods = !isReadOnly && writtenCaches(inputs).some(isGha) ? [...READS, ...WRITES] : READS;
  const indexes = [...new Set(specs.map(scopeOf))].map(scope => `index-${scope}-`);
  const isOurs = (key: unknown): boolean =>
    typeof key === 'string' &&
    (LAYER.test(key) || indexes.some(prefix => key.startsWith(prefix) && OF_SCOPE.test(key.slice(prefix.length))));
  return (method, { key, restore_keys: others = [] }) =>
    methods.includes(method) && isOurs(key) && Array.isArray(others) && others.every(isOurs);
}

/** BuildKit's default is its own name. */
function scopeOf(spec: string): string {
  const [, scope] =
    fields(spec)
      .map(column => /^scope\s*=\s*(.*)$/is.exec(column))
      .find(match => match !== null) ?? [];
  return scope ?? 'buildkit';
}
