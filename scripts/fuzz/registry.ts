import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { ActionError } from '../../src/host/errors.ts';
import { createRegistry } from '../../src/registry/client.ts';
import type { Repository } from '../../src/registry/types.ts';
import { assertClear, hostile, jsonWith, target } from './hostile.ts';

const SECRET = 's3cret-of-the-harbour';
const BLOB = Buffer.from('cargo');
const DIGEST = 'sha256:1cfb8e0f6e0b1f9bd6a5ee3d3b5d4a9c4f6f1b9d8f2f6f6ed8b9f2b1c3d4e5f6';
const MANIFEST = { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: DIGEST, bytes: BLOB } as const;

const NAMES = ['location', 'www-authenticate', 'retry-after', 'content-type', 'docker-content-digest', 'link'];
const clean = (text: string) => text.replace(/[^\x20-\x7e]/g, '');
const value = fc.oneof(
  hostile.map(clean),
  hostile.map(text => `Bearer realm="${clean(text)}",service="${clean(text)}"`),
  fc.constantFrom(
    'Basic realm="x"',
    '/v2/',
    '//',
    'http://',
    'http://127.0.0.1:1/',
    'https://[::1',
    '99999999',
    '-1',
    'soon',
  ),
  fc.constantFrom(
    'Bearer realm="TOKEN",service="s",scope="repository:acme/api:pull"',
    DIGEST,
    '<http://x>; rel="next"',
  ),
);
const OCI = ['errors', 'code', 'message', 'detail', 'token', 'access_token', 'expires_in', 'tags', 'name', 'mediaType'];
const body = fc.oneof(
  hostile,
  hostile.map(text => `<html><head><title>${text}</title></head><body>${text}</body></html>`),
  jsonWith(OCI).map(json => JSON.stringify(json) ?? ''),
  hostile.map(message => JSON.stringify({ errors: [{ code: 'DENIED', message, detail: message }] })),
);
const answer = fc.record({
  status: fc.constantFrom(
    200,
    201,
    202,
    204,
    301,
    307,
    400,
    401,
    403,
    404,
    405,
    413,
    416,
    429,
    500,
    502,
    503,
    299,
    599,
  ),
  headers: fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 4 }),
  body,
  /** Cuts the connection after the body's first half. */
  cut: fc.integer({ min: 0, max: 9 }).map(n => n === 0),
});
type Answer = typeof answer extends fc.Arbitrary<infer T> ? T : never;

const CALLS: Readonly<Record<string, (repository: Repository) => Promise<unknown>>> = {
  headBlob: repository => repository.headBlob(DIGEST),
  mountBlob: repository => repository.mountBlob(DIGEST, 'acme/base'),
  uploadBlob: repository =>
    repository.uploadBlob(
      { digest: DIGEST, size: BLOB.length },
      { open: () => Readable.from([BLOB], { objectMode: false }), replayable: true },
    ),
  headManifest: repository => repository.headManifest('latest'),
  getManifest: repository => repository.getManifest(DIGEST),
  putManifest: repository => repository.putManifest(MANIFEST, 'latest'),
  listTags: repository => repository.listTags(),
  checkPush: repository => repository.checkPush(),
};

async function check(call: string, answers: readonly Answer[]): Promise<void> {
  let asked = 0;
  const server = http.createServer((req, res) => {
    req.resume();
    const { status, headers, body, cut } = answers[asked++ % answers.length]!;
    const own = Object.entries(headers).map(([key, text]) => [
      key,
      text.replace('TOKEN', `http://${req.headers.host}/t`),
    ]);
    res.on('error', () => {});
    res.writeHead(status, { ...Object.fromEntries(own), ...(cut && { 'content-length': '100000' }) });
    if (cut) res.write(body.slice(0, 100), () => req.socket.destroy());
    else res.end(body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const registry = createRegistry(host, {
    credential: async () => ({ kind: 'basic', username: 'u', password: SECRET }),
    retry: { retries: 2, base: 1, cap: 1, deadline: 500 },
    ports: { sleep: async () => {}, now: Date.now, random: () => 0 },
    idle: 300,
  });
  try {
    await CALLS[call]!(registry.repository('acme/api'));
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    assertClear(error.message, [SECRET]);
    if (/[\p{Cc}\p{Cf}]/u.test(error.message) || error.message.length > 2000) {
      throw new Error(`not one harmless line: ${JSON.stringify(error.message)}`);
    }
    // An endless exchange is a hang that only looks busy.
    if (asked > 300) throw new Error(`${asked} requests for one ${call}`);
  } finally {
    registry.close();
    server.close();
    server.closeAllConnections();
  }
}

const example = fc.record({
  call: fc.constantFrom(...Object.keys(CALLS)),
  answers: fc.array(answer, { minLength: 1, maxLength: 4 }),
});

export const REGISTRY = [target('answers of a registry', example, ({ call, answers }) => check(call, answers), 5000)];
