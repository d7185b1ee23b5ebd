import { randomUUID } from 'node:crypto';
import { PASSWORD, type Seen, USER } from './registry.ts';

/** A token server's state. Tokens are opaque; what they allow is `path:action` texts. */
export type TokenAuth = Readonly<{
  tokens: Map<string, Readonly<{ scope: readonly string[]; until: number }>>;
  now: () => number;
  /** The user's maximum permissions; anonymous users may only pull. */
  allow: (need: string) => boolean;
  /** Seconds. */
  life: number;
  identityToken?: string;
}>;

export function tokenAuth(options: Partial<TokenAuth> = {}): TokenAuth {
  return { tokens: new Map(), now: Date.now, allow: need => !need.endsWith(':delete'), life: 300, ...options };
}

type Reply = Readonly<{ status: number; headers?: Record<string, string>; body?: string }>;

/** Answers GET with Basic credentials, anonymous GET, and POST with a refresh token. */
export function handleToken(auth: TokenAuth, seen: Seen, url: URL, body: Buffer): Reply {
  const form = seen.method === 'POST' ? new URLSearchParams(body.toString()) : url.searchParams;
  if (form.get('service') !== 'fake, "quoted"') return { status: 400, body: '{"details":"no such service"}' };
  const header = seen.headers.authorization;
  const good = header === `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;
  const known = seen.method === 'POST' ? form.get('refresh_token') === auth.identityToken : good;
  if (!known && (header !== undefined || seen.method === 'POST')) {
    return { status: 401, body: '{"details":"incorrect username or password"}' };
  }
  const asked = form
    .getAll('scope')
    .flatMap(s => s.split(' '))
    .flatMap(s => {
      const [, path, actions = ''] = /^repository:(.+):([^:]+)$/.exec(s) ?? [];
      return actions.split(',').map(action => `${path}:${action}`);
    });
  const scope = asked.filter(need => auth.allow(need) && (known || need.endsWith(':pull')));
  const token = randomUUID();
  auth.tokens.set(token, { scope, until: auth.now() + auth.life * 1000 });
  const name = seen.method === 'POST' ? 'access_token' : 'token';
  return { status: 200, body: JSON.stringify({ [name]: token, expires_in: auth.life }) };
}
