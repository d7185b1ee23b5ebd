import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import { tagsOf } from '../../scripts/registries/client.ts';
import { type ArtifactService, startArtifactService } from '../fakes/artifact-service.ts';
import { FULL, firstRows, fullTest } from '../full.ts';
import { zipOf } from '../parts/zip-writer.ts';
import { annotationsOf, digestsOf, expectGreen } from './support/checks.ts';
import { pullAndRun, pullPlatform } from './support/images.ts';
import { type Inputs, type Lab, leaksOf, openLab, type Run, registriesInput } from './support/lab.ts';
import { startOwnEngine } from './support/own-engine.ts';
import { expectPlatforms } from './support/part-images.ts';
import { recordIn } from './support/part-records.ts';

let lab: Lab;
let service: ArtifactService;
let workspace: Workspace;
beforeAll(async () => {
  [lab, service] = await Promise.all([openLab(), startArtifactService()]);
  workspace = await lab.workspace({
    Dockerfile: DOCKERFILE,
    'docker-bake.hcl': BAKE(lab.busybox),
    shared: 'every image has this\n',
    ...Object.fromEntries(NAMES.map(name => [`${name}.txt`, `ahoy from ${name}\n`])),
  });
});
afterAll(() => Promise.all([lab?.close(), service?.close()]));
beforeEach(() => service.clear());

const NAMES = ['api', 'worker', 'probe'];
/** Only copies: every platform can be built anywhere. */
const DOCKERFILE = [
  'FROM busybox AS shared',
  'COPY shared /shared',
  ...NAMES.map(name => `FROM shared AS ${name}\nCOPY ${name}.txt /hello\nCMD ["/bin/sh", "-c", "cat /hello"]`),
].join('\n');

const PLATFORMS: Readonly<Record<string, readonly string[]>> = {
  api: ['linux/amd64', 'linux/arm64'],
  worker: ['linux/amd64', 'linux/arm64'],
  // An image that lacks a platform of the others.
  probe: ['linux/amd64'],
};

const BAKE = (busybox: string) => `
  group "default" { targets = [${NAMES.map(name => `"${name}"`).join(', ')}] }
  target "all" { contexts = { busybox = "${busybox}" } }
  ${NAMES.map(
    name => `target "${name}" {
      inherits = ["all"]
      target = "${name}"
      platforms = ${JSON.stringify(PLATFORMS[name])}
    }`,
  ).join('\n')}
`;

const builds = (names: readonly string[] = NAMES) =>
  names.map(name => `- {name: ${name}, target: ${name}, platforms: "${PLATFORMS[name]}"}`).join('\n');

/** Reads the image on any platform, and needs no emulator. */
const SCAN = 'docker image inspect "$IMAGE" && echo scanned';
const secrets = () => lab.registries.map(({ password }) => password);
/** Where the images go, and no login. */
const closed = () => registriesInput(lab.registries.map(registry => ({ ...registry, username: '', password: '' })));

const step = (way: string, more: Inputs): Inputs => ({
  images: `${way}/{{target}}`,
  registries: registriesInput(lab.registries),
  tags: 'type=semver,pattern={{version}}\ntype=raw,value=edge',
  provenance: 'mode=max',
  ...more,
});

/** One job of the workflow run. */
function job(inputs: Inputs, env: Record<string, string> = {}, from = workspace): Promise<Run> {
  const event = events.push({ tag: 'v1.4.2', sha: from.sha });
  return lab.publish(from, inputs, { event, job: { env: { ...service.env(), ...env } } });
}

/** No engine, and no program at all. Only a bake file has to be evaluated, which needs buildx, but no engine. */
const BARE = { DOCKER_HOST: 'unix:///nowhere', PATH: '/nowhere' };

async function expectNothing(way: string): Promise<void> {
  for (const registry of lab.registries) {
    for (const name of NAMES) expect(await tagsOf(registry, `${way}/${name}`)).toEqual([]);
  }
}

/** Every image under every tag with one digest in both registries. */
async function expectPublished(way: string, run: Run, platforms = PLATFORMS): Promise<void> {
  expectGreen(run);
  const results = JSON.parse(run.main.outputs['images-result']!) as Record<string, { digest: string; pushed: string }>;
  expect(Object.keys(results).toSorted()).toEqual(NAMES.toSorted());
  for (const name of NAMES) {
    const { digest, pushed } = results[name]!;
    expect(pushed).toBe('true');
    for (const registry of lab.registries) {
      const tags = { '1.4.2': digest, edge: digest, latest: digest };
      expect(await digestsOf(registry, `${way}/${name}`)).toEqual(tags);
      await expectPlatforms(registry, `${way}/${name}`, digest, platforms[name]!);
    }
  }
  expect(leaksOf(run, secrets())).toEqual([]);
}

