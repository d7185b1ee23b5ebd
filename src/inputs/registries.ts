import { quote } from '../host/text/quote.ts';
import { parseRegistry } from '../oci/reference.ts';
import { hasHost } from '../plan/targets.ts';
import { shellIn } from '../plan/terms/foreign.ts';
import type { RegistryEntry } from '../plan/terms/types.ts';
import { credentialsOf, HOST_FORM } from './credentials.ts';
import { entryFilters, FILTER_KEYS } from './filters.ts';
import { IDENTITY_KEYS } from './identity/read.ts';
import { aside } from './metadata.ts';
import type { MissingSecret } from './reading/missing-secret.ts';
import { booleanAt, items, itemsAt, type Source } from './reading/source.ts';
import { TRUST_KEYS, trustOf } from './reading/trust.ts';
import { type Entry, textOf, yamlEntries } from './reading/yaml-list.ts';

const LOGIN_KEYS = ['username', 'password', ...IDENTITY_KEYS];
const KEYS = ['registry', 'prefix', ...LOGIN_KEYS, ...TRUST_KEYS, 'tags', 'optional', ...FILTER_KEYS];

/** The `registries` input. Entries with half a login come without credentials and are listed in `missing`. */
export function readRegistries(source: Source, missing: MissingSecret[]): RegistryEntry[] {
  const given = plainHosts(source) ?? yamlEntries(source, 'registries', KEYS);
  const entries = given.flatMap(entry => {
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

/** Hosts without YAML syntax, one per line or separated by commas; undefined if it is YAML. */
function plainHosts(source: Source): Entry[] | undefined {
  const lines = source.raw('registries').split(/\r?\n/);
  const [first = '', ...more] = lines.map(line => line.replace(/(?:^|\s)#.*$/, '')).filter(line => line.trim() !== '');
  if (isYaml(first)) return undefined;
  if (more.some(isYaml)) {
    source.report('registries', 'mixes plain hosts with YAML', 'Begin each entry with `- `, as in `- ghcr.io`.');
    return [];
  }
  const hosts = items(source, 'registries', { commas: true, comments: true, onComment: () => {} });
  return hosts.map((plain, index) => ({ at: `registries[${index}]`, plain, values: {} }));
}

/** Whether a line begins unlike any host, or has a key. */
function isYaml(line: string): boolean {
  return /^\s*[-[\]{}&*!|>%]|:(?:\s|$)/.test(line);
}

function readEntry(source: Source, entry: Entry, missing: MissingSecret[]): RegistryEntry | undefined {
  const text = entry.plain ?? textOf(source, entry, 'registry').trim();
  if (text === '') {
    source.report(entry.at, 'has no `registry`', 'Add one, as in `registry: ghcr.io`.');
    return undefined;
  }
  const place = parsePlace(source, `${entry.at}${entry.plain === undefined ? '.registry' : ''}`, text);
  const host = place?.host ?? text;
  // Read the rest even when the registry is wrong, so that every problem is reported.
  const prefix = readPrefix(source, entry, host, place?.prefix ?? '');
  const read = {
    registry: host,
    prefix,
    ...credentialsOf(source, entry, host, missing),
    ...trustOf(source, entry),
    ...readTags(source, entry),
    optional: readOptional(source, entry),
    filters: entryFilters(source, entry),
  };
  return place === undefined ? undefined : read;
}

/** The path inside `registry`, followed by the entry's `prefix`. */
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

/** Tag rules as in the input `tags`: lines, or a YAML list of them. */
function readTags(source: Source, { at, values }: Entry): Pick<RegistryEntry, 'tags'> {
  const { tags: value = '' } = values;
  const text = typeof value === 'string' ? value : value.join('\n');
  const tags = itemsAt(source, `${at}.tags`, text, {
    comments: true,
    fields: true,
    onComment: aside(source, `${at}.tags`),
  });
  return tags.length === 0 ? {} : { tags };
}

function readOptional(source: Source, entry: Entry): boolean {
  return booleanAt(source, `${entry.at}.optional`, textOf(source, entry, 'optional').trim());
}

function parsePlace(source: Source, at: string, text: string): ReturnType<typeof parseRegistry> | undefined {
  try {
    // Hosts and repository paths are lower case.
    const place = parseRegistry(text.toLowerCase());
    // In a name, a first part without a dot or a port isn't a host: the image would go to Docker Hub.
    if (hasHost(`${place.host}/x`)) return place;
    source.invalid(at, quote(text), HOST_FORM);
    return undefined;
  } catch {
    const shell = shellIn(text);
    if (shell !== undefined) source.report(at, shell.refusal[0], `${shell.refusal[1]}.`);
    else source.invalid(at, quote(text), HOST_FORM);
    return undefined;
  }
}

/** Two entries may share a registry (with different prefixes), but a registry has one login. */
function conflictOf(entry: RegistryEntry, other: RegistryEntry): string | undefined {
  if (entry.registry !== other.registry) return undefined;
  if (entry.prefix === other.prefix) return 'repeats';
  const [own, others] = [entry, other].map(({ username, password, identity }) => [username, password, identity]);
  const differs = JSON.stringify(own) !== JSON.stringify(others);
  return differs && hasLogin(entry) && hasLogin(other) ? 'has another login than' : undefined;
}

function hasLogin({ username, identity }: RegistryEntry): boolean {
  return username !== '' || identity !== undefined;
}
