import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Credential } from '../../src/registry/auth/credential.ts';
import { realmUrl } from '../../src/registry/auth/realm.ts';
import { RegistryError } from '../../src/registry/errors/errors.ts';
import type { Registry } from '../../src/registry/types.ts';
import type { FakeOptions, Seen } from '../fakes/registry.ts';
import { tokenAuth } from '../fakes/registry-token.ts';
import { BLOB, closeRigs, DIGEST, MANIFEST, rig, source } from './rig.ts';

const closers: (() => void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) close();
  await closeRigs();
});

/** A host that tries to get our password: it answers everything with a challenge for itself. */
async function thief(scheme: 'Basic' | 'Bearer') {
  const seen: Readonly<{ path: string; all: string }>[] = [];
  const server = http.createServer((req, res) => {
    let body = '';
    req.on('data', (chunk: Buffer) => {
      body += String(chunk);
    });
    req.on('end', () => {
      seen.push({ path: req.url ?? '', all: `${req.url} ${JSON.stringify(req.headers)} ${body}` });
      const realm = scheme === 'Bearer' ? `http://${host}/token",service="thief` : 'thief';
      res.writeHead(401, { 'www-authenticate': `${scheme} realm="${realm}"`, 'content-length': '0' }).end();
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { host, seen };
}

const blob = { digest: DIGEST, size: BLOB.length };
const PATH = 'acme/api';

const REQUESTS: readonly [string, RegExp, (registry: Registry) => Promise<unknown>][] = [
  ['a blob is looked up', /^(HEAD|GET) .*blobs/, r => r.repository(PATH).headBlob(DIGEST)],
  ['a blob is read', /^GET .*blobs/, r => r.repository(PATH).getBlob(DIGEST)],
  ['a tag is read', /^(HEAD|GET) .*manifests/, r => r.repository(PATH).headManifest('1')],
  ['a manifest is read', /^GET .*manifests/, r => r.repository(PATH).getManifest('1')],
  ['an upload is started', /^POST/, r => r.repository(PATH).checkPush()],
  ['a blob is sent', /^PUT .*uploads/, r => r.repository(PATH).uploadBlob(blob, source())],
  [
    'a blob is sent that then disappears',
    /^PUT .*uploads/,
    r => r.repository(PATH).uploadBlob(blob, source(BLOB, false)),
  ],
  ['a manifest is written', /^PUT .*manifests/, r => r.repository(PATH).putManifest(MANIFEST, '1')],
  ['tags are listed', /^GET .*tags/, r => r.repository(PATH).listTags()],
  ['referrers are listed', /^GET .*referrers/, r => r.repository(PATH).referrers(DIGEST)],
  ['credentials are checked', /^GET \/v2\/$/, r => r.checkCredentials()],
];

/** Redirects matching requests to the attacker. */
const to =
  (host: string, pattern: RegExp, status = 307) =>
  ({ method, path }: Seen) =>
    pattern.test(`${method} ${path}`) ? { status, headers: { location: `http://${host}${path}` } } : undefined;

describe.each(['Basic', 'Bearer'] as const)("another host's %s challenge", scheme => {
  const AUTHS: readonly [string, () => FakeOptions['auth']][] = [
    ['none', () => 'none'],
    ['Basic', () => 'basic'],
    ['tokens', () => tokenAuth()],
  ];
  describe.each(AUTHS)('a registry that requires %s', (_, auth) => {
    test.each(REQUESTS)('is only an error: %s', async (_what, pattern, work) => {
      const evil = await thief(scheme);
      const { registry, slept } = await rig(
        { auth: auth()!, fault: to(evil.host, pattern) },
        { credential: async () => SECRET },
      );
      const ping = await registry.repository('other').headBlob(DIGEST).catch(nothing);
      expect(ping).toBeUndefined();
      const error = await work(registry).catch((e: unknown) => e);
      expect(leaks(evil.seen)).toEqual([]);
      expect(evil.seen.filter(({ path }) => path.startsWith('/token'))).toEqual([]);
      // No request is made if preflight's token suffices, or a list is missing.
      if (evil.seen.length > 0) {
        expect(error).toBeInstanceOf(RegistryError);
        expect((error as Error).message).toContain(evil.host);
        expect(slept.length).toBeLessThanOrEqual(1);
      }
    });
  });
});

test("a Location at another host does not get the registry's password", async () => {
  const evil = await thief('Basic');
  const fault = ({ method }: Seen) =>
    method === 'POST' ? { rewrite: { location: `http://${evil.host}/upload` } } : undefined;
  const { registry } = await rig({ auth: 'basic', fault }, { credential: async () => SECRET });
  await expect(registry.repository(PATH).uploadBlob(blob, source())).rejects.toThrow(evil.host);
  expect(leaks(evil.seen)).toEqual([]);
});

describe('a redirecting token server', () => {
  const CREDENTIALS: readonly [string, Credential][] = [
    ['a password', { kind: 'basic', username: 'robot', password: 'hunter2' }],
    ['an identity token', { kind: 'identity', identityToken: 'hunter2' }],
  ];
  test.each(CREDENTIALS)('to another host does not take %s there', async (_, credential) => {
    const evil = await thief('Basic');
    const { registry } = await rig(
      { auth: tokenAuth(), fault: to(evil.host, / \/token/) },
      { credential: async () => credential },
    );
    const reading = registry.repository(PATH).headBlob(DIGEST);
    await expect(reading).rejects.toThrow(`it redirects to another host, ${evil.host}`);
    expect(evil.seen).toEqual([]);
  });

  test.each(CREDENTIALS)('on its own host is followed with %s', async (_, credential) => {
    const fault = ({ path }: Seen) =>
      path.startsWith('/token') && !path.includes('again')
        ? { status: 307, headers: { location: `${path}${path.includes('?') ? '&' : '?'}again=1` } }
        : undefined;
    const { registry } = await rig(
      { auth: tokenAuth({ identityToken: 'hunter2' }), fault },
      credential.kind === 'identity' ? { credential: async () => credential } : {},
    );
    expect(await registry.repository(PATH).headBlob(DIGEST)).toBeUndefined();
  });
});

const HTTPS = new URL('https://r.example:8443');
const DOING = { host: 'r.example:8443', path: 'a', what: 'fetching a token', anonymous: false };

test.each<[string, string | RegExp]>([
  ['https://tokens.example/t?x=1', 'https://tokens.example/t?x=1'],
  ['http://r.example/t', 'https://r.example:8443/t'],
  ['http://r.example:8443/t', 'https://r.example:8443/t'],
  ['http://localhost:5001/t', /"http:\/\/localhost:5001\/t", which does not use https/],
  ['http://other.example/t', /"http:\/\/other\.example\/t", which does not use https/],
  ['/t', /"\/t", which is not a valid address/],
  ["'https://r.example/t'", /"'https:\/\/r\.example\/t'", which is not a valid address/],
  ['', /"", which is not a valid address/],
  ['ftp://r.example/t', /which is not a valid address/],
  ['javascript:alert(1)', /which is not a valid address/],
])('the token server %j of a registry on https', (realm, then) => {
  const url = () => realmUrl(realm, false, HTTPS, DOING).href;
  if (typeof then === 'string') return expect(url()).toBe(then);
  expect(url).toThrow(then);
  const hint = expect.stringMatching(/external URL.*https:\/\/r\.example:8443/);
  expect(url).toThrow(expect.objectContaining({ code: 'AUTH_FAILED', hint }));
  expect(url).toThrow(expect.objectContaining({ hint: expect.not.stringContaining('insecure') }));
});

test.each<[string, string, boolean, string]>([
  ['on this machine, for a registry on this machine', 'https://localhost:5000', false, 'http://localhost:5001/t'],
  ['elsewhere, on plain http, if that is allowed', 'https://r.example', true, 'http://localhost:5001/t'],
  ['on the registry’s own host: https, even if less is allowed', 'https://r.example', true, 'http://r.example/t'],
])('a token server %s', (_, registry, allowPlain, realm) => {
  const { href } = realmUrl(realm, allowPlain, new URL(registry), DOING);
  expect(href).toBe(realm.startsWith('http://r.example') ? 'https://r.example/t' : realm);
});

const SECRET: Credential = { kind: 'basic', username: 'robot+ci$1', password: 'pä:ss word' };

function leaks(seen: readonly Readonly<{ all: string }>[]): readonly string[] {
  return seen.map(({ all }) => all).filter(all => /authorization|hunter2|p%C3%A4/i.test(all));
}

function nothing(): undefined {}
