import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { type Context, readContext } from '../../src/event/context.ts';
import { ActionError } from '../../src/host/errors.ts';
import type { Digest } from '../../src/oci/types.ts';
import type { Artifacts } from '../../src/parts/artifacts.ts';
import { artifactName, fingerprintOf, runOf } from '../../src/parts/identity.ts';
import { openParts } from '../../src/parts/parts-source.ts';
import type { PartRecord } from '../../src/parts/record.ts';
import { recordedOf } from '../../src/parts/stated.ts';
import type { ImagePlan } from '../../src/plan/terms/types.ts';
import type { Sourced } from '../../src/promote/types.ts';
import type { Registry } from '../../src/registry/types.ts';
import { recordingLog } from '../fakes/log.ts';
import { digestOf, type FakeRegistry } from '../fakes/registry.ts';
import { imagePlan } from '../fakes/values.ts';
import { draft, INDEX, MANIFEST } from '../layouts/draft.ts';
import { closeRigs, rig } from '../registry/rig.ts';
import { type ZipFile, zipOf } from './zip-writer.ts';

/** Parts as jobs hand them over, and the job that opens all of them. */

const home = mkdtempSync(join(tmpdir(), 'slipway-together-'));
afterAll(() => rmSync(home, { recursive: true }));
afterEach(closeRigs);

const context = (attempt = '1'): Context =>
  readContext({
    env: { GITHUB_REPOSITORY: 'acme/tides', GITHUB_SHA: 'abc', GITHUB_RUN_ID: '7', GITHUB_RUN_ATTEMPT: attempt },
    now: new Date('2026-11-30T17:30:00Z'),
    readFile: () => '{}',
  });

type Way = 'registry' | 'artifact';
type Leg = Readonly<{
  image: ImagePlan;
  platforms: readonly string[];
  attempt?: string;
  /** Distinguishes its bytes from those of another attempt. */
  text?: string;
  /** What it contains, if not its platforms. */
  content?: readonly string[];
  change?: Partial<PartRecord>;
  /** Of its archive, in place of its record and image. */
  files?: readonly ZipFile[];
}>;

let count = 0;

