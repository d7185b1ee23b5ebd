import { afterEach, describe, expect, test } from '@jest/globals';
import type { Credential } from '../../../src/registry/auth/credential.ts';
import type { Seen } from '../../fakes/registry.ts';
import { tokenAuth } from '../../fakes/registry-token.ts';
import { BLOB, CREDENTIAL, closeRigs, DIGEST, MANIFEST, rig, source } from '../rig.ts';

afterEach(closeRigs);

const WRONG: Credential = { kind: 'basic', username: 'robot', password: 'hunter2' };
const blob = { digest: DIGEST, size: BLOB.length };
const tokens = (trace: string[]) =>
  trace
    .filter(t => t.includes('/token'))
    .map(t => decodeURIComponent(/scope=.*?(?=&account|$)/.exec(t)?.[0] ?? 'no scope'));

describe('credentials', () => {
  test.each([
    ['basic', 'basic' as const, ['GET /v2/', 'GET /v2/']],
    ['token', tokenAuth(), ['GET /v2/', expect.stringMatching(/^GET \/token\?service=fake%2C\+%22quoted%22&account=/)]],
    ['none', 'none' as const, ['GET /v2/']],
  ])('%s: accepted with the minimum of requests', async (_, auth, trace) => {
    const { fake, registry } = await rig({ auth });
    await registry.checkCredentials();
    expect(fake.trace()).toEqual(trace);
    await registry.repository('a').headBlob(DIGEST);
    expect(
      fake.seen.slice(trace.length).some(s => s.path.startsWith('/v2/') && s.headers.authorization === undefined),
    ).toBe(auth === 'none');
  });

  test.each([
    ['basic', 'basic' as const],
    ['token', tokenAuth()],
  ])('%s: wrong ones give AUTH at once, and are not in the message', async (_, auth) => {
    const { fake, registry, slept } = await rig({ auth }, { credential: async () => WRONG });
    const error = await registry.checkCredentials().catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'AUTH_FAILED', hint: `Check the user name and password for ${fake.host}.` });
    expect(String((error as Error).stack)).not.toMatch(/hunter2|aHVudGVy/);
    expect(slept).toEqual([]);
  });

  test('missing ones', async () => {
    const { registry } = await rig({ auth: 'basic' }, { credential: async () => undefined });
    await expect(registry.repository('a').headBlob(DIGEST)).rejects.toMatchObject({
      code: 'AUTH_FAILED',
      hint: expect.stringContaining('Give credentials'),
    });
  });

  test('anonymous pulls get a token too', async () => {
    const { registry } = await rig({ auth: tokenAuth() }, { credential: async () => undefined });
    expect(await registry.repository('a').headBlob(DIGEST)).toBeUndefined();
    await expect(registry.repository('a').checkPush()).rejects.toMatchObject({ code: 'AUTH_FAILED' });
  });

  test('an identity token is sent by POST', async () => {
    const auth = tokenAuth({ identityToken: 'refresh-me' });
    const { fake, registry, masked } = await rig(
      { auth },
      { credential: async () => ({ kind: 'identity', identityToken: 'refresh-me' }) },
    );
    await registry.repository('a').uploadBlob(blob, source());
    expect(fake.trace()).toContain('POST /token');
    expect(fake.seen.every(s => !s.path.includes('refresh-me'))).toBe(true);
    expect(masked).toEqual([...auth.tokens.keys()]);
  });

  test('a bearer credential is sent as it is, and never exchanged', async () => {
    const auth = tokenAuth();
    auth.tokens.set('given', { scope: ['a:pull'], until: Number.POSITIVE_INFINITY });
    const { fake, registry } = await rig({ auth }, { credential: async () => ({ kind: 'bearer', token: 'given' }) });
    await registry.repository('a').headBlob(DIGEST);
    expect(fake.trace()).toEqual(['HEAD /v2/a/blobs/D']);
    await expect(registry.repository('a').checkPush()).rejects.toMatchObject({ code: 'AUTH_DENIED' });
  });

  test('a failing helper is reported', async () => {
    const { registry } = await rig({}, { credential: () => Promise.reject(new Error('helper broke')) });
    await expect(registry.checkCredentials()).rejects.toThrow(/helper broke/);
  });
});

