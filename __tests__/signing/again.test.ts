import { afterEach, describe, expect, test } from '@jest/globals';
import { referrersTag } from '../../src/oci/referrer.ts';
import type { Digest } from '../../src/oci/types.ts';
import { createServices } from '../../src/signing/services/service.ts';
import { signImages } from '../../src/signing/sign-images.ts';
import { keySource } from '../../src/signing/source.ts';
import { createFleet } from '../../src/staging/fleet.ts';
import { digestOf, type FakeRegistry, type Seen } from '../fakes/registry.ts';
import { firstRows } from '../full.ts';
import { type Berth, type Dock, dock, layout, PATH } from '../publish/dock.ts';
import { closeRigs } from '../registry/rig.ts';
import { newKey, PORTS, type SigningRig, signingRig, type Way } from './rig.ts';

const image = layout();
const rigs: SigningRig[] = [];
afterEach(async () => {
  await closeRigs();
  await Promise.all(rigs.splice(0).map(rig => rig.close()));
});

async function rigOf(way: Way = {}): Promise<SigningRig> {
  const rig = await signingRig(way);
  rigs.push(rig);
  return rig;
}

function publish(to: Dock, { setup }: SigningRig) {
  const fleet = createFleet(to.fleet.targets, to.log, { isAlone: false });
  const attach = async (images: Parameters<typeof signImages>[0]) => void (await signImages(images, setup));
  return to.publish(image.folder, { fleet, attach });
}

type Json = { manifests: { digest: string }[]; layers: { digest: string }[]; subject?: { digest: string } };

/** The digests of the bundles that refer to the image in a registry. */
function bundlesIn(fake: FakeRegistry): readonly string[] {
  const found = [...new Set([...fake.manifests.values()].map(({ bytes }) => bytes.toString()))];
  const about = found.map(text => JSON.parse(text) as Json).filter(({ subject }) => subject?.digest === image.root);
  return about.map(({ layers }) => layers[0]!.digest).sort();
}

const API: Berth = { referrers: true };

describe('published again', () => {
  test.each<[string, Way]>([
    ['keyless', { rekor: 1 }],
    ['keyless, Rekor v2', { rekor: 2 }],
    ['a key', { log: false, key: newKey().privateKey }],
  ])('%s: the same signer adds no second signature, and requests none', async (_what, way) => {
    const to = await dock([{}, API]);
    const rig = await rigOf(way);
    await publish(to, rig);
    const asked = rig.fake.seen.length;
    const again = { ...rig, setup: { ...rig.setup, source: (await sourceLike(rig, way)) ?? rig.setup.source } };
    await publish(to, again);
    expect(to.fakes.map(bundlesIn).map(found => found.length)).toEqual([1, 1]);
    expect(rig.fake.seen.slice(asked).filter(line => line.startsWith('POST'))).toEqual([]);
  });

  test("a predicate of the user's is added when it says something new, and only then", async () => {
    const to = await dock([{}, API]);
    const rig = await rigOf({ log: false, key: newKey().privateKey });
    const scan = (found: number): SigningRig => {
      const claimOf = (digests: readonly Digest[]) => ({
        predicateType: 'https://acme.example/scan',
        predicate: { found },
        subjects: digests.map(digest => ({ digest })),
      });
      const claimRequests: SigningRig['setup']['claimRequests'] = async (_, digests) => [
        { claim: claimOf(digests), isReferrer: true, exact: true },
      ];
      return { ...rig, setup: { ...rig.setup, claimRequests } };
    };
    const counts: number[] = [];
    for (const found of [1, 1, 2, 2, 1]) {
      await publish(to, scan(found));
      counts.push(...to.fakes.map(bundlesIn).map(bundles => bundles.length));
    }
    expect(counts).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 2, 2]);
  });

  test('a registry that lacks the signature gets the same bytes', async () => {
    const key = newKey().privateKey;
    const first = await dock([API, {}]);
    const rig = await rigOf({ log: false, key });
    const [a, b] = first.fleet.targets as [(typeof first.fleet.targets)[0], (typeof first.fleet.targets)[0]];
    await publish({ ...first, fleet: createFleet([a], first.log) }, rig);
    expect(first.fakes.map(bundlesIn).map(found => found.length)).toEqual([1, 0]);
    await publish({ ...first, fleet: createFleet([a, b], first.log) }, rig);
    const [one, other] = first.fakes.map(bundlesIn);
    expect(other).toEqual(one);
  });

  test("another signer adds its own, and the first one's is kept", async () => {
    const to = await dock([{}, API]);
    await publish(to, await rigOf({ log: false, key: newKey().privateKey }));
    await publish(to, await rigOf({ log: false, key: newKey().privateKey }));
    expect(to.fakes.map(bundlesIn).map(found => found.length)).toEqual([2, 2]);
    const tag = to.fakes[0]!.manifests.get(`${PATH}@${referrersTag(image.root as Digest)}`)!;
    expect((JSON.parse(tag.bytes.toString()) as Json).manifests).toHaveLength(2);
  });

  test('anything listed that is not a signature is ignored', async () => {
    const to = await dock([{}]);
    const rig = await rigOf({ log: false, key: newKey().privateKey });
    const junk = Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        manifests: [
          { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: digestOf(Buffer.from('gone')), size: 4 },
          { mediaType: 'x', digest: 'sha256:no', size: 4 },
        ],
      }),
    );
    to.fakes[0]!.manifests.set(`${PATH}@${referrersTag(image.root as Digest)}`, {
      type: 'application/vnd.oci.image.index.v1+json',
      bytes: junk,
    });
    expect(await publish(to, rig)).toMatchObject({ pushed: 'true' });
    expect(bundlesIn(to.fakes[0]!)).toHaveLength(1);
  });
});

