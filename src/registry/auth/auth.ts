import type { Answered } from '../errors/answered.ts';
import { type Challenge, parseChallenge } from '../errors/challenge.ts';
import { type Doing, tokenError } from '../errors/errors.ts';
import type { Credential } from './credential.ts';
import { covers, parseScope, type Scope } from './scope.ts';
import { type AuthDeps, basic, createTokens } from './tokens.ts';

/**
 * The permissions of a request. `final`: its body is used up after one attempt; if another attempt may succeed, an
 * error is thrown.
 */
type Need = Readonly<{ scope: Scope; doing: Doing; final?: boolean | undefined }>;

/** Sends one request with the given Authorization header; called again after a challenge. */
type SendWith = (authorization: string | undefined) => Promise<Answered>;

/**
 * Authentication for one registry. The challenge is learned from the first rejected request; from then on every request
 * carries credentials, so that nothing is sent twice.
 */
export type Auth = Readonly<{
  /** The answer to the request; a 401 only if no further attempt with these credentials could help. */
  send(need: Need, send: SendWith): Promise<Answered>;
  /**
   * Proves the credentials: by a token issued for them, or else by the answer to `send` (a GET of `/v2/`). Undefined if
   * a token was issued.
   */
  prove(doing: Doing, send: SendWith): Promise<Answered | undefined>;
  /** Learns from an unauthenticated answer of the registry. */
  learn(answer: Asking): void;
}>;

type Asking = Pick<Answered, 'status' | 'headers'> & Readonly<{ isForeign?: boolean }>;

export function createAuth(deps: AuthDeps): Auth {
  const tokens = createTokens(deps);
  let challenge: Challenge | undefined;
  // The first request finds out how to authenticate; concurrent ones wait for its first answer only.
  let scout: Promise<void> | undefined;
  let release = () => {};

  const arrive = async (): Promise<void> => {
    if (scout) return scout;
    scout = new Promise(resolve => {
      release = resolve;
    });
  };

  // The only place that accepts a challenge: never one of another origin, which would get the password.
  const learn = ({ status, headers, isForeign }: Asking): Challenge | undefined => {
    const found = status === 401 && !isForeign ? parseChallenge(headers['www-authenticate']) : undefined;
    challenge = found ?? challenge;
    scout ??= Promise.resolve();
    release();
    return found;
  };

  const authorization = async (
    credential: Credential | undefined,
    scope: Scope,
    doing: Doing,
  ): Promise<string | undefined> => {
    if (credential?.kind === 'bearer') return `Bearer ${credential.token}`;
    if (challenge?.scheme === 'bearer') return `Bearer ${await tokens.get(challenge, scope, doing)}`;
    if (challenge?.scheme !== 'basic' || credential?.kind !== 'basic') return undefined;
    return basic(credential.username, credential.password);
  };

  const attempt = async ({ scope, doing, final }: Need, send: SendWith): Promise<Answered> => {
    let wanted = scope;
    let renewed = false;
    for (;;) {
      const credential = await deps.credential();
      const header = await authorization(credential, wanted, doing);
      const answer = await send(header);
      const found = learn(answer);
      if (answer.status !== 401) return answer;
      const next = nextStep({ found, header, wanted, renewed, kind: credential?.kind });
      if (next === 'final' && (renewed || !(await isReplaced(credential, found, header)))) return answer;
      answer.body.resume();
      if (next === 'renew') tokens.drop(header?.replace('Bearer ', '') ?? '');
      if (final) throw tokenError(doing);
      renewed ||= header !== undefined;
      if (found?.scheme === 'bearer') wanted = [...new Set([...wanted, ...parseScope(found.scope ?? '')])];
    }
  };

  /** Whether a rejected password has been replaced: it may have been revoked. */
  const isReplaced = async (
    refused: Credential | undefined,
    found: Challenge | undefined,
    header: string | undefined,
  ): Promise<boolean> => {
    if (refused?.kind !== 'basic' || found?.scheme !== 'basic' || header === undefined) return false;
    return (await deps.credential(refused)) !== refused;
  };

  const prove = async (doing: Doing, send: SendWith): Promise<Answered | undefined> => {
    const credential = await deps.credential();
    const kind = credential?.kind;
    // No scope, whatever the challenge says: for `/v2/` GHCR names a made-up repository.
    const header = await authorization(credential, [], doing);
    if (header?.startsWith('Bearer ') && kind !== 'bearer') return undefined;
    const answer = await send(header);
    const found = learn(answer);
    const answerable =
      header === undefined && (found?.scheme === 'bearer' || (found?.scheme === 'basic' && kind === 'basic'));
    if (!answerable) return answer;
    answer.body.resume();
    return prove(doing, send);
  };

  const scouting = async <T>(body: () => Promise<T>): Promise<T> => {
    await arrive();
    try {
      return await body();
    } finally {
      release();
    }
  };

  return {
    learn: answer => void learn(answer),
    send: (need, send) => scouting(() => attempt(need, send)),
    prove: (doing, send) => scouting(() => prove(doing, send)),
  };
}

type Refused = Readonly<{
  found: Challenge | undefined;
  header: string | undefined;
  wanted: Scope;
  renewed: boolean;
  kind: Credential['kind'] | undefined;
}>;

/** How to react to a 401: try (other) credentials, get a fresh token, or give up. */
function nextStep({ found, header, wanted, renewed, kind }: Refused): 'again' | 'renew' | 'final' {
  if (found === undefined || kind === 'bearer') return 'final';
  if (header === undefined) return found.scheme === 'bearer' || kind === 'basic' ? 'again' : 'final';
  if (found.scheme === 'basic' || renewed) return 'final';
  const asksForMore = !covers(wanted, parseScope(found.scope ?? ''));
  if (asksForMore) return 'again';
  // The token was accepted but lacks a permission: another one of the same kind would too.
  return found.error === 'insufficient_scope' ? 'final' : 'renew';
}
