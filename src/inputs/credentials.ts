import type { Problem } from '../host/errors.ts';
import { normalizeRegistry } from '../oci/reference.ts';
import { line, parseBoolean, quote, type Source } from './reading/source.ts';
import { type EntryTrust, TRUST_KEYS, trustOf } from './reading/trust.ts';
import { type Entry, textOf, yamlEntries } from './reading/yaml-list.ts';

/**
 * A login that adds no target: an entry of `registry-auth`, or the `registry`/`username`/`password` shorthand. Both
 * texts are empty where an entry only says how to trust its registry.
 */
export type Login = Readonly<{ registry: string; username: string; password: string }> & EntryTrust;

/** A half-given login: no error unless something is pushed, since forks and Dependabot get no secrets. */
export type MissingSecret = Problem & Readonly<{ registry: string }>;

export type Credentials = Readonly<{ username: string; password: string }>;

const NONE: Credentials = { username: '', password: '' };

/** login-action's keys. Its `scope` and `ecr` are known so that the refusal can say why. */
const AUTH_KEYS = ['registry', 'username', 'password', ...TRUST_KEYS, 'ecr', 'scope'];

/** `registry-auth` and the shorthand. Half-given ones are left out and told in `missing`. */
export function readLogins(source: Source, missing: MissingSecret[]): Login[] {
  const logins: Readonly<{ at: string; login: Login }>[] = [];
  for (const entry of yamlEntries(source, 'registry-auth', AUTH_KEYS)) {
    if (entry.plain !== undefined) {
      source.report(
        entry.at,
        'is a plain string',
        'Write a map: `- registry: ghcr.io`, then `username:` and `password:`.',
      );
      continue;
    }
    refuseUnsupported(source, entry);
    // login-action's default.
    const registry = registryAt(
      source,
      `${entry.at}.registry`,
      textOf(source, entry, 'registry').trim() || 'docker.io',
    );
    const credentials = credentialsOf(source, entry, registry, missing);
    const trust = trustOf(source, entry);
    if (credentials !== NONE || Object.keys(trust).length > 0) {
      logins.push({ at: entry.at, login: { registry, ...credentials, ...trust } });
    }
  }
  const shorthand = readShorthand(source, missing);
  if (shorthand !== undefined) logins.push({ at: 'registry', login: shorthand });

  for (const [index, { at, login }] of logins.entries()) {
    const first = logins.slice(0, index).find(other => other.login.registry === login.registry);
    if (first !== undefined) {
      source.report(at, `gives ${login.registry} a second login (the first is ${first.at})`, 'Keep one of them.');
    }
  }
  return logins.map(({ login }) => login);
}

/** The shorthand's registry, normalised: Docker Hub when there is none. Undefined when it is not a registry. */
export function shorthandRegistry(source: Source): string | undefined {
  try {
    return normalizeRegistry(source.text('registry') || 'docker.io');
  } catch {
    return undefined;
  }
}

/**
 * The `username` and `password` of an entry. A key without the other is a problem at once; both there and one empty is
 * a missing secret.
 */
export function credentialsOf(source: Source, entry: Entry, registry: string, missing: MissingSecret[]): Credentials {
  const username = textOf(source, entry, 'username').trim();
  const password = textOf(source, entry, 'password');
  const has = (key: string) => Object.hasOwn(entry.values, key);
  if (has('username') !== has('password')) {
    const [given, absent] = has('username') ? ['username', 'password'] : ['password', 'username'];
    source.report(entry.at, `has a ${given} but no ${absent}`, `Add \`${absent}:\`, or remove \`${given}:\`.`);
    return NONE;
  }
  return complete(entry.at, { username, password }, registry, missing);
}

/** What a registry looks like. */
export const HOST_FORM = "a registry's host, as in `ghcr.io` or `localhost:5000`";

/** @returns the host alone; reports what is no registry and gives it back as it is */
function registryAt(source: Source, at: string, text: string): string {
  try {
    return normalizeRegistry(text);
  } catch {
    source.invalid(at, quote(text), HOST_FORM);
    return text;
  }
}

function readShorthand(source: Source, missing: MissingSecret[]): Login | undefined {
  const registry = registryAt(source, 'registry', line(source, 'registry') || 'docker.io');
  const credentials = complete(
    '',
    { username: line(source, 'username'), password: source.text('password') },
    registry,
    missing,
  );
  return credentials === NONE ? undefined : { registry, ...credentials };
}

function complete(at: string, credentials: Credentials, registry: string, missing: MissingSecret[]): Credentials {
  const empty = (['username', 'password'] as const).filter(key => credentials[key] === '');
  const [key] = empty;
  if (empty.length === 1 && key !== undefined) {
    missing.push({
      registry,
      input: at === '' ? key : `${at}.${key}`,
      problem: `is empty but \`${key === 'username' ? 'password' : 'username'}\` is set (${registry})`,
      fix: 'Does the secret exist, spelled like this? Fork and Dependabot runs get no secrets.',
    });
  }
  return empty.length === 0 ? credentials : NONE;
}

function refuseUnsupported(source: Source, entry: Entry): void {
  const ecr = textOf(source, entry, 'ecr').trim();
  if (ecr !== '' && ecr !== 'auto' && parseBoolean(ecr) !== false) {
    source.report(
      `${entry.at}.ecr`,
      'is not supported',
      "Give the registry's own user name and password (`AWS` and a token).",
    );
  }
  if (textOf(source, entry, 'scope').trim() !== '') {
    source.report(
      `${entry.at}.scope`,
      'is not supported',
      'Remove it: credentials of a step are never kept for others.',
    );
  }
}