/** A new source without any earlier request, as in another run; undefined if the first may be reused. */
async function sourceLike({ setup }: SigningRig, { key }: Way) {
  return key && keySource(key, setup.sigstore.rekors.length > 0, async () => 'no token');
}

test('two jobs that write the list at the same time: the one that is overwritten adds its own again', async () => {
  const tag = referrersTag(image.root as Digest);
  const theirs = {
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    digest: digestOf(Buffer.from('theirs')),
    size: 6,
  };
  let wrote = 0;
  const fakes: FakeRegistry[] = [];
  const overwritten = ({ method, path }: Seen): undefined => {
    // Right after ours, the other job's write arrives, based on an earlier read.
    if (method === 'GET' && path.endsWith(`/manifests/${tag}`) && wrote === 1) {
      wrote = 2;
      const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [theirs] }));
      fakes[0]!.manifests.set(`${PATH}@${tag}`, { type: 'application/vnd.oci.image.index.v1+json', bytes });
    }
    if (method === 'PUT' && path.endsWith(`/manifests/${tag}`) && wrote === 0) wrote = 1;
    return undefined;
  };
  const to = await dock([{ fault: overwritten }]);
  fakes.push(...to.fakes);
  expect(await publish(to, await rigOf({ log: false, key: newKey().privateKey }))).toMatchObject({ pushed: 'true' });
  expect(wrote).toBe(2);
  const list = JSON.parse(to.fakes[0]!.manifests.get(`${PATH}@${tag}`)!.bytes.toString()) as Json;
  expect(list.manifests.map(({ digest }) => digest)).toContain(theirs.digest);
  expect(list.manifests).toHaveLength(2);
});

/** How long to wait for further requests, in this process's CPU time: on a busy machine it passes more slowly. */
const QUIET = 100_000; // microseconds

/** Lets requests wait for each other: all pending ones are answered together, once no more are sent. */
function inRounds() {
  let waiting: (() => void)[] = [];
  let rounds = 0;
  let last = process.cpuUsage();
  let isWatched = false;
  const watch = (): void => {
    const { user, system } = process.cpuUsage(last);
    if (user + system < QUIET) return void setImmediate(watch);
    isWatched = false;
    release();
  };
  const release = (): void => {
    rounds++;
    const all = waiting;
    waiting = [];
    for (const go of all) go();
  };
  const hold = (): Promise<undefined> => {
    last = process.cpuUsage();
    if (!isWatched) setImmediate(watch);
    isWatched = true;
    return new Promise(resolve => waiting.push(() => resolve(undefined)));
  };
  return { hold, rounds: () => rounds };
}

const ROUND_TRIPS: readonly [string, Way, Berth[], boolean?][] = [
  // The most requests, with signatures of both kinds in registries of both kinds.
  ['keyless, and for cosign 2', { rekor: 1 }, [{}, API], true],
  ['keyless, without the API', { rekor: 1 }, [{}, {}, API]],
  ['keyless, with the API', { rekor: 2 }, [API, API]],
  ['a key', { rekor: 1, key: newKey().privateKey }, [{}, {}]],
];

test.each(firstRows(1, ROUND_TRIPS))(
  '%s: signing takes at most eight round trips, whatever the number of registries',
  async (_what, way, berths, legacy = false) => {
    const clock = inRounds();
    const rig = await rigOf({ ...way, fault: clock.hold });
    const to = await dock(berths.map(berth => ({ ...berth, fault: clock.hold })));
    const fleet = createFleet(to.fleet.targets, to.log, { isAlone: false });
    let taken = 0;
    const attach = async (images: Parameters<typeof signImages>[0]): Promise<void> => {
      const before = clock.rounds();
      await signImages(images, { ...rig.setup, legacy });
      taken = clock.rounds() - before;
    };
    expect(await to.publish(image.folder, { fleet, attach })).toMatchObject({ pushed: 'true' });
    expect(taken).toBeLessThanOrEqual(8);
    expect(taken).toBeGreaterThan(2);
  },
);

test('a cancel ends signing, and no tag is written', async () => {
  const stop = new AbortController();
  const rig = await rigOf({ rekor: 1, fault: request => void (request.includes('signingCert') && stop.abort()) });
  const services = createServices({ ...PORTS, signal: stop.signal });
  const to = await dock([{}]);
  const setup = { ...rig.setup, services, ports: { ...PORTS, signal: stop.signal } };
  const attach = async (images: Parameters<typeof signImages>[0]) => void (await signImages(images, setup));
  const fleet = createFleet(to.fleet.targets, to.log, { isAlone: false });
  const publishing = to.publish(image.folder, { fleet, attach, signal: stop.signal });
  // The cancel arrives during the request to Fulcio, whether or not its answer still arrives.
  await expect(publishing).rejects.toMatchObject({
    code: 'CANCELLED',
    message: expect.stringContaining('no tag was changed'),
  });
  expect(to.tagged(0, 'latest')).toBeUndefined();
  services.close();
});
