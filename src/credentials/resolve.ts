import { registryOf } from '../event/forge.ts';
import { type ActionError, messageOf } from '../host/errors.ts';
import type { Now } from '../host/ports.ts';
import type { Granted } from '../identity/exchange/ports.ts';
import type { Identities } from '../identity/identities.ts';
import type { Login } from '../inputs/inputs.ts';
import { canonicalHost } from '../oci/reference.ts';
import type { Identity } from '../plan/identity/types.ts';
import type { RegistryEntry } from '../plan/terms/types.ts';
import type { Credential } from '../registry/auth/credential.ts';
import { type DockerConfig, toCredential } from './docker-config.ts';
import { type Lifetime, lifetimeOf, putOff } from './renewal.ts';

/** A credential and its source, for people: `registries[1]`, `docker-config`, … */
export type Resolved = Readonly<{
  credential: Credential;
  source: string;
  /** For one that expires. */
  lifetime?: Lifetime | undefined;
  /** It is already in the user's own Docker config, or derived from it. */
  isUsers?: true;
}>;

/** One source of credentials. Undefined: ask the next one. */
type Resolver = (host: string) => Promise<Resolved | undefined> | Resolved | undefined;

export type CredentialOptions = Readonly<{
  registries: readonly Pick<RegistryEntry, 'registry' | 'username' | 'password' | 'identity'>[];
  logins: readonly Login[];
  /** The input `docker-config`, from `readConfigInput`. */
  configInput: DockerConfig | undefined;
  /** The user's own configs, from `readUserConfigs`. */
  userConfigs: UserConfigs;
  actor: string;
  githubToken: string;
  /** The server of the token, `https://github.com`. */
  serverUrl: string;
  /** Runs a credential helper; `askHelper` with its environment bound. */
  askHelper: (helper: string, host: string) => Promise<Credential | undefined>;
  /** Exchanges identities for logins, those of the inputs and those of earlier steps. */
  identities: Pick<Identities, 'exchange' | 'ambient'>;
  /** Whether a host needs a login: it is published to, or `registry-auth` names it. */
  isNeeded: (host: string) => boolean;
  now: Now;
  warn: (text: string) => void;
  /** Called with each secret before anyone else sees it: `Log.mask`. */
  mask: (secret: string) => void;
}>;

/** The user's own logins: DOCKER_AUTH_CONFIG and config.json. */
export type UserConfigs = Readonly<{
  env: DockerConfig;
  file: DockerConfig;
  /** Why one of them could not be read. Thrown when a login is needed and no other source has one. */
  unreadable?: ActionError;
}>;

export type Credentials = Readonly<{
  /**
   * The credential for a registry; undefined if there is none. Resolved once per host and cached; an expiring one is
   * replaced shortly before it expires.
   *
   * @param refused a credential that the registry rejected: replaced at once if it is the cached one
   * @throws ActionError `AUTH_FAILED` when a credential helper is broken or an identity rejected, `RUNNER_UNUSABLE`
   *   when the unreadable user config may have had one
   */
  resolve(host: string, refused?: Credential): Promise<Resolved | undefined>;
  /**
   * Whether the login of a host is exchanged for an identity of the inputs or the environment: that takes requests, and
   * it may expire.
   */
  mayRunOut(host: string): boolean;
  /** Hosts with credentials in the inputs: the private Docker config needs them besides the targets. */
  hosts: readonly string[];
}>;

type Entry = Readonly<{ registry: string; username: string; password: string; identity?: Identity }>;

function hasLogin({ password, identity }: Entry): boolean {
  return password !== '' || identity !== undefined;
}

/** Entries without credentials are skipped; the first with credentials is used for its host. */
function entryFor(entries: readonly Entry[], host: string): Entry | undefined {
  return entries.find(entry => hasLogin(entry) && canonicalHost(entry.registry) === host);
}

function fromEntries(
  entries: readonly Entry[],
  name: (index: number) => string,
  exchange: (host: string, identity: Identity, source: string) => Promise<Resolved | undefined>,
): Resolver {
  return host => {
    const entry = entryFor(entries, host);
    if (entry === undefined) return undefined;
    const source = name(entries.indexOf(entry));
    if (entry.identity !== undefined) return exchange(host, entry.identity, source);
    return { credential: toCredential(entry.username, entry.password), source };
  };
}

function fromAuths({ auths }: DockerConfig, source: string): Resolver {
  return host => {
    const credential = auths.get(host);
    return credential && { credential, source };
  };
}

function helperOf(config: DockerConfig, host: string): string | undefined {
  // An empty name in credHelpers disables helpers for the host, even with credsStore.
  return (config.credHelpers.get(host) ?? config.credsStore) || undefined;
}

function fromHelper(config: DockerConfig, ask: CredentialOptions['askHelper'], where: string): Resolver {
  return async host => {
    const helper = helperOf(config, host);
    const credential = helper === undefined ? undefined : await ask(helper, host);
    return credential && { credential, source: `docker-credential-${helper} (${where})` };
  };
}

/** As in docker: a host with a helper has no other login in the same file. */
function fromUserFile(config: DockerConfig, ask: CredentialOptions['askHelper']): Resolver {
  const byHelper = fromHelper(config, ask, "the user's Docker config");
  const byAuths = fromAuths(config, "the user's Docker config");
  return host => (helperOf(config, host) === undefined ? byAuths(host) : byHelper(host));
}

