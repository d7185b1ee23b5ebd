import { at, type Json, type JsonObject, text } from '../event/context.ts';
import { ActionError } from '../host/errors.ts';
import { isObject } from '../host/fields.ts';
import { canonicalHost } from '../oci/reference.ts';
import type { Credential } from '../registry/auth/credential.ts';

/** A parsed Docker config.json. Hosts are canonical (`canonicalHost`). */
export type DockerConfig = Readonly<{
  auths: ReadonlyMap<string, Credential>;
  credHelpers: ReadonlyMap<string, string>;
  credsStore: string | undefined;
  /** Everything in the file (proxies, HttpHeaders, currentContext, …), with a legacy file's hosts as `auths`. */
  raw: JsonObject;
  /** What was ignored as unreadable, as sentences without secrets; the rest is used, as docker does. */
  problems: readonly string[];
}>;

export const EMPTY_CONFIG: DockerConfig = {
  auths: new Map(),
  credHelpers: new Map(),
  credsStore: undefined,
  raw: {},
  problems: [],
};

/** A credential from user name and secret: Docker marks identity tokens with the user `<token>`. */
export function toCredential(username: string, secret: string): Credential {
  return username === '<token>'
    ? { kind: 'identity', identityToken: secret }
    : { kind: 'basic', username, password: secret };
}

/** The two halves of `auth`; undefined if it is not base64 of `user:password`. */
function decodeAuth(auth: string): { username: string; password: string } | undefined {
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(auth)) return undefined;
  const decoded = Buffer.from(auth, 'base64').toString();
  const colon = decoded.indexOf(':');
  if (colon < 1) return undefined;
  // Docker's encoder once padded the password with NULs, and its decoder still drops them.
  return { username: decoded.slice(0, colon), password: decoded.slice(colon + 1).replace(/^\0+|\0+$/g, '') };
}

/** The credential of an entry of `auths`: undefined if empty (a helper has the login), 'bad' if unreadable. */
function readAuth(entry: Json | undefined): Credential | undefined | 'bad' {
  if (!isObject(entry)) return 'bad';
  const field = (name: string) => text(entry, name) || undefined;
  const auth = field('auth');
  const decoded = auth === undefined ? undefined : decodeAuth(auth);
  const username = decoded?.username ?? field('username');
  // The order in which docker and BuildKit read the fields.
  const token = field('registrytoken');
  if (token !== undefined) return { kind: 'bearer', token };
  const identityToken = field('identitytoken');
  if (identityToken !== undefined) return { kind: 'identity', ...(username && { username }), identityToken };
  if (auth !== undefined && decoded === undefined) return 'bad';
  const password = decoded === undefined ? field('password') : decoded.password;
  return username === undefined || !password ? undefined : toCredential(username, password);
}

/** A `.dockercfg`, Docker's format before 1.7, has the hosts at the top level. */
function isLegacy(root: JsonObject): boolean {
  const entries = Object.values(root);
  return !Object.hasOwn(root, 'auths') && entries.every(isObject) && entries.some(isLogin);
}

function isLogin(entry: Json | undefined): boolean {
  if (!isObject(entry)) return false;
  return typeof entry.auth === 'string' || (typeof entry.username === 'string' && typeof entry.password === 'string');
}

/** Sorts `quay.io` before keys such as `https://quay.io/v1/`, so that it wins. */
function plainFirst(entries: JsonObject): [string, Json | undefined][] {
  const isPlain = ([key]: [string, unknown]) => (canonicalHost(key) === key ? 0 : 1);
  return Object.entries(entries).sort((a, b) => isPlain(a) - isPlain(b));
}

function readHelpers(root: JsonObject): Map<string, string> {
  const helpers = new Map<string, string>();
  const entries = at(root, 'credHelpers');
  for (const [key, name] of plainFirst(isObject(entries) ? entries : {})) {
    const host = canonicalHost(key);
    if (typeof name === 'string' && !helpers.has(host)) helpers.set(host, name);
  }
  return helpers;
}

/**
 * Parses a `config.json` or a legacy `.dockercfg`.
 *
 * @param where its name in messages: an input or a path
 * @throws ActionError `INPUT_INVALID` if it is not a JSON object; its content is never in the message
 */
export function parseDockerConfig(content: string, where: string): DockerConfig {
  let json: Json;
  try {
    json = content.trim() === '' ? {} : (JSON.parse(content) as Json);
  } catch {
    // No cause: V8's message quotes the text, which may be a password.
    json = null;
  }
  if (!isObject(json)) {
    throw new ActionError('INPUT_INVALID', `${where} is not a JSON object`, {
      hint: 'A Docker config looks like {"auths": {"ghcr.io": {"auth": "…"}}}.',
    });
  }
  const raw = isLegacy(json) ? { auths: json } : json;
  const auths = new Map<string, Credential>();
  const problems: string[] = [];
  const entries = at(raw, 'auths');
  for (const [key, entry] of plainFirst(isObject(entries) ? entries : {})) {
    const host = canonicalHost(key);
    const credential = readAuth(entry);
    if (credential === 'bad') problems.push(`${where}: the entry of ${key} is not a valid login`);
    else if (credential !== undefined && !auths.has(host)) auths.set(host, credential);
  }
  return { auths, credHelpers: readHelpers(raw), credsStore: text(raw, 'credsStore') || undefined, raw, problems };
}
