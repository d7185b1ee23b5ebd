import { generateKeyPairSync, randomUUID } from 'node:crypto';
import {
  type Asked,
  type Clock,
  createVault,
  type Double,
  formOf,
  json,
  objectOf,
  timeOf,
  type Vault,
} from './double.ts';
import { type Github, signJwt } from './github.ts';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';

type Service = Readonly<{ hosts: readonly string[]; double: Double; vault: Vault }>;

/** Docker's identity service. `limited` requests must first wait a second. */
export type DockerHub = Service &
  Readonly<{
    connections: Map<string, { organization: string; subject: string }>;
    state: { limited: number; life: number | undefined };
  }>;

export function fakeDockerHub(clock: Clock, github: Github): DockerHub {
  const vault = createVault(clock);
  const connections: DockerHub['connections'] = new Map();
  const state: DockerHub['state'] = { limited: 0, life: undefined };
  const double = (request: Asked) => {
    const form = formOf(request);
    if (request.url.pathname !== '/oauth/token' || form === undefined) return undefined;
    if (state.limited > 0) {
      state.limited -= 1;
      return json(429, { message: 'too many requests' }, { 'retry-after': '1' });
    }
    const seconds = Number(form.get('expires_in'));
    const isWhole = form.get('grant_type') === EXCHANGE && form.get('subject_token_type') === ID_TOKEN;
    if (!isWhole || !(seconds >= 300 && seconds <= 3600)) return json(400, { message: 'bad request' });
    const connection = connections.get(form.get('connection_id') ?? '');
    const claims = github.verify(form.get('subject_token') ?? '', 'https://identity.docker.com');
    if (typeof claims === 'string') return json(401, { message: `invalid subject token: ${claims}` });
    if (connection?.subject !== claims.sub)
      return json(403, { message: 'no ruleset of the connection matches the token' });
    const life = state.life ?? seconds;
    const token = vault.issue(connection?.organization ?? '', life);
    return json(200, { access_token: token, token_type: 'Bearer', expires_in: life });
  };
  return { hosts: ['identity.docker.com'], double, vault, connections, state };
}

/** Quay's robot federation. A robot with an audience only accepts tokens for it. */
export type Quay = Service &
  Readonly<{ robots: Map<string, { subject: string; audience: string | undefined }>; state: { life: number } }>;

export function fakeQuay(clock: Clock, github: Github, host: string): Quay {
  const vault = createVault(clock);
  const robots: Quay['robots'] = new Map();
  const state = { life: 3600 };
  const double = ({ method, url, headers }: Asked) => {
    if (url.pathname !== '/oauth2/federation/robot/token' || method !== 'GET') return undefined;
    const login = Buffer.from(String(headers.authorization).replace('Basic ', ''), 'base64').toString();
    const [name = '', token = ''] = [login.slice(0, login.indexOf(':')), login.slice(login.indexOf(':') + 1)];
    const robot = robots.get(name);
    const error = (message: string) => json(401, { error: message });
    if (robot === undefined) return error('Robot does not have federated login configured');
    const told = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString() || '{}') as { aud: string };
    const claims = github.verify(token, robot.audience ?? told.aud);
    if (typeof claims === 'string') return error(`Invalid token: ${claims}`);
    if (claims.sub !== robot.subject) return error('Token does not match robot');
    const expiration = new Date(timeOf(clock) + state.life * 1000).toISOString();
    return json(200, { token: vault.issue(name, state.life), expiration });
  };
  return { hosts: [host], double, vault, robots, state };
}

/** JFrog's OpenID Connect integrations. */
export type Jfrog = Service &
  Readonly<{
    providers: Map<string, { subject: string; audience: string | undefined; user: string }>;
    state: { life: number };
  }>;

export function fakeJfrog(clock: Clock, github: Github, host: string): Jfrog {
  const vault = createVault(clock);
  const providers: Jfrog['providers'] = new Map();
  const state = { life: 3600 };
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const double = (request: Asked) => {
    const asked = objectOf(request);
    if (request.url.pathname !== '/access/api/v1/oidc/token' || asked === undefined) return undefined;
    const error = (status: number, message: string) => json(status, { errors: [{ code: 'UNAUTHORIZED', message }] });
    if (asked.grant_type !== EXCHANGE || asked.subject_token_type !== ID_TOKEN) return error(400, 'bad grant');
    const provider = providers.get(String(asked.provider_name));
    if (provider === undefined) return error(404, `OIDC provider ${asked.provider_name} not found`);
    const claims = github.verify(String(asked.subject_token), provider.audience ?? 'https://github.com/acme');
    if (typeof claims === 'string') return error(401, `Invalid token: ${claims}`);
    if (claims.sub !== provider.subject) return error(403, 'Identity mapping not found for the given token claims');
    const iat = Math.floor(timeOf(clock) / 1000);
    const sub = `jfac@01h/users/${provider.user}`;
    const token = vault.issue(provider.user, state.life, () =>
      signJwt(privateKey, { sub, iat, exp: iat + state.life, jti: randomUUID() }),
    );
    return json(200, {
      access_token: token,
      scope: 'applied-permissions/user',
      token_type: 'Bearer',
      expires_in: state.life,
    });
  };
  return { hosts: [host], double, vault, providers, state };
}
