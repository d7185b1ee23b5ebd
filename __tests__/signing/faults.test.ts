import { afterEach, expect, test } from '@jest/globals';
import { signImages } from '../../src/signing/sign-images.ts';
import { createFleet } from '../../src/staging/fleet.ts';
import type { Fault, Seen } from '../fakes/registry.ts';
import type { ServiceFault } from '../fakes/sigstore.ts';
import { isShown } from '../full.ts';
import { type Berth, dock, layout, PATH } from '../publish/dock.ts';
import { closeRigs } from '../registry/rig.ts';
import { newKey, type SigningRig, signingRig, type Way } from './rig.ts';

const image = layout();
const rigs: SigningRig[] = [];
afterEach(async () => {
  await closeRigs();
  await Promise.all(rigs.splice(0).map(rig => rig.close()));
});

/** Publishes to two registries while something goes wrong, and returns the outcome: nothing in between is allowed. */
async function publishWith(way: Way, berths: readonly Berth[]): Promise<'published' | 'untouched'> {
  const rig = await signingRig(way);
  rigs.push(rig);
  return publishBy(rig, way, berths);
}

async function publishBy(rig: SigningRig, way: Way, berths: readonly Berth[]): Promise<'published' | 'untouched'> {
  const to = await dock(berths);
  const fleet = createFleet(to.fleet.targets, to.log, { isAlone: false });
  // If the log can provide what that requires.
  const legacy = way.rekor !== 2;
  const setup = { ...rig.setup, legacy };
  const attach = async (images: Parameters<typeof signImages>[0]) => void (await signImages(images, setup));
  const outcome = await to.publish(image.folder, { fleet, attach }).catch((error: unknown) => error);
  const tags = to.fakes.map(fake => fake.manifests.has(`${PATH}@latest`) || fake.manifests.has(`${PATH}@1.2.3`));
  if (outcome instanceof Error) {
    expect(tags).toEqual(tags.map(() => false));
    return 'untouched';
  }
  expect(outcome).toMatchObject({ pushed: 'true' });
  for (const fake of to.fakes) {
    const about = [...fake.manifests.values()].filter(({ bytes }) => bytes.includes(`"subject"`));
    expect(new Set(about.map(({ bytes }) => bytes.toString())).size).toBe(2);
    expect([...fake.manifests.keys()].filter(name => name.endsWith('.sig'))).toHaveLength(legacy ? 2 : 0);
  }
  return 'published';
}

const SERVICES: readonly [string, ServiceFault, 'published' | 'untouched'][] = [
  ['a reset', 'reset', 'published'],
  ['a lost answer', 'lose', 'published'],
  ['silence', 'stall', 'published'],
  ['half an answer', 'truncate', 'published'],
  ['500', { status: 500 }, 'published'],
  ['429', { status: 429, headers: { 'retry-after': '1' } }, 'published'],
  ['403', { status: 403, body: '{"message":"no"}' }, 'untouched'],
  ['a web page', { status: 200, body: '<html>hello</html>' }, 'published'],
  ['an empty object', { status: 200, body: '{}' }, 'untouched'],
];

const REQUESTS: readonly [string, Way][] = [
  ['GET /token', { rekor: 1 }],
  ['POST /api/v2/signingCert', { rekor: 1 }],
  ['POST /api/v1/log/entries', { rekor: 1 }],
  ['POST /api/v1/log/entries', { rekor: 1, key: newKey().privateKey }],
  ['POST /api/v2/log/entries', { rekor: 2 }],
  ['POST /api/v1/timestamp', { rekor: 2 }],
];

const MATRIX = REQUESTS.flatMap(([request, way], row) =>
  SERVICES.filter((_, column) => isShown(row, column)).map(([what, fault, end]) => {
    // An invalid token is requested again, and so is what can't be a timestamp.
    const isPage = what === 'an empty object' && /\/(?:token|timestamp)$/.test(request);
    return [request, way.key ? 'key' : 'keyless', what, way, fault, isPage ? 'published' : end] as const;
  }),
);

