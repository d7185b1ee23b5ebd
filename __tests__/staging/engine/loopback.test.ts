import { request } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { createDistributor } from '../../../src/staging/distribute.ts';
import { type Loopback, openLoopback } from '../../../src/staging/engine/loopback.ts';
import { recordingLog } from '../../fakes/log.ts';
import { digestOf } from '../../fakes/registry.ts';
import { dock, PATH } from '../../publish/dock.ts';
import { closeRigs } from '../../registry/rig.ts';

const REPOSITORY = 'slipway/publish';
const BLOB = Buffer.from('layer');
const DIGEST = digestOf(BLOB);

let loopback: Loopback | undefined;
afterEach(async () => {
  await loopback?.close();
  await closeRigs();
});

async function open(registries: Parameters<typeof dock>[0] = [{}, {}]) {
  const made = await dock(registries);
  const log = recordingLog();
  loopback = await openLoopback(REPOSITORY, createDistributor(made.fleet), { log });
  return { ...made, log, loopback };
}

type Answer = Readonly<{ status: number; location: string | undefined }>;

type Options = { password?: string; token?: string; body?: Buffer };

function ask(method: string, path: string, options: Options = {}): Promise<Answer> {
  const { host, login } = loopback!;
  const [hostname, port] = host.split(':');
  const { token, password = login.password } = options;
  const basic = `Basic ${Buffer.from(`${login.username}:${password}`).toString('base64')}`;
  const headers = { authorization: token === undefined ? basic : `Bearer ${token}` };
  return new Promise((resolve, reject) => {
    const req = request({ hostname, port, method, path, headers, agent: false }, res => {
      res.resume();
      resolve({ status: res.statusCode ?? 0, location: res.headers.location });
    });
    req.on('error', reject);
    req.end(options.body);
  });
}

async function push(body: Buffer, digest = digestOf(body)): Promise<Answer> {
  const { location } = await ask('POST', `/v2/${REPOSITORY}/blobs/uploads/`);
  return ask('PUT', `${location}?digest=${digest}`, { body });
}

test('a blob is sent once to every registry that lacks it, and reported as existing only if all have it', async () => {
  const { fakes } = await open();
  fakes[0]!.blobs.set(DIGEST, BLOB);
  expect(await ask('HEAD', `/v2/${REPOSITORY}/blobs/${DIGEST}`)).toMatchObject({ status: 404 });
  expect(await push(BLOB)).toMatchObject({ status: 201 });
  expect(fakes.map(fake => fake.blobs.get(DIGEST)?.toString())).toEqual(['layer', 'layer']);
  expect(fakes[0]!.trace().filter(line => line.startsWith('PUT'))).toEqual([]);
  expect(await ask('HEAD', `/v2/${REPOSITORY}/blobs/${DIGEST}`)).toMatchObject({ status: 200 });
});

test('manifests are kept and written by digest; the pushed tag moves none', async () => {
  const { fakes, loopback } = await open();
  const manifest = Buffer.from('{"manifests":[]}');
  expect(await ask('PUT', `/v2/${REPOSITORY}/manifests/some-tag`, { body: manifest })).toMatchObject({ status: 201 });
  expect(loopback.root()?.digest).toBe(digestOf(manifest));
  for (const fake of fakes) expect([...fake.manifests.keys()]).toEqual([`${PATH}@${digestOf(manifest)}`]);
});

test('a manifest of an unknown kind is written nowhere', async () => {
  const { fakes, loopback } = await open();
  const body = Buffer.from('{"mediaType":"application/x"}');
  expect(await ask('PUT', `/v2/${REPOSITORY}/manifests/${digestOf(body)}`, { body })).toMatchObject({ status: 503 });
  expect(String(loopback.failure())).toContain('its type is "application/x"');
  for (const fake of fakes) expect(fake.manifests.size).toBe(0);
});

test('a target that fails in the middle gets the blob from one that has it', async () => {
  let broken = false;
  const fault = (seen: { method: string }) => {
    if (seen.method !== 'PUT' || broken) return undefined;
    broken = true;
    return 'late' as const;
  };
  const { fakes } = await open([{ fault }, {}]);
  expect(await push(BLOB)).toMatchObject({ status: 201 });
  expect(broken).toBe(true);
  expect(fakes[0]!.blobs.get(DIGEST)?.toString()).toBe('layer');
});

test.each([
  ['a wrong password', () => ask('GET', '/v2/', { password: 'guess' }), 401],
  ['a wrong token', () => ask('GET', '/v2/', { token: 'guess' }), 401],
  ['no token', () => ask('GET', '/v2/', { token: '' }), 401],
  ['another repository', () => ask('HEAD', `/v2/other/repo/blobs/${DIGEST}`), 404],
  ['a path that leads outside', () => ask('HEAD', `/v2/${REPOSITORY}/../../../etc/passwd`), 404],
  ['an upload that was never started', () => ask('PUT', `/v2/${REPOSITORY}/blobs/uploads/guess?digest=${DIGEST}`), 400],
  ['a broken escape', () => ask('GET', '/v2/%ZZ'), 404],
  ['a target that is not a URL', () => ask('GET', '//['), 400],
  ['reading a blob', () => ask('GET', `/v2/${REPOSITORY}/blobs/${DIGEST}`), 404],
  [
    'a manifest of more than 4 MiB',
    () => ask('PUT', `/v2/${REPOSITORY}/manifests/x`, { body: Buffer.alloc(4 * 1024 * 1024 + 1) }),
    413,
  ],
  [
    'a manifest under another digest',
    () => ask('PUT', `/v2/${REPOSITORY}/manifests/${DIGEST}`, { body: Buffer.from('{}') }),
    400,
  ],
])('%s is refused', async (_what, attempt, status) => {
  const { fakes } = await open();
  expect((await attempt()).status).toBe(status);
  for (const fake of fakes) expect(fake.manifests.size + fake.blobs.size).toBe(0);
});

test('a wrong password is logged, and the endpoint is gone once it is closed', async () => {
  const { log, loopback } = await open();
  await ask('GET', '/v2/', { password: 'guess' });
  expect(log.lines).toContainEqual(expect.stringMatching(/^warning: refused .* GET \/v2\/$/));
  await loopback.close();
  await expect(ask('GET', '/v2/')).rejects.toThrow(/ECONNREFUSED/);
});

test('the token is accepted like the password', async () => {
  const { loopback } = await open();
  expect(await ask('GET', '/v2/', { token: loopback.login.registrytoken })).toMatchObject({ status: 200 });
});

test('two at once get a port each', async () => {
  const { loopback: first, fleet } = await open();
  const second = await openLoopback(REPOSITORY, createDistributor(fleet), { log: recordingLog() });
  expect(second.host).not.toBe(first.host);
  expect(second.login.password).not.toBe(first.login.password);
  await second.close();
});