function ofUser(resolver: Resolver): Resolver {
  return async host => {
    const resolved = await resolver(host);
    return resolved && { ...resolved, isUsers: true };
  };
}

function fromJobToken({ actor, githubToken: token, serverUrl }: CredentialOptions): Resolver {
  const own = registryOf(serverUrl);
  return host =>
    host === own && token !== ''
      ? { credential: { kind: 'basic', username: actor || 'x-access-token', password: token }, source: 'github-token' }
      : undefined;
}

function secretOf(credential: Credential): string {
  switch (credential.kind) {
    case 'basic':
      return credential.password;
    case 'identity':
      return credential.identityToken;
    case 'bearer':
      return credential.token;
  }
}

/**
 * Sources of credentials; the first that has some for a host wins:
 *
 * 1. the step's inputs: `registries`, then `registry-auth` and the `registry`/`username`/`password` shorthand;
 * 2. the step's `docker-config`: its `auths` before its helpers, since it was passed for its logins;
 * 3. the user's own: DOCKER_AUTH_CONFIG, then config.json (docker's own order);
 * 4. for a cloud's registries, the cloud credentials that an earlier step left in the environment;
 * 5. for the registry of the job's server (ghcr.io on github.com), the actor and the job's token;
 * 6. none.
 *
 * The user's own login for ghcr.io comes before the job's token: an earlier step logged in there on purpose (with a
 * token for another organization, say), while the job's token is only the default.
 */
export function createCredentials(options: CredentialOptions): Credentials {
  const { registries, logins, configInput, userConfigs, askHelper, identities, isNeeded, now, warn, mask } = options;
  const exchange = async (host: string, identity: Identity, source: string): Promise<Resolved | undefined> => {
    const asked = now();
    const granted = await identities.exchange(host, identity);
    return granted && { credential: credentialOf(granted), source, lifetime: lifetimeOf(asked, granted.life) };
  };
  const fromEnvironment: Resolver = async host => {
    const identity = identities.ambient(host);
    if (identity === undefined) return undefined;
    try {
      return await exchange(host, identity, 'the environment');
    } catch (error) {
      if (isNeeded(host)) throw error;
      warn(`No login to ${host}: ${messageOf(error)}`);
      return undefined;
    }
  };
  const resolvers: readonly Resolver[] = [
    fromEntries(registries, index => `registries[${index}]`, exchange),
    fromEntries(logins, () => 'registry-auth, or username and password', exchange),
    ...(configInput
      ? [fromAuths(configInput, 'docker-config'), fromHelper(configInput, askHelper, 'docker-config')]
      : []),
    ofUser(fromAuths(userConfigs.env, 'DOCKER_AUTH_CONFIG')),
    ofUser(fromUserFile(userConfigs.file, askHelper)),
    fromEnvironment,
    fromJobToken(options),
  ];

  async function ask(host: string): Promise<Resolved | undefined> {
    for (const resolver of resolvers) {
      const resolved = await resolver(host);
      if (resolved === undefined) continue;
      mask(secretOf(resolved.credential));
      return resolved;
    }
    if (userConfigs.unreadable !== undefined) throw userConfigs.unreadable;
    return undefined;
  }

  /** A login that cannot be renewed is used until it expires, unless its registry rejects it. */
  async function renew(
    host: string,
    old: Resolved & Readonly<{ lifetime: Lifetime }>,
    refused: Credential | undefined,
  ): Promise<Resolved | undefined> {
    try {
      return await ask(host);
    } catch (error) {
      const lifetime = old.credential === refused ? undefined : putOff(old.lifetime, now());
      if (lifetime === undefined) throw error;
      warn(`Couldn't renew the login to ${host}, which is still valid for a while: ${messageOf(error)}`);
      return { ...old, lifetime };
    }
  }

  const known = new Map<string, Promise<Resolved | undefined>>();
  async function current(host: string, refused: Credential | undefined): Promise<Resolved | undefined> {
    const held = known.get(host);
    const resolved = await held;
    const { lifetime } = resolved ?? {};
    if (resolved === undefined || lifetime === undefined) return resolved;
    if (now() < lifetime.renewAt && resolved.credential !== refused) return resolved;
    // The first caller renews it for all.
    if (known.get(host) === held) {
      const renewing = renew(host, { ...resolved, lifetime }, refused);
      known.set(host, renewing);
      // After a failed renewal, the next caller tries again.
      renewing.catch(() => known.get(host) === renewing && known.set(host, Promise.resolve(resolved)));
    }
    return known.get(host);
  }

  const isExchanged = (name: string): boolean => {
    const host = canonicalHost(name);
    return (entryFor(registries, host) ?? entryFor(logins, host))?.identity !== undefined;
  };
  const given = [...registries, ...logins].filter(hasLogin).map(entry => entry.registry);
  // An entry that only names a cloud's registry uses the credentials in the environment.
  const ambient = logins.map(entry => entry.registry).filter(host => identities.ambient(canonicalHost(host)));
  const fromConfig = configInput ? [...configInput.auths.keys(), ...configInput.credHelpers.keys()] : [];
  return {
    resolve(name, refused) {
      const host = canonicalHost(name);
      if (!known.has(host)) known.set(host, ask(host));
      return current(host, refused);
    },
    mayRunOut: name => isExchanged(name) || identities.ambient(canonicalHost(name)) !== undefined,
    hosts: [...new Set([...given, ...ambient, ...fromConfig].map(canonicalHost))],
  };
}

function credentialOf({ username, password }: Granted): Credential {
  return { kind: 'basic', username, password };
}