test.each(MATRIX)('%s (%s): %s once', async (request, _key, _what, way, fault, end) => {
  let done = false;
  const once = (seen: string) => {
    if (done || seen !== request) return undefined;
    done = true;
    return fault;
  };
  expect(await publishWith({ ...way, fault: once }, [{}, { referrers: true }])).toBe(end);
  expect(done).toBe(true);
});

test.each(REQUESTS)('%s: permanently unavailable, and no tag is written', async (request, way) => {
  const always = (seen: string) => (seen === request ? { status: 503 } : undefined);
  expect(await publishWith({ ...way, fault: always }, [{}, { referrers: true }])).toBe('untouched');
});

/** Requests for signatures: their manifests, blobs and lists. */
const STEPS: readonly [string, (seen: Seen, path: string) => boolean][] = [
  ['listing referrers', seen => seen.path.includes('/referrers/')],
  ['reading the tag that lists them', seen => seen.method === 'GET' && /\/manifests\/sha256-/.test(seen.path)],
  ['writing that tag', seen => seen.method === 'PUT' && /\/manifests\/sha256-/.test(seen.path)],
];
const REGISTRY: readonly [string, Fault][] = [
  ['a reset', 'reset'],
  ['late', 'late'],
  ['a lost answer', 'lose'],
  ['half an answer', 'truncate'],
  ['500', { status: 500 }],
  ['429', { status: 429 }],
  ['403', { status: 403 }],
];
const AT_REGISTRY = STEPS.flatMap(([step, is], row) =>
  REGISTRY.filter((_, column) => isShown(row, column)).map(([what, fault]) => [step, what, is, fault] as const),
);

test.each(AT_REGISTRY)('%s: %s once', async (_step, what, is, fault) => {
  let done = false;
  const once = (seen: Seen) => {
    if (done || !is(seen, seen.path)) return undefined;
    done = true;
    return fault;
  };
  const end = await publishWith({ log: false, key: newKey().privateKey }, [{ fault: once }, { referrers: true }]);
  expect(done).toBe(true);
  expect(end).toBe(what === '403' ? 'untouched' : 'published');
});

test('every request before the first tag is written, refused: published and signed, or untouched', async () => {
  const way: Way = { log: false, key: newKey().privateKey };
  const rig = await signingRig(way);
  rigs.push(rig);
  let count = 0;
  let isTagging = false;
  const counted = ({ method, path }: Seen): undefined => {
    isTagging ||= method === 'PUT' && /\/manifests\/(?:1\.2\.3|latest)$/.test(path);
    if (!isTagging) count++;
  };
  expect(await publishBy(rig, way, [{ fault: counted }, { referrers: true }])).toBe('published');
  const ends: string[] = [];
  for (let n = 0; n < count; n++) {
    const refused = (_seen: Seen, at: number): Fault | undefined => (at === n ? { status: 403 } : undefined);
    ends.push(await publishBy(rig, way, [{ fault: refused }, { referrers: true }]));
    await closeRigs();
  }
  expect(ends).toContain('untouched');
});

test('only an optional registry that accepts no signature fails', async () => {
  const refuses = (seen: Seen): Fault | undefined =>
    seen.method === 'PUT' && /\/manifests\/sha256-/.test(seen.path) ? { status: 403 } : undefined;
  const rig = await signingRig({ log: false, key: newKey().privateKey });
  rigs.push(rig);
  const to = await dock([{ fault: refuses, optional: true }, {}]);
  const fleet = createFleet(to.fleet.targets, to.log, { isAlone: false });
  const attach = async (images: Parameters<typeof signImages>[0]) => void (await signImages(images, rig.setup));
  const { pushed } = await to.publish(image.folder, { fleet, attach });
  expect(pushed).toBe('true');
  expect([to.tagged(0, 'latest'), to.tagged(1, 'latest')]).toEqual([undefined, image.root]);
});
