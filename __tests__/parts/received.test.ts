import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Context, readContext } from '../../src/event/context.ts';
import { messageOf } from '../../src/host/errors.ts';
import type { Digest } from '../../src/oci/types.ts';
import type { Artifacts } from '../../src/parts/artifacts.ts';
import type { Allowed } from '../../src/parts/check-record.ts';
import { artifactName, fingerprintOf, readArtifactName, runOf } from '../../src/parts/identity.ts';
import { ofImage } from '../../src/parts/problems.ts';
import { receiveParts } from '../../src/parts/received.ts';
import type { PartRecord } from '../../src/parts/record.ts';
import { recordedOf } from '../../src/parts/stated.ts';
import type { ImagePlan } from '../../src/plan/terms/types.ts';
import { imagePlan } from '../fakes/values.ts';
import { zipOf } from './zip-writer.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-parts-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const NOW = new Date('2026-11-30T17:30:00Z');
const context = (attempt = '1', now = NOW): Context =>
  readContext({
    env: { GITHUB_REPOSITORY: 'acme/tides', GITHUB_SHA: 'abc', GITHUB_RUN_ID: '7', GITHUB_RUN_ATTEMPT: attempt },
    now,
    readFile: () => '{}',
  });
const IMAGE = imagePlan({ labels: ['org.opencontainers.image.created=2026-11-30T17:30:00Z'] });
const digest = (letter: string): Digest => `sha256:${letter.repeat(64)}`;

type Part = Readonly<{
  platform: string;
  root: Digest;
  attempt?: string;
  change?: Partial<PartRecord>;
  /** Default: the only one. */
  image?: ImagePlan;
}>;

/** A service that has these parts. */
function artifacts(parts: readonly Part[]): Artifacts {
  const names = parts.map(({ platform, attempt, image = IMAGE }) => artifactName(image, [platform], context(attempt)));
  return {
    upload: () => Promise.reject(new Error('nothing is uploaded')),
    list: async () => names.map((name, id) => ({ id, name, size: 1, created: 0 })),
    download: async wanted =>
      wanted.map(({ id, folder: to }) => {
        const { platform, root, attempt, change, image = IMAGE } = parts[id]!;
        const record: PartRecord = {
          ...{ schema: 1, repository: 'acme/tides', commit: 'abc', ...runOf(context(attempt)) },
          ...{
            plan: fingerprintOf(image),
            stated: recordedOf(image),
            platforms: [platform],
            root,
            gates: [],
            tested: [],
          },
          ...{ places: [], handOver: 'artifact', ...change },
        };
        const content = Buffer.from(JSON.stringify(record));
        writeFileSync(join(to, 'artifact.zip'), zipOf([{ name: 'record.json', content }]));
        return join(to, 'artifact.zip');
      }),
  };
}

let runs = 0;
async function receive(
  parts: readonly Part[],
  allowed?: Allowed,
  images: readonly ImagePlan[] = [IMAGE],
): Promise<readonly string[] | string> {
  const own = join(folder, String(++runs));
  try {
    const wanted = images.map(image => ({ image, platforms: ['linux/amd64', 'linux/arm64'] }));
    const legs = await receiveParts(wanted, context('10'), { artifacts: artifacts(parts), folder: own, allowed });
    const problems = legs.flatMap((of, at) =>
      of.flatMap(leg => leg.problems.map(problem => ofImage(images[at]!, `${leg.name}: ${problem}`))),
    );
    if (problems.length > 0) return problems.join('\n');
    return legs.flat().map(({ received }) => received!.record.root);
  } catch (error) {
    return messageOf(error);
  }
}

const AMD: Part = { platform: 'linux/amd64', root: digest('a') };
const ARM: Part = { platform: 'linux/arm64', root: digest('b') };

test('for each platform the newest part counts, by its attempt number', async () => {
  const again = { ...AMD, root: digest('c') };
  const attempts = ['9', '10', '2'].map((attempt, at) => ({ ...again, attempt, root: digest('def'[at]!) }));
  expect(await receive([AMD, ARM, ...attempts])).toEqual([digest('e'), ARM.root]);
});

