import {
  createPublicKey,
  createSign,
  createVerify,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
} from 'node:crypto';
import { type Asked, type Clock, type Double, json, timeOf } from './double.ts';

export type Claims = Readonly<Record<string, unknown>>;

/** A JWT signed with RS256. */
export function signJwt(key: KeyObject | string, claims: Claims, kid = ''): string {
  const parts = [{ alg: 'RS256', typ: 'JWT', kid }, claims];
  const text = parts.map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`;
}

/** The claims of a JWT signed with this key; undefined for any other. */
export function verifyJwt(token: string, key: KeyObject | string): Claims | undefined {
  const [head = '', body = '', signature = '', ...more] = token.split('.');
  const header = JSON.parse(Buffer.from(head, 'base64url').toString() || '{}') as Claims;
  if (more.length > 0 || header.alg !== 'RS256') return undefined;
  const isGood = createVerify('RSA-SHA256').update(`${head}.${body}`).verify(key, Buffer.from(signature, 'base64url'));
  return isGood ? (JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims) : undefined;
}

/** Why an id token is rejected. */
export type Refused = 'signature' | 'issuer' | 'expired' | 'audience';

/** GitHub's issuer of id tokens. */
export type Github = Readonly<{
  hosts: readonly string[];
  double: Double;
  /** The runner's variables for a job with the permission. */
  env: Readonly<Record<string, string>>;
  /** The next tokens' claims, and whether the service is unavailable for a number of requests. */
  state: { subject: string; owner: string; away: number; broken: string | undefined };
  /** As a relying party does, with the keys of the JWKS. */
  verify(token: string, audience: string): Claims | Refused;
  /** The audience of each issued token, in order. */
  audiences: readonly string[];
  /** Every issued token. */
  tokens: readonly string[];
}>;

const ISSUER = 'https://token.actions.githubusercontent.com';
const HOST = 'run-actions-3-azure-eastus.actions.githubusercontent.com';
const LIFE = 300;

export function fakeGithub(clock: Clock): Github {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = randomUUID();
  const bearer = `request-${randomUUID()}`;
  const state = { subject: 'repo:acme/api:ref:refs/heads/main', owner: 'acme', away: 0, broken: undefined };
  const audiences: string[] = [];
  const tokens: string[] = [];
  const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' }] };

  const double = ({ method, url, headers }: Asked) => {
    if (url.pathname !== '/idtoken/1/2' || method !== 'GET') return undefined;
    if (state.away > 0) {
      state.away -= 1;
      return json(503, { message: 'Service Unavailable' });
    }
    if (headers.authorization !== `Bearer ${bearer}`) return json(401, { message: 'Bad credentials' });
    // The given address has this query, and needs it.
    if (url.searchParams.get('api-version') !== '2.0') return json(400, { message: 'No api-version' });
    if (state.broken !== undefined) return { status: 200, body: state.broken };
    const audience = url.searchParams.get('audience') ?? `https://github.com/${state.owner}`;
    const now = Math.floor(timeOf(clock) / 1000);
    const { subject: sub } = state;
    const times = { iat: now, nbf: now - 10, exp: now + LIFE };
    const value = signJwt(
      privateKey,
      { iss: ISSUER, sub, aud: audience, jti: randomUUID(), repository: 'acme/api', actor: 'octocat', ...times },
      kid,
    );
    audiences.push(audience);
    tokens.push(value);
    return json(200, { count: value.length, value });
  };

  return {
    hosts: [HOST],
    double,
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `https://${HOST}/idtoken/1/2?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer,
    },
    state,
    verify(token, audience) {
      const head = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString() || '{}') as Claims;
      const key = jwks.keys.find(each => each.kid === head.kid);
      const claims = key && verifyJwt(token, createPublicKey({ key, format: 'jwk' }));
      if (claims === undefined) return 'signature';
      if (claims.iss !== ISSUER) return 'issuer';
      const now = timeOf(clock) / 1000;
      if (Number(claims.exp) < now || Number(claims.nbf) > now) return 'expired';
      return claims.aud === audience ? claims : 'audience';
    },
    audiences,
    tokens,
  };
}
