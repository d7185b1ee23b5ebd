import { registryOf } from '../event/forge.ts';
import type { ActionError } from '../host/errors.ts';
import type { Login } from '../inputs/inputs.ts';
import type { RegistryEntry } from '../plan/terms/types.ts';
import type { Credential } from '../registry/auth/credential.ts';
import { type DockerConfig, toCredential } from './docker-config.ts';
import { canonicalHost } from './host.ts';

/** A credential and where it came from, in words for people: `registries[1]`, `docker-config`, … */
export type Resolved = Readonly<{ credential: Credential; source: string }>;

/** One place where credentials come from. Undefined means: not here, ask the next one. */
type Resolver = (host: string) => Promise<Resolved | undefined> | Resolved | undefined;

export type CredentialOptions = Readonly<{
  registries: readonly Pick<RegistryEntry, 'registry' | 'username' | 'password'>[];
  logins: readonly Login[];
  /** The input `docker-config`, from `readConfigInput`. */
  configInput: DockerConfig | undefined;
  /** The user's own configs, from `readUserConfigs`. */
  userConfigs: UserConfigs;
  actor: string;
  githubToken: string;
  /** The server that the token is of, `https://github.com`. */
  serverUrl: string;
  /** Asks a credential helper; `askHelper` with its environment bound. */
  askHelper: (helper: string, host: string) => Promise<Credential | undefined>;
  /** Called with each secret found, before anyone else sees it: `Log.mask`. */
  mask: (secret: string) => void;
}>;

/** The user's own logins: DOCKER_AUTH_CONFIG and config.json. */
export type UserConfigs = Readonly<{
  env: DockerConfig;
  file: DockerConfig;
  /** Why one of them could not be read. It is thrown where a login is looked for and nothing else gives one. */
  unreadable?: ActionError;
}>;

export type Credentials = Readonly<{
  /**
   * The credential for a registry; undefined when there is none. Asked once per host, then remembered.
   *
   * @throws ActionError `AUTH_FAILED` when a credential helper is broken, `INPUT_INVALID` when the user's config may have had one
   */
  resolve(host: string): Promise<Resolved | undefined>;
  /** Hosts for which the inputs give credentials: what a private Docker config needs besides the targets. */
  hosts: readonly string[];
}>;

type Entry = Readonly<{ registry: string; username: string; password: string }>;

/** Entries without credentials of their own say nothing; the first with some speaks for its host. */
function fromEntries(entries: readonly Entry[], name: (index: number) => string): Resolver {
  return host => {
    const index = entries.findIndex(entry => entry.password !== '' && canonicalHost(entry.registry) === host);
    const entry = entries[index];
    return entry && { credential: toCredential(entry.username, entry.password), source: name(index) };
  };
}

function fromAuths({ auths }: DockerConfig, source: string): Resolver {
  return host => {
    const credential = auths.get(host);
    return credential && { credential, source };
  };
}

function helperOf(config: DockerConfig, host: string): string | undefined {
  // An empty name in credHelpers means "not by a helper", also where credsStore names one.
  return (config.credHelpers.get(host) ?? config.credsStore) || undefined;
}

function fromHelper(config: DockerConfig, ask: CredentialOptions['askHelper'], where: string): Resolver {
  return async host => {
    const helper = helperOf(config, host);
    const credential = helper === undefined ? undefined : await ask(helper, host);
    return credential && { credential, source: `docker-credential-${helper} (${where})` };
  };
}

/** As docker: a host that has a helper has no other login in the same file. */
function fromUserFile(config: DockerConfig, ask: CredentialOptions['askHelper']): Resolver {
  const byHelper = fromHelper(config, ask, "the user's Docker config");
  const byAuths = fromAuths(config, "the user's Docker config");
  return host => (helperOf(config, host) === undefined ? byAuths(host) : byHelper(host));
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
 * Where credentials come from, the first that has some for a host winning:
 *
 * 1. what the step says: `registries`, then `registry-auth` and the `registry`/`username`/`password` shorthand;
 * 2. the step's `docker-config`: its `auths` before its helpers, as the file was handed over for its logins;
 * 3. the user's own: DOCKER_AUTH_CONFIG, then config.json (docker's own order);
 * 4. for the registry of the server that the job runs on (ghcr.io on github.com), the actor and the job's token;
 * 5. none.
 *
 * The user's own login for ghcr.io comes before the job's token: an earlier step that logged in there did so on purpose
 * (with a token that reaches another organisation, say), while the job's token is only ever the default.
 */
export function createCredentials(options: CredentialOptions): Credentials {
  const { registries, logins, configInput, userConfigs, askHelper, mask } = options;
  const resolvers: readonly Resolver[] = [
    fromEntries(registries, index => `registries[${index}]`),
    fromEntries(logins, () => 'registry-auth, or username and password'),
    ...(configInput
      ? [fromAuths(configInput, 'docker-config'), fromHelper(configInput, askHelper, 'docker-config')]
      : []),
    fromAuths(userConfigs.env, 'DOCKER_AUTH_CONFIG'),
    fromUserFile(userConfigs.file, askHelper),
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

  const known = new Map<string, Promise<Resolved | undefined>>();
  const given = [...registries, ...logins].filter(entry => entry.password !== '').map(entry => entry.registry);
  const fromConfig = configInput ? [...configInput.auths.keys(), ...configInput.credHelpers.keys()] : [];
  return {
    resolve(name) {
      const host = canonicalHost(name);
      const answer = known.get(host) ?? ask(host);
      known.set(host, answer);
      return answer;
    },
    hosts: [...new Set([...given, ...fromConfig].map(canonicalHost))],
  };
}