describe.each(firstRows(1, ['registry', 'artifact']))('handed over by %s', handOver => {
  test('two jobs build three images, one of which lacks a platform, and all are published together', async () => {
    const way = `legs-${handOver}`;
    const more = { builds: builds(), ...(handOver === 'artifact' && { registries: closed() }) };
    const legs = [
      await job(step(way, { part: 'true', scan: SCAN, ...more })),
      await job(step(way, { part: 'linux/arm64', scan: SCAN, ...more })),
    ];
    for (const leg of legs) {
      expectGreen(leg);
      expect(leg.main.outputs.reason).toBe('these are parts of the images: the job with `merge` publishes them');
    }
    // One for each image and platform.
    expect(service.artifacts()).toHaveLength(5);
    expect(service.artifacts().every(({ bytes }) => bytes.length > 100_000)).toBe(handOver === 'artifact');
    await expectNothing(way);
    const parts = legs.map(leg => leg.main.outputs['images-result']!);
    const merge = { merge: 'true', builds: builds(), scan: SCAN };
    const refused = await job(step(way, { ...merge, 'part-digests': parts[0]! }), BARE);
    expect(annotationsOf(refused, 'error').at(-1)).toMatch(/worker: .* is not among `part-digests`/);
    await expectNothing(way);
    const merged = await job(step(way, { ...merge, 'part-digests': parts.join('\n') }), BARE);
    await expectPublished(way, merged);
    const results = JSON.parse(merged.main.outputs['images-result']!);
    expect(results.api['tested-digest'].split(',')).toHaveLength(2);
    const said = await pullAndRun(lab.registries[1]!, `${way}/worker`, results.worker.digest);
    expect(said).toBe('ahoy from worker');
  }, 600_000);
});

fullTest(
  'jobs that each build some targets of a bake file, as the matrix of a dry run says',
  async () => {
    const bake = { bake: 'true', 'build-contexts': '', allow: `fs.read=${lab.busybox}` };
    const plan = await job(step('bake', { ...bake, 'dry-run': 'true' }));
    expectGreen(plan);
    const { include } = JSON.parse(plan.main.outputs.matrix!) as { include: Record<string, string>[] };
    expect(include).toEqual([
      { platform: 'linux/amd64', runner: 'ubuntu-24.04', targets: 'api,probe,worker' },
      { platform: 'linux/arm64', runner: 'ubuntu-24.04-arm', targets: 'api,worker' },
    ]);
    // Split further by hand.
    const legs = include.flatMap(({ platform, targets }) => targets!.split(',').map(target => ({ platform, target })));
    for (const { platform, target } of legs) {
      const gates = '- {name: mark, targets: [probe], run: "true"}';
      expectGreen(await job(step('bake', { ...bake, gates, part: platform!, 'bake-targets': target! })));
    }
    await expectNothing('bake');
    const gates = '- {name: mark, targets: [probe], run: "true"}';
    const merged = await job(step('bake', { ...bake, gates, merge: 'true' }), { DOCKER_HOST: 'unix:///nowhere' });
    await expectPublished('bake', merged);
  },
  600_000,
);

