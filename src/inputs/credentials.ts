import { quote } from '../host/text/quote.ts';
import { normalizeRegistry } from '../oci/reference.ts';
import { azureCloudOf, ecrHostOf, isGoogleHost } from '../plan/identity/hosts.ts';
import type { Identity } from '../plan/identity/types.ts';
import { isAccessKey } from './identity/aws.ts';
import { dockerHubSwitch } from './identity/dockerhub.ts';
import { hasIdentity, IDENTITY_KEYS, readIdentity, withIdToken } from './identity/read.ts';
import type { MissingSecret } from './reading/missing-secret.ts';
import { line, parseBoolean, type Source } from './reading/source.ts';
import { type EntryTrust, TRUST_KEYS, trustOf } from './reading/trust.ts';
import { type Entry, textOf, yamlEntries } from './reading/yaml-list.ts';

/** A login that adds no target: an entry of `registry-auth`, or the `registry`/`username`/`password` shorthand. */
export type Login = Readonly<{ registry: string }> & Credentials & EntryTrust;

/**
 * User name and password, or an identity. Both texts are empty if there is an identity, or if an entry only says how to
 * trust its registry, or that its login is in the environment.
 */
type Credentials = Readonly<{ username: string; password: string; identity?: Identity }>;

const NONE: Credentials = { username: '', password: '' };

/** login-action's keys, and the keys of identities. Its `scope` is listed so that the refusal can explain. */
const AUTH_KEYS = ['registry', 'username', 'password', ...IDENTITY_KEYS, ...TRUST_KEYS, 'ecr', 'scope'];

/** `registry-auth` and the shorthand. Half-given ones are left out and listed in `missing`. */
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
    // login-action's default.
    const registry = registryAt(
      source,
      `${entry.at}.registry`,
      textOf(source, entry, 'registry').trim() || 'docker.io',
    );
    refuseUnsupported(source, entry, registry);
    const credentials = credentialsOf(source, entry, registry, missing);
    const trust = trustOf(source, entry);
    if (credentials !== NONE || Object.keys(trust).length > 0 || mayBeInEnvironment(registry)) {
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

/** The shorthand's registry, normalized: Docker Hub when there is none. Undefined when it is not a registry. */
export function shorthandRegistry(source: Source): string | undefined {
  try {
    return normalizeRegistry(source.text('registry') || 'docker.io');
  } catch {
    return undefined;
  }
}

/** Whether a registry's login may come from credentials that an earlier step left in the environment. */
function mayBeInEnvironment(registry: string): boolean {
  return ecrHostOf(registry) !== undefined || isGoogleHost(registry) || azureCloudOf(registry) !== undefined;
}

/**
 * The `username` and `password` of an entry, or its identity. A key without the other is an immediate problem; an empty
 * value is a missing secret.
 */
export function credentialsOf(source: Source, entry: Entry, registry: string, missing: MissingSecret[]): Credentials {
  const username = textOf(source, entry, 'username').trim();
  if (hasIdentity(entry)) {
    const identity = readIdentity(source, { entry, registry, username }, missing);
    return identity === undefined ? NONE : { ...NONE, identity };
  }
  const password = textOf(source, entry, 'password');
  const switched = withoutPassword(source, { at: entry.at, registry, username, password }, missing);
  if (switched !== undefined) return switched;
  const isEcr = isAccessKey(registry, username) && parseBoolean(textOf(source, entry, 'ecr').trim()) !== false;
  if (isEcr && password !== '') return { ...NONE, identity: { kind: 'aws', key: { id: username, secret: password } } };
  const has = (key: string) => Object.hasOwn(entry.values, key);
  if (has('username') !== has('password')) {
    const [given, absent] = has('username') ? ['username', 'password'] : ['password', 'username'];
    source.report(entry.at, `has a ${given} but no ${absent}`, `Add \`${absent}:\`, or remove \`${given}:\`.`);
    return NONE;
  }
  return complete(entry.at, { username, password }, registry, missing);
}

/** The form of a registry. */
export const HOST_FORM = "a registry's host, as in `ghcr.io` or `localhost:5000`";

/** @returns only the host; anything else is reported and returned unchanged */
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
  const [username, password] = [line(source, 'username'), source.text('password')];
  const switched = withoutPassword(source, { at: 'username', registry, username, password }, missing);
  if (switched !== undefined) return { registry, ...switched };
  if (isAccessKey(registry, username) && password !== '') {
    return { registry, ...NONE, identity: { kind: 'aws', key: { id: username, secret: password } } };
  }
  const credentials = complete('', { username, password }, registry, missing);
  return credentials === NONE ? undefined : { registry, ...credentials };
}

/** login-action's way to Docker Hub: only a user name, and the connection in the environment. */
function withoutPassword(
  source: Source,
  login: Readonly<{ at: string; registry: string } & Credentials>,
  missing: MissingSecret[],
): Credentials | undefined {
  const identity = login.password === '' ? dockerHubSwitch(source, login) : undefined;
  if (identity === undefined) return undefined;
  withIdToken(source, identity, login, missing);
  return { ...NONE, identity };
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

function refuseUnsupported(source: Source, entry: Entry, registry: string): void {
  const ecr = textOf(source, entry, 'ecr').trim();
  if (ecr !== '' && ecr !== 'auto' && parseBoolean(ecr) === undefined) {
    source.invalid(`${entry.at}.ecr`, quote(ecr), '`auto`, `true` or `false`');
  } else if (parseBoolean(ecr) === true && ecrHostOf(registry) === undefined) {
    source.report(
      `${entry.at}.ecr`,
      `is true, but ${quote(registry)} is not a host of Amazon ECR`,
      'Remove it, or write the registry as `123456789012.dkr.ecr.eu-west-1.amazonaws.com`.',
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
