import { randomBytes } from 'node:crypto';
import type { Scope } from './cache-token.ts';

/** One cache: written once, found by its key, its version (of content and format) and its scope. */
export type Entry = {
  readonly id: string;
  readonly scope: string;
  readonly key: string;
  readonly version: string;
  /** Undefined, and invisible, until it is finalized. */
  size: number | undefined;
};

export type Entries = Readonly<{
  all(): readonly Entry[];
  /** A new entry in the first writable scope; otherwise the reason why not. */
  create(scopes: readonly Scope[], key: string, version: string): Entry | 'denied' | 'exists';
  finalize(scopes: readonly Scope[], key: string, version: string, size: number): Entry | undefined;
  /** For each scope in the token's order: per key the exact match, then the newest whose key has this prefix. */
  find(scopes: readonly Scope[], keys: readonly string[], version: string): Entry | undefined;
  clear(): void;
}>;

/** The service's saved entries, oldest first. */
export function createEntries(): Entries {
  let entries: Entry[] = [];
  const writable = (scopes: readonly Scope[]) => scopes.filter(({ permission }) => permission !== 'read');
  const same = (entry: Entry, scope: string, key: string, version: string): boolean =>
    entry.scope === scope && entry.key === key && entry.version === version;

  return {
    all: () => entries,
    create(scopes, key, version) {
      const scope = writable(scopes)[0]?.ref;
      if (scope === undefined) return 'denied';
      if (entries.some(entry => same(entry, scope, key, version))) return 'exists';
      const entry: Entry = { id: randomBytes(8).toString('hex'), scope, key, version, size: undefined };
      entries.push(entry);
      return entry;
    },
    finalize(scopes, key, version, size) {
      const [scope] = writable(scopes);
      const entry = entries.find(one => scope !== undefined && same(one, scope.ref, key, version));
      if (entry === undefined || entry.size !== undefined) return undefined;
      entry.size = size;
      return entry;
    },
    find(scopes, keys, version) {
      const readable = scopes.filter(({ permission }) => permission !== 'write');
      for (const { ref } of readable) {
        const mine = entries.filter(
          entry => entry.scope === ref && entry.version === version && entry.size !== undefined,
        );
        for (const key of keys) {
          const found = mine.find(entry => entry.key === key) ?? mine.findLast(entry => entry.key.startsWith(key));
          if (found) return found;
        }
      }
      return undefined;
    },
    clear() {
      entries = [];
    },
  };
}