/** An image as buildx builds it: an index with a manifest and an attestation for each platform. */
function built(platforms: readonly string[], text: string) {
  const folder = join(home, `layout-${++count}`);
  const { put, json, index } = draft(folder, 'image');
  const manifests = platforms.flatMap(platform => {
    const [os, architecture, variant] = platform.split('/');
    const own = { os, architecture, ...(variant !== undefined && { variant }) };
    const layers = [put(`${platform} ${text}`, 'application/octet-stream')];
    const image = json({ config: put(JSON.stringify(own), 'application/json'), layers });
    const said = json({ config: put('{}', 'application/json'), layers: [put(`about ${platform} ${text}`, 'text')] });
    const annotations = {
      'vnd.docker.reference.type': 'attestation-manifest',
      'vnd.docker.reference.digest': image.digest,
    };
    return [
      { ...image, platform: own },
      { ...said, platform: { os: 'unknown', architecture: 'unknown' }, annotations },
    ];
  });
  const root = json({ manifests }, INDEX);
  index(root);
  writeFileSync(join(folder, 'image/oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  const digests = manifests.filter((_, at) => at % 2 === 0).map(({ digest }) => digest);
  return { folder: join(folder, 'image'), root: root.digest, digests };
}

function push(fake: FakeRegistry, folder: string, root: Digest): void {
  const read = (digest: Digest) => readFileSync(join(folder, 'blobs/sha256', digest.slice(7)));
  const bytes = read(root);
  fake.manifests.set(`acme/api@${root}`, { type: INDEX, bytes });
  const { manifests } = JSON.parse(bytes.toString()) as { manifests: { digest: Digest }[] };
  for (const { digest } of manifests) {
    const manifest = read(digest);
    fake.manifests.set(`acme/api@${digest}`, { type: MANIFEST, bytes: manifest });
    const { config, layers } = JSON.parse(manifest.toString()) as {
      config: { digest: Digest };
      layers: { digest: Digest }[];
    };
    for (const blob of [config, ...layers]) fake.blobs.set(blob.digest, read(blob.digest));
  }
}

type Site = Readonly<{ fake: FakeRegistry; registry: Registry }>;

/** What the service has of a leg: its name and its archive. */
function handedOver(leg: Leg, way: Way, { fake, registry }: Site) {
  const { image, platforms, attempt, text = '', content = platforms, change, files } = leg;
  const { folder, root, digests } = built(content, text);
  if (way === 'registry') push(fake, folder, root);
  const record: PartRecord = {
    ...{ schema: 1, repository: 'acme/tides', commit: 'abc', ...runOf(context(attempt)) },
    ...{ plan: fingerprintOf(image), stated: recordedOf(image), platforms, root, gates: ['smoke'], tested: digests },
    ...{ places: way === 'registry' ? [`${registry.host}/acme/api`] : [], handOver: way, ...change },
  };
  const tar = join(home, `${++count}.tar`);
  execFileSync('tar', ['-cf', tar, '-C', folder, '.']);
  const whole = [
    { name: 'record.json', content: Buffer.from(JSON.stringify(record)) },
    ...(way === 'artifact' ? [{ name: 'image.tar', content: readFileSync(tar) }] : []),
  ];
  return { name: artifactName(image, platforms, context(attempt)), bytes: zipOf(files ?? whole), root, digests };
}

async function open(
  legs: readonly Leg[],
  {
    images,
    platforms,
    way = 'registry',
    attempt = '1',
    site,
  }: Readonly<{
    images: readonly ImagePlan[];
    platforms: readonly string[];
    way?: Way;
    attempt?: string;
    site: Site;
  }>,
): Promise<Readonly<{ sources: readonly Sourced[]; made: readonly ReturnType<typeof handedOver>[] }>> {
  const made = legs.map(leg => handedOver(leg, way, site));
  const artifacts: Artifacts = {
    upload: () => Promise.reject(new Error('nothing is uploaded')),
    list: async () => made.map(({ name, bytes }, id) => ({ id, name, size: bytes.length, created: 0 })),
    download: async wanted =>
      wanted.map(({ id, folder }) => {
        writeFileSync(join(folder, 'artifact.zip'), made[id]!.bytes);
        return join(folder, 'artifact.zip');
      }),
  };
  const folder = join(home, `downloads-${++count}`);
  mkdirSync(folder);
  const wanted = images.map(image => ({ image, platforms, annotations: { index: {}, entries: [] } }));
  const ports = { artifacts, folder, connect: () => site.registry, log: recordingLog() };
  return { sources: await openParts(wanted, undefined, context(attempt), ports), made };
}

async function siteOf(status?: number): Promise<Site> {
  return rig({ fault: () => (status === undefined ? undefined : { status }) });
}

function planOf(name: string, { registry }: Site, more: Parameters<typeof imagePlan>[0] = {}): ImagePlan {
  const destination = {
    ...{ registry: registry.host, path: 'acme/api', name: `${registry.host}/acme/api`, tags: [], optional: false },
    decision: { push: true, reason: '' },
  };
  return { ...imagePlan(more, [destination], name), gates: [{ name: 'smoke', platform: undefined }] };
}

async function errorOf(running: Promise<unknown>): Promise<ActionError> {
  const error = await running.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ActionError) return error;
  throw new Error('no error, or another kind');
}

const GONE: Digest = `sha256:${'ab'.repeat(32)}`;

describe.each<Way>(['registry', 'artifact'])('handed over by %s', way => {
  test('everything that is wrong with the parts of two images is one error, and each line is about one thing', async () => {
    const site = await siteOf();
    const images = ['api', 'worker'].map(name => planOf(name, site));
    const [api, worker] = images as [ImagePlan, ImagePlan];
    const good = (image: ImagePlan, ...platforms: readonly string[]): Leg => ({ image, platforms });
    const outside = [{ name: '../../evil', content: Buffer.from('{}') }];
    const legs: readonly Leg[] = [
      good(api, 'linux/amd64'),
      // Nobody has built linux/riscv64 of api.
      good(api, 'linux/arm64'),
      good(api, 'linux/arm64', 'linux/arm/v7'),
      { ...good(api, 'linux/s390x'), change: { commit: 'def' } },
      { ...good(api, 'linux/ppc64le'), change: { repository: 'evil/tides', run: '8' } },
      { ...good(api, 'linux/386'), change: { gates: [] } },
      { ...good(api, 'linux/mips64le'), files: outside },
      { ...good(api, 'linux/loong64'), change: { root: GONE } },
      { ...good(api, 'linux/amd64/v3'), content: ['linux/amd64/v4'] },
      { ...good(worker, 'linux/amd64'), attempt: '3' },
      { ...good(worker, 'linux/arm64'), change: { root: GONE } },
      good(worker, 'linux/arm/v7', 'linux/riscv64', 'linux/s390x', 'linux/ppc64le', 'linux/386', 'linux/freedom'),
      { ...good(worker, 'linux/mips64le', 'linux/loong64'), files: outside },
    ];
    const platforms = [
      ...['amd64', 'arm64', 'arm/v7', 'riscv64', 's390x', 'ppc64le', '386', 'mips64le', 'loong64', 'amd64/v3'],
    ].map(name => `linux/${name}`);
    const error = await errorOf(open(legs, { images, platforms, way, site }));
    expect(error.code).toBe('PARTS_INVALID');
    const [title, ...lines] = error.message
      .replaceAll(/slipway-part-\w+?-(linux\S*?)-\d{10}-(\d)/g, 'PART($1 $2)')
      .replaceAll(site.registry.host, 'HOST')
      .split('\n');
    expect(title).toBe('The parts of the image cannot be merged; no tag was changed:');
    const missing = way === 'registry' ? `HOST/acme/api no longer has ${GONE}, the image of ` : 'artifact PART(';
    const expected = [
      'api: PART(linux-s390x 1): it is for commit def, this run is for abc; ',
      'api: PART(linux-ppc64le 1): it belongs to the repository evil/tides; ',
      'api: PART(linux-ppc64le 1): it is from another run (8); ',
      'api: PART(linux-386 1): it was not checked by "smoke"; ',
      'api: PART(linux-mips64le 1): its archive cannot be used: it contains an unexpected file "../../evil"; ',
      `api: PART(linux-loong64 1): ${missing}`,
      'api: PART(linux-amd64-v3 1): its record says linux/amd64/v3, but its image is for linux/amd64/v4',
      'api: linux/arm64: handed over by PART(linux-arm64 1) and PART(linux-arm64_linux-arm 1); ',
      'api: linux/riscv64: no part was handed over; ',
      `worker: PART(linux-arm64 1): ${missing}`,
      'worker: PART(linux-mips64le_linux-loong64 1): its archive cannot be used: ',
      'worker: PART(linux-amd64 3): it is from attempt 3, and this is attempt 1; ',
      'worker: linux/amd64/v3: no part was handed over; ',
      'worker: linux/freedom: PART(',
    ];
    expect(lines.map((line, at) => line.slice(0, expected[at]?.length))).toEqual(expected);
    expect(lines.every(line => line.length < 400)).toBe(true);
  });

  test('the newest part of each platform counts, whatever the groups of the attempts', async () => {
    const site = await siteOf();
    const image = planOf('', site);
    const wanted = { images: [image], platforms: ['linux/amd64', 'linux/arm64'], way, site };
    const both = { image, platforms: ['linux/amd64', 'linux/arm64'] };
    const one = (platform: string, attempt: string): Leg => ({ image, platforms: [platform], attempt, text: attempt });
    const digestsIn = async (legs: readonly Leg[], attempt: string) => {
      const { sources, made } = await open(legs, { ...wanted, attempt });
      const [source] = sources;
      return { tested: source!.tested, size: source!.size, digests: made.map(({ digests }) => digests) };
    };
    // One job for all; then one for each.
    const split = await digestsIn([both, one('linux/amd64', '2'), one('linux/arm64', '2')], '2');
    expect(split.tested).toEqual(split.digests.slice(1).flat());
    // The other way round.
    const joined = await digestsIn([one('linux/amd64', '1'), one('linux/arm64', '1'), { ...both, attempt: '2' }], '2');
    expect(joined.tested).toEqual(joined.digests[2]);
    // Only one platform again: of the first job's image, the other is taken.
    const half = await digestsIn([both, one('linux/amd64', '2')], '2');
    expect(half.tested).toEqual([half.digests[0]![1], half.digests[1]![0]]);
    expect(half.size).toBeLessThan(split.size * 1.1);
    // A re-run of failed jobs alone: the parts of the others are those of earlier attempts.
    const rerun = await digestsIn([one('linux/amd64', '1'), one('linux/arm64', '2')], '3');
    expect(rerun.tested).toEqual(rerun.digests.flat());
  });

  test('in one attempt, groups that overlap are an error; so is a later part that is not usable', async () => {
    const site = await siteOf();
    const image = planOf('', site);
    const wanted = { images: [image], platforms: ['linux/amd64', 'linux/arm64'], way, site };
    const both = { image, platforms: ['linux/amd64', 'linux/arm64'] };
    const later: Leg = { image, platforms: ['linux/amd64'], text: '2' };
    const doubled = await errorOf(open([both, later], wanted));
    expect(doubled.message).toMatch(/linux\/amd64: handed over by \S+ and \S+; let one job build it$/);
    const bad = { ...later, attempt: '2', change: { commit: 'def' } };
    const refused = await errorOf(open([both, bad], { ...wanted, attempt: '2' }));
    expect(refused.message.split('\n').slice(1)).toEqual([expect.stringContaining('it is for commit def')]);
    // A bad one that was replaced entirely does not matter.
    const first = { ...both, change: { commit: 'def' } };
    const arm: Leg = { image, platforms: ['linux/arm64'], attempt: '2' };
    await open([first, { ...later, attempt: '2' }, arm], { ...wanted, attempt: '2' });
  });
});

test('what is left of an older part must not speak of what was replaced', async () => {
  const site = await siteOf();
  const image = planOf('', site);
  const legs: readonly Leg[] = [
    { image, platforms: ['linux/amd64', 'linux/arm64'] },
    { image, platforms: ['linux/amd64'], attempt: '2', text: '2' },
  ];
  const made = legs.map(leg => handedOver(leg, 'registry', site));
  // arm64 refers to the amd64 image of its own part, which a later attempt has replaced.
  const { root, digests } = made[0]!;
  const { fake } = site;
  const index = JSON.parse(fake.manifests.get(`acme/api@${root}`)!.bytes.toString()) as {
    manifests: { digest: Digest; size: number }[];
  };
  const old = JSON.parse(fake.manifests.get(`acme/api@${digests[1]}`)!.bytes.toString()) as object;
  const subject = { mediaType: MANIFEST, digest: digests[0], size: index.manifests[0]!.size };
  const bytes = Buffer.from(JSON.stringify({ ...old, subject }));
  const child = digestOf(bytes);
  const manifests = index.manifests.flatMap((entry, at) =>
    at === 2 ? [{ ...entry, digest: child, size: bytes.length }] : at < 2 ? [entry] : [],
  );
  const changed = Buffer.from(JSON.stringify({ ...index, manifests }));
  fake.manifests.set(`acme/api@${child}`, { type: MANIFEST, bytes });
  fake.manifests.set(`acme/api@${digestOf(changed)}`, { type: INDEX, bytes: changed });
  const evil = { ...legs[0]!, change: { root: digestOf(changed), tested: [] } };
  const wanted = { images: [image], platforms: ['linux/amd64', 'linux/arm64'], site };
  const { message } = await errorOf(open([evil, legs[1]!], { ...wanted, attempt: '2' }));
  expect(message).toContain(`it refers to ${digests[0]}, which is not in it`);
});

test('a registry that does not answer is no fault of the parts, which are all named', async () => {
  const site = await siteOf(403);
  const image = planOf('', site);
  const platforms = ['linux/amd64', 'linux/arm64'];
  const legs = platforms.map((platform): Leg => ({ image, platforms: [platform] }));
  const away = await errorOf(open(legs, { images: [image], platforms, site }));
  expect(away.code).toBe('AUTH_DENIED');
  expect(away.message.split('\n')).toHaveLength(3);
  const both = [legs[0]!, { ...legs[1]!, change: { commit: 'def' } }];
  const mixed = await errorOf(open(both, { images: [image], platforms, site }));
  expect(mixed.code).toBe('PARTS_INVALID');
  expect(mixed.message.split('\n')).toHaveLength(3);
});

describe('parts that were planned from other inputs', () => {
  const created = 'org.opencontainers.image.created=2026-11-30T17:30:00Z';
  const license = (value: string) => `org.opencontainers.image.licenses=${value}`;
  const said = async (theirs: readonly string[], ours: readonly string[], more: Partial<PartRecord> = {}) => {
    const site = await siteOf();
    const [other, image] = [theirs, ours].map(labels => planOf('', site, { labels: [created, ...labels] }));
    const change = { plan: fingerprintOf(other!), stated: recordedOf(other!), ...more };
    const leg = { image: image!, platforms: ['linux/amd64'], change };
    const run = open([leg], { images: [image!], platforms: ['linux/amd64'], site });
    return (await errorOf(run)).message
      .split('\n')
      .slice(1)
      .join('\n')
      .replace(/^slipway-part-\S+ /, '');
  };

  test('say which label has which value', async () => {
    expect(await said(['a=1', 'b=2', 'c="3"\n'], ['a=1', 'b=3', 'd=4'])).toBe(
      'its label b is "2", and here it is "3"; it has the label c, which this job has not; it lacks the label d: give both the same inputs',
    );
  });

  test('for want of an answer of the GitHub API', async () => {
    const unasked =
      /is "MIT", and here it is "": GitHub's API did not answer one of the two jobs; .*in `labels` and `annotations`/;
    expect(await said([license('MIT')], [license('')])).toMatch(unasked);
    expect(await said([license('')], [license('MIT')])).toMatch(/is "", and here it is "MIT": GitHub's API/);
    expect(await said([license('MIT')], [license('ISC')])).toMatch(/give both the same inputs$/);
    expect(await said([license('MIT'), 'a=1'], [license(''), 'a=2'])).toMatch(/give both the same inputs$/);
  });

  test('with many, or very long, differences', async () => {
    const many = Array.from({ length: 50 }, (_, at) => `key-${at}=1`);
    expect(await said(many, [])).toMatch(/45 more differences: give both the same inputs$/);
    expect(await said([`a=${'x'.repeat(100_000)}`], [])).toMatch(/^its names, tags, labels or annotations are not/);
    const stated = [['label', 'a\n::error::b', 'c\u001b[31m']] as const;
    expect(await said([], [], { plan: 'ab', stated })).toContain('it has the label "a\\n::error::b"');
  });

  test('and nothing if the record does not say it', async () => {
    const plan = 'ab'.repeat(32);
    expect(await said([], [], { plan, stated: [] })).toMatch(/^its names, tags, labels or annotations are not/);
  });
});