test.each<[string, Partial<PartRecord>, string]>([
  ['another run', { run: '8' }, 'it is from another run (8)'],
  ['another commit', { commit: 'def' }, 'it is for commit def, this run is for abc'],
  ['another repository', { repository: 'evil/tides' }, 'it belongs to the repository evil/tides'],
])('the record of %s is rejected, though the name of its artifact matches', async (_, change, expected) => {
  const said = await receive([AMD, { ...ARM, change }]);
  expect(said).toContain(expected);
  expect(String(said).match(/slipway-part-/g)).toHaveLength(1);
});

test.each<[string, Partial<PartRecord>]>([
  ['another platform', { platforms: ['linux/arm64'] }],
  ['one platform more', { platforms: ['linux/amd64', 'linux/arm64'] }],
  ['a later attempt', { attempt: 2 }],
  ['no attempt', { attempt: -1 }],
  ['another time', { time: 1 }],
])('the record of %s under the name of this part is rejected', async (_, change) => {
  const said = String(await receive([{ ...AMD, change }]));
  expect(said).toMatch(/slipway-part-\w+-linux-amd64-\d+-1: it contains the record of slipway-part-\w+-linux-/);
});

test('a platform may be written in any way', async () => {
  const platforms = ['Linux/aarch64', 'linux/arm64/v8'];
  for (const platform of platforms) {
    expect(await receive([{ ...ARM, change: { platforms: [platform] } }])).toEqual([ARM.root]);
  }
});

test('an attempt that has not begun is rejected: its number would make it the newest', async () => {
  const said = await receive([AMD, { ...AMD, root: digest('c'), attempt: '11' }]);
  expect(said).toMatch(/slipway-part-\S+-11: it is from attempt 11, and this is attempt 10/);
});

test('of two that claim to be the same attempt of a part, none is taken', async () => {
  const [one, other] = [NOW, new Date(NOW.getTime() + 1000)].map(time =>
    artifactName(IMAGE, ['linux/amd64'], at(time)),
  );
  const rivals: Artifacts = {
    ...artifacts([]),
    list: async () => [one!, other!].map((name, id) => ({ id, name, size: 1, created: 0 })),
  };
  const place = { artifacts: rivals, folder: join(folder, 'rivals'), allowed: undefined };
  const wanted = [{ image: IMAGE, platforms: ['linux/amd64'] }];
  await expect(receiveParts(wanted, context(), place)).resolves.toMatchObject([
    [{ name: `${one} and ${other}`, problems: [expect.stringContaining('two jobs have handed over the same part')] }],
  ]);
});

const at = (now: Date) => ({ now, runAttempt: '1' });

test('the name of a part with many platforms stays short, and differs from that of others', () => {
  const all = Array.from({ length: 40 }, (_, number) => `linux/machine${number}`);
  const [long, longer] = [all, [...all, 'linux/386']].map(platforms => artifactName(IMAGE, platforms, at(NOW)));
  expect(long!.length).toBeLessThan(100);
  expect(long).not.toBe(longer);
  expect(readArtifactName(long!)).toMatchObject({ attempt: 1, part: expect.stringContaining('40-platforms') });
});

describe('where the parts are listed', () => {
  const listed = (...digests: Digest[]) => digests.map(one => ({ digest: one }));

  test('these are used', async () => expect(await receive([AMD, ARM], listed(ARM.root, AMD.root))).toHaveLength(2));

  test('one that another job of the run has added is rejected, though its record matches', async () => {
    const said = await receive([AMD, ARM, { ...ARM, root: digest('c'), attempt: '3' }], listed(AMD.root, ARM.root));
    expect(said).toContain(`${digest('c')} is not among \`part-digests\``);
  });

  test('one that is listed for another image is rejected', async () => {
    const said = await receive([AMD], [{ image: 'api', digest: AMD.root }]);
    expect(said).toContain(`${AMD.root} is not among \`part-digests\``);
  });

  test('an empty list allows none', async () => expect(await receive([AMD], [])).toContain('not among'));
});

