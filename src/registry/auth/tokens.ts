import { isObject } from '../../host/fields.ts';
import type { Now } from '../../host/ports.ts';
import { readText } from '../../http/body.ts';
import type { HttpResponse } from '../../http/message.ts';
import type { Challenge } from '../errors/challenge.ts';
import { answerError, type Doing, protocolError, RegistryError } from '../errors/errors.ts';
import type { Credential } from './credential.ts';
import { realmUrl } from './realm.ts';
import { covers, formatScope, type Scope } from './scope.ts';

type BearerChallenge = Extract<Challenge, { scheme: 'bearer' }>;

/** A bearer token, and until when to use it, in milliseconds since the epoch. */
type Token = Readonly<{ text: string; scope: Scope; until: number }>;

/** A request to a token server. */
export type TokenRequest = Readonly<{
  method: 'GET' | 'POST';
  url: URL;
  headers: Readonly<Record<string, string>>;
  body?: Buffer;
}>;

export type AuthDeps = Readonly<{
  /** Sends a request to the token server. */
  send: (request: TokenRequest) => Promise<HttpResponse>;
  /**
   * The current credential, which may change when it expires. Given a rejected one: another if there is one, else the
   * same.
   */
  credential: (refused?: Credential) => Promise<Credential | undefined>;
  now: Now;
  mask: (secret: string) => void;
  /** Whether to send credentials to a token server on plain HTTP. */
  allowPlain: boolean;
  /** The registry's own address. */
  origin: () => Promise<URL>;
}>;

/** Bearer tokens, one for each set of permissions: reused for subsets, renewed shortly before they expire. */
type Tokens = Readonly<{
  get(challenge: BearerChallenge, scope: Scope, doing: Doing): Promise<string>;
  /** Drops a token that a registry rejected. */
  drop(text: string): void;
}>;

export function createTokens(deps: AuthDeps): Tokens {
  const held: Token[] = [];
  const coming: Readonly<{ scope: Scope; token: Promise<Token> }>[] = [];
  const remove = <T>(list: T[], one: T) => list.splice(list.indexOf(one) >>> 0, 1);

  return {
    async get(challenge, scope, doing) {
      const now = deps.now();
      for (const old of held.filter(t => t.until <= now)) remove(held, old);
      const fits = held.find(t => covers(t.scope, scope));
      if (fits) return fits.text;
      const awaited = coming.find(c => covers(c.scope, scope));
      if (awaited) return (await awaited.token).text;
      const entry = { scope, token: fetchToken(deps, challenge, scope, doing) };
      coming.push(entry);
      try {
        const token = await entry.token;
        held.push(token);
        return token.text;
      } finally {
        remove(coming, entry);
      }
    },
    drop(text) {
      for (const token of held.filter(t => t.text === text)) remove(held, token);
    },
  };
}

/** Asks the token server (distribution's "Token Authentication"; for identity tokens, its OAuth2 form). */
async function fetchToken(deps: AuthDeps, challenge: BearerChallenge, scope: Scope, doing: Doing): Promise<Token> {
  const credential = await deps.credential();
  try {
    return await fetchTokenWith(credential, deps, { challenge, scope }, doing);
  } catch (error) {
    const isRefused = error instanceof RegistryError && error.status === 401 && credential !== undefined;
    const other = isRefused ? await deps.credential(credential) : credential;
    if (other === credential) throw error;
    return fetchTokenWith(other, deps, { challenge, scope }, doing);
  }
}

async function fetchTokenWith(
  credential: Credential | undefined,
  deps: AuthDeps,
  { challenge, scope }: Readonly<{ challenge: BearerChallenge; scope: Scope }>,
  doing: Doing,
): Promise<Token> {
  const about = { ...doing, what: 'fetching a token', anonymous: credential === undefined };
  const url = realmUrl(challenge.realm, deps.allowPlain, await deps.origin(), about);
  const asked = deps.now();
  const answer = await deps.send(tokenRequest(url, challenge, scope, credential));
  const text = await readText(answer.body, 1024 * 1024);
  // A success is never quoted: it may contain a token.
  if (answer.status < 200 || answer.status > 299)
    throw answerError(about, { status: answer.status, headers: answer.headers, text }, deps.now());
  const json = parseToken(text);
  if (json === undefined) throw protocolError(about, 'the token server answered without a token');
  for (const secret of json.secrets) deps.mask(secret);
  // Measured from our own request: the server's clock may differ. Renewed a little early, for requests in flight.
  const life = json.seconds * 1000;
  return { text: json.token, scope, until: asked + life - Math.min(30_000, life / 4) };
}

function tokenRequest(
  url: URL,
  challenge: BearerChallenge,
  scope: Scope,
  credential: Credential | undefined,
): TokenRequest {
  if (credential?.kind === 'identity') {
    const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'slipway' });
    if (challenge.service !== undefined) form.set('service', challenge.service);
    if (scope.length > 0) form.set('scope', formatScope(scope).join(' '));
    form.set('refresh_token', credential.identityToken);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return { method: 'POST', url, headers, body: Buffer.from(form.toString()) };
  }
  if (challenge.service !== undefined) url.searchParams.set('service', challenge.service);
  for (const one of formatScope(scope)) url.searchParams.append('scope', one);
  if (credential?.kind !== 'basic') return { method: 'GET', url, headers: {} };
  url.searchParams.set('account', credential.username);
  return { method: 'GET', url, headers: { authorization: basic(credential.username, credential.password) } };
}

/** The Authorization header for Basic (RFC 7617, UTF-8). */
export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function parseToken(
  text: string,
): Readonly<{ token: string; seconds: number; secrets: readonly string[] }> | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(json)) return undefined;
  const { token, access_token, refresh_token, expires_in } = json;
  const secrets = [token, access_token, refresh_token].filter(t => typeof t === 'string').filter(t => t !== '');
  const best = typeof token === 'string' && token !== '' ? token : access_token;
  // A header that cannot be sent would break every later request.
  if (typeof best !== 'string' || !/^[\x21-\x7e]+$/.test(best)) return undefined;
  const seconds = typeof expires_in === 'number' && expires_in > 0 ? expires_in : 60;
  return { token: best, seconds, secrets };
}
