import { parseRegistry } from '../oci/reference.ts';
import { shellIn } from '../plan/terms/foreign.ts';
import type { RegistryEntry } from '../plan/terms/types.ts';
import { credentialsOf, HOST_FORM, type MissingSecret } from './credentials.ts';
import { entryFilters, FILTER_KEYS } from './filters.ts';
import { booleanAt, quote, type Source } from './reading/source.ts';
import { TRUST_KEYS, trustOf } from './reading/trust.ts';
import { type Entry, textOf, yamlEntries } from './reading/yaml-list.ts';

const KEYS = ['registry', 'prefix', 'username', 'password', ...TRUST_KEYS, 'optional', ...FILTER_KEYS];

/** The `registries` input. Entries with half a login come without credentials and are told in `missing`. */
export function readRegistries(source: Source, missing: MissingSecret[]): RegistryEntry[] {
  const entries = yamlEntries(source, 'registries', KEYS).flatMap(entry => {
    const read = readEntry(source, entry, missing);
    return read === undefined ? [] : [{ at: entry.at, read }];
  });
  for (const [index, { at, read }] of entries.entries()) {
    for (const { at: earlier, read: other } of entries.slice(0, index)) {
      const conflict = conflictOf(read, other);
      if (conflict !== undefined)
        source.report(at, `${conflict} ${earlier}`, 'Keep one of them, or give them the same login.');
    }
  }
  return entries.map(({ read }) => read);
}

function readEntry(source: Source, entry: Entry, missing: MissingSecret[]): RegistryEntry | undefined {
  const text = entry.plain ?? textOf(source, entry, 'registry').trim();
  if (text === '') {
    source.report(entry.at, 'has no `registry`', 'Add one, as in `registry: ghcr.io`.');
    return undefined;
  }
  const place = parsePlace(source, `${entry.at}${entry.plain === undefined ? '.registry' : ''}`, text);
  const host = place?.host ?? text;
  // Read the rest even when the registry is wrong, so that every problem is told.
  const prefix = readPrefix(source, entry, host, place?.prefix ?? '');
  const read = {
    registry: host,
    prefix,
    ...credentialsOf(source, entry, host, missing),
    ...trustOf(source, entry),
    optional: readOptional(source, entry),
    filters: entryFilters(source, entry),
  };
  return place === undefined ? undefined : read;
}

/** The path inside `registry`, and below it the `prefix` of the entry. */
function readPrefix(source: Source, entry: Entry, host: string, path: string): string {
  const own = textOf(source, entry, 'prefix').trim().toLowerCase();
  const joined = [path, ...own.split('/')].filter(part => part !== '').join('/');
  if (own !== '') {
    try {
      // A prefix is one or more path components of a repository's name.
      parseRegistry(`registry.invalid/${joined}`);
    } catch {
      source.invalid(
        `${entry.at}.prefix`,
        quote(own),
        `the path between ${quote(host)} and the name, as in \`project/repo\``,
      );
    }
  }
  return joined;
}

function readOptional(source: Source, entry: Entry): boolean {
  return booleanAt(source, `${entry.at}.optional`, textOf(source, entry, 'optional').trim());
}

function parsePlace(source: Source, at: string, text: string): ReturnType<typeof parseRegistry> | undefined {
  try {
    // Hosts and repository paths have no upper case.
    return parseRegistry(text.toLowerCase());
  } catch {
    const shell = shellIn(text);
    if (shell !== undefined) source.report(at, shell.refusal[0], `${shell.refusal[1]}.`);
    else source.invalid(at, quote(text), HOST_FORM);
    return undefined;
  }
}

/** Two entries may share a registry (one a prefix), but a registry has one login. */
function conflictOf(entry: RegistryEntry, other: RegistryEntry): string | undefined {
  if (entry.registry !== other.registry) return undefined;
  if (entry.prefix === other.prefix) return 'repeats';
  const differs = entry.username !== other.username || entry.password !== other.password;
  return differs && entry.username !== '' && other.username !== '' ? 'has another login than' : undefined;
}
