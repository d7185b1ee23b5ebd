import { execFileSync, spawn } from 'node:child_process';
import { createHash, createPrivateKey, createPublicKey, randomUUID, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Credential } from '../../src/registry/auth/credential.ts';
import { untilReady } from './started.ts';

/** A docker-registry process on a free port of loopback, its data in a separate folder. */
export type RealRegistry = Readonly<{
  host: string;
  credential: Credential;
  tokensIssued(): number;
  stop(): Promise<void>;
}>;

const credential: Credential = { kind: 'basic', username: 'robot', password: 'right' };

/** @param more lines of its configuration */
export async function startOpenRegistry(...more: readonly string[]): Promise<RealRegistry> {
  const dir = mkdtempSync(join(tmpdir(), 'slipway-registry-'));
  return start(
    dir,
    more.join('\n'),
    () => 0,
    async () => {},
  );
}

export async function startBasicRegistry(): Promise<RealRegistry> {
  const dir = mkdtempSync(join(tmpdir(), 'slipway-registry-'));
  const line = execFileSync('perl', ['-e', 'print crypt("right", "\\$2b\\$05\\$" . "a" x 22)'], { encoding: 'utf8' });
  writeFileSync(join(dir, 'htpasswd'), `robot:${line}\n`);
  return start(
    dir,
    `auth: {htpasswd: {realm: test, path: ${dir}/htpasswd}}`,
    () => 0,
    async () => {},
  );
}

/** A token server on loopback, and the `auth` of a docker-registry configuration that trusts it. */
export type TokenServer = Readonly<{
  auth: Readonly<{ token: Readonly<{ realm: string; service: string; issuer: string; rootcertbundle: string }> }>;
  issued(): number;
  /** `user scopes` of every token issued, in order. */
  asked(): readonly string[];
  stop(): Promise<void>;
}>;

/**
 * @param dir for its key and certificate.
 * @param life announced lifetime of its tokens, in seconds.
 * @param real lifetime of its tokens; docker-registry accepts them for 60 seconds longer (distribution, `token.Leeway`).
 */
export async function startTokenServer(dir: string, life = 60, real = life): Promise<TokenServer> {
  const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  execFileSync(
    'openssl',
    ['req', '-x509', ...curve, '-nodes', '-days', '2', '-subj', '/CN=token', '-keyout', key, '-out', cert],
    { stdio: 'ignore' },
  );
  const asked: string[] = [];
  const pem = readFileSync(key, 'utf8');
  const server = http.createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const token = answer(req, Buffer.concat(chunks).toString(), pem, real);
      if (token === undefined)
        return void res
          .writeHead(401, { 'content-type': 'application/json' })
          .end('{"details":"incorrect username or password"}');
      asked.push(scopesOf(token));
      res.setHeader('content-type', 'application/json');
      res.end(JSON.stringify({ [req.method === 'POST' ? 'access_token' : 'token']: token, expires_in: life }));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const realm = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
  return {
    auth: { token: { realm, service: 'test', issuer: 'tests', rootcertbundle: cert } },
    issued: () => asked.length,
    asked: () => asked,
    stop: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

export async function startTokenRegistry(life = 60): Promise<RealRegistry> {
  const dir = mkdtempSync(join(tmpdir(), 'slipway-registry-'));
  const server = await startTokenServer(dir, life);
  return start(dir, `auth: ${JSON.stringify(server.auth)}`, server.issued, server.stop);
}

async function start(
  dir: string,
  auth: string,
  tokensIssued: () => number,
  stopMore: () => Promise<void>,
): Promise<RealRegistry> {
  const host = `127.0.0.1:${await freePort()}`;
  const config = [
    'version: 0.1',
    'log: {level: error}',
    `storage: {filesystem: {rootdirectory: ${dir}/data}, delete: {enabled: true}}`,
    `http: {addr: "${host}", secret: test}`,
    auth,
  ];
  writeFileSync(join(dir, 'config.yml'), `${config.join('\n')}\n`);
  const child = spawn('docker-registry', ['serve', join(dir, 'config.yml')], { stdio: ['ignore', 'ignore', 'pipe'] });
  await untilReady(child, () => answers(host));
  const stop = async () => {
    const gone = new Promise(resolve => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    await stopMore();
    rmSync(dir, { recursive: true, force: true });
  };
  return { host, credential, tokensIssued, stop };
}

function answers(host: string): Promise<boolean> {
  return fetch(`http://${host}/v2/`).then(
    () => true,
    () => false,
  );
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** The claims of our tokens: `robot acme/api:pull,push`. */
function scopesOf(token: string): string {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
    sub: string;
    access: { name: string; actions: string[] }[];
  };
  return [claims.sub, ...claims.access.map(({ name, actions }) => `${name}:${actions.join()}`).sort()].join(' ');
}

/** The JWT for a request; undefined if its credentials are wrong. */
function answer(req: http.IncomingMessage, body: string, pem: string, life: number): string | undefined {
  const query = new URL(req.url ?? '', 'http://x').searchParams;
  const form = req.method === 'POST' ? new URLSearchParams(body) : query;
  const user = userOf(req.headers.authorization, req.method === 'POST' ? form.get('refresh_token') : null);
  if (user === undefined) return undefined;
  const scopes = form
    .getAll('scope')
    .flatMap(s => s.split(' '))
    .filter(s => s !== '');
  const access = scopes.map(scope => {
    const [, type, name = '', actions = ''] = /^(\w+):(.+):([^:]+)$/.exec(scope) ?? [];
    return { type, name, actions: actions.split(',').filter(action => may(user, name, action)) };
  });
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: 'tests',
    aud: 'test',
    sub: user,
    exp: now + life,
    nbf: now - 10,
    iat: now,
    jti: randomUUID(),
    access,
  };
  return registryToken(claims, pem);
}

function userOf(authorization: string | undefined, refresh: string | null): string | undefined {
  if (refresh !== null) return refresh === 'refresh-robot' ? 'robot' : undefined;
  if (authorization === undefined) return 'anonymous';
  const [user = '', password] = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString().split(':');
  const passwords: Record<string, string> = { robot: 'right', reader: 'reader', limited: 'limited' };
  return passwords[user] === password ? user : undefined;
}

function may(user: string, repository: string, action: string): boolean {
  if (user === 'anonymous' || action === 'delete') return false;
  if (user === 'reader') return action === 'pull';
  return user === 'robot' || !repository.startsWith('secret/');
}

/** A token for docker-registry: ES256, its key named as libtrust does: base32 of the start of the key's hash, in fours. */
export function registryToken(claims: object, pem: string): string {
  const key = createPrivateKey(pem);
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const hash = createHash('sha256').update(spki).digest().subarray(0, 30);
  const kid = base32(hash).match(/.{4}/g)?.join(':') ?? '';
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${encode({ typ: 'JWT', alg: 'ES256', kid })}.${encode(claims)}`;
  return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

function base32(bytes: Buffer): string {
  const bits = [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map(five => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five, 2)]).join('');
}