test('a part planned for another time is distinguished from one with other inputs', async () => {
  const plan = 'ab'.repeat(32);
  expect(await receive([{ ...AMD, change: { plan, time: 1 } }])).toContain(
    'planned with the time 1970-01-01T00:00:01.000Z, and this job with 2026-11-30T17:30:00.000Z',
  );
  expect(await receive([{ ...AMD, change: { plan } }])).toContain('give both the same inputs');
});

test("a part's name contains its time and attempt; other artifacts' names have no meaning", () => {
  const name = artifactName(IMAGE, ['linux/arm/v7', 'linux/arm64'], context('12'));
  expect(readArtifactName(name)).toMatchObject({ time: NOW.getTime() / 1000, attempt: 12 });
  expect(readArtifactName(name)!.part).toBe(
    readArtifactName(artifactName(IMAGE, ['linux/arm/v7', 'linux/arm64'], context()))!.part,
  );
  for (const other of ['logs', 'slipway-part-x', 'slipway-part-x-1', `slipway-part-x-${'9'.repeat(12)}-1`]) {
    expect(readArtifactName(other)).toBeUndefined();
  }
});

describe('of several images', () => {
  const [api, worker] = ['api', 'worker'].map(name => imagePlan({}, [], name));
  const images = [api!, worker!];

  test('each has its own parts, also where the platforms are the same', async () => {
    const parts = [
      { ...AMD, image: api! },
      { ...AMD, root: digest('c'), image: worker! },
      { ...ARM, image: api! },
    ];
    expect(await receive(parts, undefined, images)).toEqual([AMD.root, ARM.root, digest('c')]);
  });

  test('a bad record is reported with its image, and does not affect others', async () => {
    const change = { commit: 'def' };
    const parts = [
      { ...AMD, image: api! },
      { ...AMD, image: worker!, change },
      { ...ARM, image: IMAGE, change },
    ];
    const said = await receive(parts, undefined, images);
    expect(said).toContain('worker: slipway-part-');
    expect(said).toContain('it is for commit def, this run is for abc');
    expect(said).not.toContain('api:');
    expect(String(said).match(/it is for commit/g)).toHaveLength(1);
  });

  test('a part cannot pass for that of another image', async () => {
    const other = imagePlan({ version: '2' }, [], 'worker');
    const change = { plan: fingerprintOf(api!) };
    const said = await receive([{ ...AMD, image: other, change }], undefined, [api!, other]);
    expect(said).toContain('worker: slipway-part-');
    expect(said).toContain('are not those of this job');
  });

  test('if there are no parts at all, all are named', async () => {
    expect(await receive([{ ...AMD, image: IMAGE }], undefined, images)).toBe(
      'no part of api, worker was handed over in this run',
    );
  });
});

describe('gates', () => {
  const gates = [
    { name: 'smoke', platform: undefined },
    { name: 'on-arm', platform: 'linux/arm64/v8' },
  ];
  const images = [{ ...IMAGE, gates }];
  const checked = (part: Part, ...names: readonly string[]): Part => ({ ...part, change: { gates: names } });

  test('one with a platform is required only of the part for that platform', async () => {
    const parts = [checked(AMD, 'smoke'), checked(ARM, 'smoke', 'on-arm')];
    expect(await receive(parts, undefined, images)).toEqual([AMD.root, ARM.root]);
  });

  test('the part for its platform is rejected without it', async () => {
    const said = String(await receive([checked(AMD, 'smoke'), checked(ARM, 'smoke')], undefined, images));
    expect(said).toMatch(/slipway-part-\w+-linux-arm64-\d+-1: it was not checked by "on-arm"/);
    expect(said.match(/not checked/g)).toHaveLength(1);
  });

  test('one without a platform is required of every part', async () => {
    const said = String(await receive([checked(AMD), checked(ARM, 'on-arm')], undefined, images));
    expect(said.match(/it was not checked by "smoke"/g)).toHaveLength(2);
  });
});
