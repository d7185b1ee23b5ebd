import { chmod, mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { at, type JsonObject, objectAt } from '../event/context.ts';
import type { DockerFolders } from '../host/variables/docker.ts';
import { programPath } from '../host/variables/system.ts';
import { removeFolder } from '../journal/run-folder.ts';
import { canonicalHost } from '../oci/reference.ts';
import type { Credential } from '../registry/auth/credential.ts';
import { authEntry } from './auth-entry.ts';
import { configKey } from './config-key.ts';
import { dockerEnv } from './docker-env.ts';
import { hideableFolder } from './hideable-folder.ts';
import { createLoginHelper, HELPER, type LoginHelper } from './login-helper.ts';
import type { UserConfigs } from './resolve.ts';

type DockerAccessOptions = Readonly<{
  /** This run's folder (`createRunFolder`). */
  folder: string;
  /** The user's own folders, which are never written. */
  user: DockerFolders;
  userConfigs: UserConfigs;
  env: Readonly<Record<string, string>>;
  /** By host; these take precedence over the user's config. */
  credentials: ReadonlyMap<string, Credential>;
  /** A folder of keys that is hidden with the logins. It need not exist yet. */
  keys: string;
  /** A folder of CLI plugins that take precedence over the machine's. */
  plugins?: string | undefined;
  /** Some logins are added and renewed by `login`. */
  renews?: boolean | undefined;
}>;

/** A Docker config folder for this run alone. */
export type DockerAccess = Readonly<{
  /** Its path, for DOCKER_CONFIG. */
  dir: string;
  /** The user's own folders. */
  user: DockerFolders;
  /** The environment for docker children. */
  env: Readonly<Record<string, string>>;
  /**
   * Removes every login from the folder, and the builders' keys from the run's, so that a gate, which runs as the same
   * user, cannot read them.
   */
  hide(): Promise<void>;
  /** Restores the logins and the keys. */
  show(): Promise<void>;
  /**
   * Adds or replaces logins; until logins are hidden for the first time, running children see them too. Hidden logins
   * stay hidden.
   */
  login(credentials: ReadonlyMap<string, Credential>): Promise<void>;
  /** Removes the folder. May be called twice. */
  dispose(): Promise<void>;
}>;

function without(entries: JsonObject, hosts: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(entries).filter(([key]) => !hosts.has(canonicalHost(key))));
}

/**
 * The user's config with `credentials` in it. If a helper would answer for one of their hosts, an empty name in
 * `credHelpers` makes docker look into `auths` instead.
 */
function mergeConfig(userConfigs: UserConfigs, credentials: ReadonlyMap<string, Credential>): JsonObject {
  const all = new Map([...userConfigs.env.auths, ...credentials]);
  const { raw, credsStore } = userConfigs.file;
  const hosts = new Set([...all.keys()].map(canonicalHost));
  const ours = [...all].map(([host, credential]) => [configKey(host), authEntry(credential)] as const);
  const auths = { ...without(objectAt(raw, 'auths'), hosts), ...Object.fromEntries(ours) };
  const helped = [...hosts].filter(host => credsStore !== undefined || userConfigs.file.credHelpers.has(host));
  const unhelped = Object.fromEntries(helped.map(host => [configKey(host), '']));
  const credHelpers = { ...without(objectAt(raw, 'credHelpers'), hosts), ...unhelped };
  return { ...raw, auths, ...(Object.keys(credHelpers).length > 0 ? { credHelpers } : { credHelpers: undefined }) };
}

/** The same with the helper instead of these logins. Tokens stay: the helper supports only user names and passwords. */
function withHelper(json: JsonObject, renewed: ReadonlyMap<string, Credential>): JsonObject {
  const keys = [...renewed].filter(([, { kind }]) => kind === 'basic').map(([host]) => configKey(host));
  if (keys.length === 0) return json;
  const auths = Object.entries(objectAt(json, 'auths')).filter(([key]) => !keys.includes(key));
  const credHelpers = { ...objectAt(json, 'credHelpers'), ...Object.fromEntries(keys.map(key => [key, HELPER])) };
  return { ...json, auths: Object.fromEntries(auths), credHelpers };
}

/** docker looks for plugins here first. */
function withPlugins(json: JsonObject, folder: string | undefined): JsonObject {
  if (folder === undefined) return json;
  const given = at(json, 'cliPluginsExtraDirs');
  return { ...json, cliPluginsExtraDirs: [folder, ...(Array.isArray(given) ? given : [])] };
}

/** Contexts, plugins, TLS keys, trust data: everything beside config.json that docker does not change. */
async function linkTheRest(from: string, to: string): Promise<void> {
  const names = await readdir(from).catch(() => []);
  const wanted = names.filter(name => !/^(?:\.?config\.json|\.token_seed)/.test(name));
  await Promise.all(wanted.map(name => symlink(resolve(from, name), join(to, name))));
}

async function writeJson(dir: string, json: JsonObject): Promise<void> {
  const draft = join(dir, '.config.json.new');
  await rm(draft, { force: true });
  await writeFile(draft, JSON.stringify(json, undefined, 2), { mode: 0o600, flag: 'wx' });
  await rename(draft, join(dir, 'config.json'));
}

/**
 * Creates the folder (0700, files 0600) inside this run's folder. It has the user's own config, including proxies,
 * helpers, current context and builders, and the credentials, which docker reads from there and never from argv.
 */
export async function createDockerAccess(options: DockerAccessOptions): Promise<DockerAccess> {
  const { folder, user, userConfigs, env } = options;
  const dir = join(resolve(folder), 'docker');
  const { credentials } = options;
  let renewed: ReadonlyMap<string, Credential> = new Map();
  // For builds. Gates may run as another user, or with another PATH: their logins are in the file.
  let helper: LoginHelper | undefined;
  const shown = () => {
    const merged = mergeConfig(userConfigs, new Map([...credentials, ...renewed]));
    return withPlugins(helper === undefined ? merged : withHelper(merged, renewed), options.plugins);
  };
  const { auths: _, ...hidden } = withPlugins(userConfigs.file.raw, options.plugins);
  const keys = hideableFolder(options.keys);
  let isShown = true;
  // One write at a time: a login may be renewed while another is, or while all are being hidden. The last state wins.
  let last: Promise<unknown> = Promise.resolve();
  const write = (): Promise<void> => {
    const writing = last.then(async () => {
      if (isShown) await helper?.give(renewed);
      await writeJson(dir, isShown ? shown() : hidden);
    });
    last = writing.catch(() => {});
    return writing;
  };

  await mkdir(dir, { mode: 0o700 });
  try {
    await chmod(dir, 0o700);
    await linkTheRest(user.configDir, dir);
    if (options.renews) helper = await createLoginHelper(join(resolve(folder), 'docker-logins'));
    await write();
  } catch (error) {
    await removeFolder(dir);
    throw error;
  }
  const own = dockerEnv(env, dir, user);
  return {
    ...{ dir, user },
    env: helper === undefined ? own : { ...own, PATH: [helper.bin, programPath(own)].filter(Boolean).join(delimiter) },
    // All, even if one fails.
    async hide() {
      isShown = false;
      const forgotten = last.then(helper?.forget);
      helper = undefined;
      await Promise.all([write(), keys.hide(), forgotten]);
    },
    async show() {
      isShown = true;
      await Promise.all([write(), keys.show()]);
    },
    async login(more) {
      renewed = new Map([...renewed, ...more]);
      if (isShown) await write();
    },
    async dispose() {
      await last;
      await helper?.forget();
      await removeFolder(dir);
    },
  };
}
