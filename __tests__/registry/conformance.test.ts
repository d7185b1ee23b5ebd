import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createRegistry } from '../../src/registry/client.ts';
import type { Registry } from '../../src/registry/types.ts';
import { ACCOUNT, type Manners, type OciRegistry, startOciRegistry } from '../fakes/oci-registry.ts';
import { conforms } from './conformance/table.ts';
import { BLOB, closeRigs, DIGEST, rig, source } from './rig.ts';

afterEach(closeRigs);

const LIMIT = 4 * 1024 * 1024;

/** Every answer that the distribution-spec 1.1 allows, and some forbidden ones that registries give anyway. */
describe.each<[string, Manners]>([
  ['as in the specification', { subjects: true }],
  ['Locations with host and query', { locations: 'absolute', query: '_state=a%2Fb%3D&x' }],
  ['Locations relative to the request', { locations: 'bare', query: 'k=%20' }],
  ['a Location that is valid once', { movingSessions: true }],
  ['a minimum for chunks', { chunkMin: 5_242_880 }],
  ['no Docker-Content-Digest', { silent: true }],
  ['no Content-Length for HEAD', { lengthless: true }],
  ['neither', { silent: true, lengthless: true }],
  ['HEAD answered by 405', { noHead: 405 }],
  ['HEAD answered by 501', { noHead: 501 }],
  ['blobs at another host (307)', { storage: 307 }],
  ['blobs at another host (302)', { storage: 302 }],
  ['blobs at another host (308), no lengths', { storage: 308, lengthless: true }],
  ['mounts that are ignored', { mount: 'ignored' }],
  ['mounts that are refused', { mount: 'refused' }],
  ['lists in pages of two', { page: 2, subjects: true }],
  ['pages with absolute addresses', { page: 1, link: 'absolute', subjects: true }],
  ['pages at a proxy’s host', { page: 2, link: 'foreign', subjects: true }],
])('%s', (_, manners) => {
  let double: OciRegistry;
  let registry: Registry;
  beforeAll(async () => {
    double = await startOciRegistry({ manifestLimit: LIMIT, ...manners });
    registry = createRegistry(double.host, {
      credential: async () => ({ kind: 'basic', ...ACCOUNT }),
      ports: { sleep: async () => {}, now: Date.now, random: () => 0.5 },
    });
  });
  afterAll(async () => {
    registry.close();
    await double.close();
  });

  const listsReferrers = manners.subjects === true;
  conforms(() => registry, { checksManifests: true, largeManifests: true, limitsManifests: true, listsReferrers });

  // Must be last: no request above violated a MUST.
  test('no request violated the specification', () => {
    expect(double.seen.length).toBeGreaterThan(50);
    expect(double.complaints).toEqual([]);
  });
});

describe('an upload that is out of step with its session', () => {
  test.each([
    ['416 without a message', { status: 416, headers: { range: '0-99' } }],
    ['404, the session is gone', { status: 404, body: '{"errors":[{"code":"BLOB_UPLOAD_UNKNOWN"}]}' }],
  ])('%s: it is restarted', async (_, answer) => {
    let refused = 0;
    const { fake, registry } = await rig({
      fault: ({ method }) => (method === 'PUT' && refused++ === 0 ? answer : undefined),
    });
    await registry.repository('a').uploadBlob({ digest: DIGEST, size: BLOB.length }, source());
    expect(fake.blobs.get(DIGEST)?.equals(BLOB)).toBe(true);
    expect(fake.trace().filter(line => line === 'POST /v2/a/blobs/uploads/')).toHaveLength(2);
  });
});