describe('nothing of any image is published', () => {
  const merge = (way: string) => job(step(way, { merge: 'true', builds: builds() }), BARE);
  const refuse = async (way: string, ...said: readonly string[]) => {
    const run = await merge(way);
    expect(run.conclusion).toBe('failure');
    const error = annotationsOf(run, 'error').at(-1);
    for (const text of said) expect(error).toContain(text);
    await expectNothing(way);
  };

  test('when a gate of one image fails in one job', async () => {
    const gated = (script: string) => builds().replace('target: worker,', `target: worker, scan: '${script}',`);
    const leg = (part: string, script: string) => job(step('gated', { part, builds: gated(script) }));
    expectGreen(await leg('linux/amd64', SCAN));
    const failed = await leg('linux/arm64', 'exit 3');
    expect(failed.conclusion).toBe('failure');
    expect(service.artifacts()).toHaveLength(3);
    // The workflow would not start the job that merges; with `if: always()` it would.
    const run = await job(step('gated', { merge: 'true', builds: gated(SCAN) }), BARE);
    const error = annotationsOf(run, 'error').at(-1);
    expect(error).toContain('api: linux/arm64: no part was handed over');
    expect(error).toContain('worker: linux/arm64: no part was handed over');
    expect(error).not.toContain('probe');
    await expectNothing('gated');
  }, 600_000);

  fullTest(
    'when a job is missing, doubled or foreign, or a record is forged',
    async () => {
      const leg = (more: Inputs) => job(step('odd', { builds: builds(), ...more }));
      expectGreen(await leg({ part: 'linux/amd64' }));
      expectGreen(await leg({ part: 'linux/arm64', builds: builds(['worker']) }));
      await refuse('odd', 'api: linux/arm64: no part was handed over');
      expectGreen(await leg({ part: 'linux/arm64,linux/amd64', builds: builds(['api']) }));
      await refuse('odd', 'api: linux/amd64: handed over by slipway-part-');
      const doubled = service.artifacts().at(-1)!;
      const all = service.artifacts().slice(0, -1);
      const narrow = builds().replace('platforms: "linux/amd64"', 'platforms: "linux/s390x"');
      const foreign = await job(step('odd', { merge: 'true', builds: narrow }), BARE);
      const error = annotationsOf(foreign, 'error').at(-1);
      expect(error).toContain('probe: linux/s390x: no part was handed over');
      expect(error).toMatch(/probe: linux\/amd64: slipway-part-\S+ contains it, but `platforms` does not list it/);
      await expectNothing('odd');

      // Complete, except for what one record says about the worker.
      const api = recordIn(doubled.bytes);
      const worker = all.find(({ bytes }) => recordIn(bytes).places.includes(`${lab.registries[0]!.host}/odd/worker`))!;
      const poison = async (change: object, ...said: readonly string[]) => {
        service.clear();
        for (const { name, bytes } of [...all.filter(one => one !== worker)]) service.plant(name, bytes);
        const content = Buffer.from(JSON.stringify({ ...recordIn(worker.bytes), ...change }));
        service.plant(worker.name, zipOf([{ name: 'record.json', content }]));
        await refuse('odd', ...said);
      };
      service.clear();
      for (const { name, bytes } of [...all.filter(one => one !== worker), doubled]) service.plant(name, bytes);
      const other = { ...recordIn(worker.bytes), commit: 'f'.repeat(40) };
      service.plant(worker.name, zipOf([{ name: 'record.json', content: Buffer.from(JSON.stringify(other)) }]));
      await refuse('odd', 'api: linux/amd64: handed over by', 'worker: slipway-part-', 'it is for commit ffff');
      await poison({ commit: 'f'.repeat(40) }, 'worker: slipway-part-', `it is for commit ${'f'.repeat(40)}`);
      if (FULL)
        await poison({ repository: 'evil/tides' }, 'worker: slipway-part-', 'it belongs to the repository evil/tides');
      if (FULL) await poison({ places: api.places }, 'worker: slipway-part-', 'which is not a target of this image');
      await poison({ root: api.root }, `no longer has ${api.root}`);
    },
    600_000,
  );
});

/** As many as one publish has ever needed here; none of them is run. Ten for each engine. */
const MANY = [
  ...['amd64', '386', 'arm/v5', 'arm/v6', 'arm/v7', 'loong64', 'mips', 'mipsle', 'mips64', 'mips64le'],
  ...['arm64', 'ppc64', 'ppc64le', 'riscv64', 's390x', 'sparc64', 'amd64/v2', 'amd64/v3', 'amd64/v4', 'riscv32'],
].map(architecture => `linux/${architecture}`);

fullTest(
  '20 platforms of three images from two engines side by side become one digest each',
  async () => {
    const from = await lab.workspace({
      Dockerfile: [
        'FROM scratch AS shared',
        'COPY shared /',
        ...NAMES.map(name => `FROM shared AS ${name}\nCOPY ${name}.txt /`),
      ].join('\n'),
      shared: 'every image has this\n',
      ...Object.fromEntries(NAMES.map(name => [`${name}.txt`, `${name}\n`])),
    });
    const all = {
      platforms: MANY.join(','),
      builds: NAMES.map(name => `- {name: ${name}, target: ${name}}`).join('\n'),
    };
    const other = await startOwnEngine();
    try {
      // Two ways at once: the merge takes each part from where it is.
      const leg = (at: number, handOver: string, env = {}) =>
        job(step('many', { ...all, part: MANY.slice(at, at + 10).join(','), 'hand-over': handOver }), env, from);
      const legs = [leg(0, 'registry'), leg(10, 'artifact', { DOCKER_HOST: other.host })];
      for (const one of await Promise.all(legs)) expectGreen(one);
    } finally {
      await other.close();
    }
    expect(service.artifacts()).toHaveLength(6);
    const merged = await job(step('many', { ...all, merge: 'true' }), BARE, from);
    await expectPublished('many', merged, Object.fromEntries(NAMES.map(name => [name, MANY])));
    // What each of the two engines has built, from each registry.
    const results = JSON.parse(merged.main.outputs['images-result']!) as Record<string, { digest: string }>;
    for (const registry of lab.registries) {
      for (const name of NAMES) {
        for (const platform of [MANY[0]!, MANY[10]!]) {
          expect(await pullPlatform(registry, `many/${name}`, results[name]!.digest, platform)).toBe(platform);
        }
      }
    }
  },
  600_000,
);