describe('tokens', () => {
  test('one for each repository and set of actions, whatever is requested concurrently', async () => {
    const { fake, registry } = await rig({ auth: tokenAuth() });
    const a = registry.repository('a');
    await Promise.all([
      a.headBlob(DIGEST),
      a.headManifest('x'),
      a.headManifest('y'),
      registry.repository('b').headManifest('x'),
    ]);
    await Promise.all([a.uploadBlob(blob, source()), a.putManifest(MANIFEST, '1'), a.putManifest(MANIFEST, '2')]);
    await a.headManifest('1');
    expect(tokens(fake.trace()).sort()).toEqual([
      'scope=repository:a:pull',
      'scope=repository:a:pull,push',
      'scope=repository:b:pull',
    ]);
    // Only the very first request went without a token.
    expect(fake.seen.filter(s => s.path.startsWith('/v2/') && s.headers.authorization === undefined)).toHaveLength(1);
  });

  test('a client for publishing requests one token, with the right to push, even if it reads first', async () => {
    const { fake, registry } = await rig({ auth: tokenAuth() }, { pushes: true });
    const repository = registry.repository('a');
    await repository.headBlob(DIGEST);
    await repository.uploadBlob(blob, source());
    expect(tokens(fake.trace())).toEqual(['scope=repository:a:pull,push']);
  });

  test('a push token is used for reads', async () => {
    const { fake, registry } = await rig({ auth: tokenAuth() });
    await registry.repository('a').checkPush();
    await registry.repository('a').headManifest('x');
    expect(tokens(fake.trace())).toEqual(['scope=repository:a:pull,push']);
  });

  test('is renewed before it expires', async () => {
    let now = 1_000_000;
    const auth = tokenAuth({ now: () => now, life: 60 });
    const ports = { sleep: async () => {}, now: () => now, random: () => 0 };
    const { fake, registry } = await rig({ auth }, { ports });
    for (const later of [0, 44_000, 2_000]) {
      now += later;
      await registry.repository('a').headBlob(DIGEST);
    }
    expect(tokens(fake.trace())).toHaveLength(2);
    expect(fake.seen.filter(s => s.method === 'HEAD')).toHaveLength(4);
  });

  test('that expired unexpectedly is fetched again, once', async () => {
    const auth = tokenAuth();
    const { fake, registry } = await rig({ auth });
    const repository = registry.repository('a');
    await repository.checkPush();
    for (const [text, token] of auth.tokens) auth.tokens.set(text, { ...token, until: 0 });
    const replay = source();
    await repository.uploadBlob(blob, replay);
    expect(tokens(fake.trace())).toHaveLength(2);

    for (const [text, token] of auth.tokens) auth.tokens.set(text, { ...token, until: 0 });
    const before = fake.seen.length;
    const broken = { ...auth, life: -1 };
    Object.assign(auth, { life: broken.life });
    await expect(repository.getManifest('x')).rejects.toMatchObject({ code: 'AUTH_FAILED' });
    expect(fake.seen.length - before).toBe(3);
  });

  test('insufficient scope is final', async () => {
    const auth = tokenAuth({ allow: need => need.endsWith(':pull') });
    const { fake, registry, slept } = await rig({ auth });
    await expect(registry.repository('a').checkPush()).rejects.toMatchObject({
      code: 'AUTH_DENIED',
      message: expect.stringContaining('no permission'),
    });
    expect(fake.trace()).toEqual([
      'POST /v2/a/blobs/uploads/',
      expect.stringContaining('GET /token'),
      'POST /v2/a/blobs/uploads/',
    ]);
    expect(slept).toEqual([]);
  });

  test('temporary errors of the token server are retried', async () => {
    let failures = 2;
    const fault = ({ path }: Seen) =>
      path.startsWith('/token') && failures-- > 0 ? ({ status: 503 } as const) : undefined;
    const { registry, slept } = await rig({ auth: tokenAuth(), fault });
    await registry.repository('a').headBlob(DIGEST);
    expect(slept).toHaveLength(2);
  });

  test.each([
    ['no JSON', '<html>', 200],
    ['no token', '{}', 200],
    ['a token that is no header', JSON.stringify({ token: 'a\r\nX: y' }), 200],
    // It is not quoted.
    ['a token that has another name', JSON.stringify({ message: 'tok-1' }), 201],
  ])('%s from the token server', async (_, body, status) => {
    const fault = ({ path }: Seen) => (path.startsWith('/token') ? { status, body } : undefined);
    const { registry } = await rig(
      { auth: tokenAuth(), fault },
      { retry: { retries: 0, base: 1, cap: 1, deadline: 1 } },
    );
    await expect(registry.repository('a').headBlob(DIGEST)).rejects.toThrow(/without a token$/);
  });
});

test('every token is masked before it is used', async () => {
  const auth = tokenAuth();
  const { fake, registry, masked } = await rig({ auth });
  await registry.repository('a').uploadBlob(blob, source());
  expect(masked).toEqual([...auth.tokens.keys()]);
  expect(fake.seen.at(-1)?.headers.authorization).toBe(`Bearer ${masked[0]}`);
});

test('a credential that changes later is used in its new form', async () => {
  const given = [CREDENTIAL, { ...CREDENTIAL, username: 'old' }];
  const { fake, registry } = await rig({ auth: 'basic' }, { credential: async () => given[0] });
  await registry.repository('a').headManifest('x');
  given.shift();
  await expect(registry.repository('a').headManifest('y')).rejects.toMatchObject({ code: 'AUTH_FAILED' });
  const [sent] = fake.seen.slice(-1);
  expect(Buffer.from(sent?.headers.authorization?.slice(6) ?? '', 'base64').toString()).toMatch(/^old:/);
});

describe('a credential that is rejected before it expires', () => {
  test.each([
    ['Basic', 'basic' as const],
    ['a token server', tokenAuth()],
  ])('is replaced, once, for %s', async (_, auth) => {
    const refused: unknown[] = [];
    const stale: Credential = { kind: 'basic', username: 'stale', password: 'stale' };
    let current: Credential = stale;
    const credential = async (old?: Credential) => {
      if (old === stale) {
        refused.push(old);
        current = CREDENTIAL;
      }
      return current;
    };
    const { registry, slept } = await rig({ auth }, { credential });
    await registry.repository('a').headManifest('x');
    await registry.repository('a').headManifest('y');
    expect(refused).toEqual([stale]);
    expect(slept).toEqual([]);
  });

  test('is reported as rejected if there is no other', async () => {
    let asked = 0;
    const wrong: Credential = { kind: 'basic', username: 'a', password: 'b' };
    const credential = async (old?: Credential) => {
      if (old !== undefined) asked++;
      return wrong;
    };
    const { fake, registry } = await rig({ auth: 'basic' }, { credential });
    await expect(registry.repository('a').headManifest('x')).rejects.toMatchObject({ code: 'AUTH_FAILED' });
    // Once for each rejected request, none of which is repeated.
    expect(fake.seen.filter(({ headers }) => headers.authorization !== undefined)).toHaveLength(asked);
  });
});
