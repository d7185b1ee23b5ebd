import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import { manifest, tagsOf } from '../../scripts/registries/client.ts';
import type { Descriptor } from '../../src/oci/types.ts';
import { type ArtifactService, startArtifactService } from '../fakes/artifact-service.ts';
import { firstRows, fullTest } from '../full.ts';
import { type ZipFile, zipOf } from '../parts/zip-writer.ts';
import { annotationsOf, expectGreen } from './support/checks.ts';
import { startApi } from './support/github-api.ts';
import { pullAndRun, pullPlatform, TEST_AHOY } from './support/images.ts';
import { type Inputs, type Lab, leaksOf, openLab, type Run, registriesInput } from './support/lab.ts';
import { type OwnEngine, startOwnEngine } from './support/own-engine.ts';
import { expectPlatforms } from './support/part-images.ts';
import { recordIn } from './support/part-records.ts';

let lab: Lab;
let other: OwnEngine;
let service: ArtifactService;
let workspace: Workspace;
let empty: Workspace;
beforeAll(async () => {
  [lab, other, service] = await Promise.all([openLab(), startOwnEngine(), startArtifactService()]);
  workspace = await lab.workspace({
    Dockerfile: 'FROM busybox\nCOPY hello /hello\nCMD ["/bin/sh", "-c", "cat /hello"]\n',
    hello: 'ahoy\n',
  });
  empty = { folder: mkdtempSync(join(tmpdir(), 'slipway-empty-')), sha: workspace.sha };
});
afterAll(async () => {
  await Promise.all([lab?.close(), other?.close(), service?.close()]);
  rmdirSync(empty.folder);
});
beforeEach(() => service.clear());

const PLATFORMS = 'linux/amd64,linux/arm64';
/** Reads the image on both platforms, and needs no emulator. */
const SCAN = 'docker image inspect "$IMAGE" && echo scanned';
const secrets = () => lab.registries.map(({ password }) => password);
const open = () => registriesInput(lab.registries);
/** Where the image goes, and no login. */
const closed = () => registriesInput(lab.registries.map(registry => ({ ...registry, username: '', password: '' })));

function step(name: string, more: Inputs): Inputs {
  const tags = 'type=semver,pattern={{version}}\ntype=raw,value=edge';
  return {
    images: `acme/${name}`,
    registries: open(),
    tags,
    platforms: PLATFORMS,
    provenance: 'mode=max',
    scan: SCAN,
    ...more,
  };
}

/** One job of the workflow run. */
function job(inputs: Inputs, env: Record<string, string> = {}, place = workspace): Promise<Run> {
  const event = events.push({ tag: 'v1.4.2', sha: place.sha });
  return lab.publish(place, inputs, { event, job: { env: { ...service.env(), ...env } } });
}

/** The two legs at the same time, each on a separate engine. */
async function legs(name: string, more: Inputs = {}): Promise<readonly Run[]> {
  const own = { DOCKER_HOST: other.host };
  const both = await Promise.all([
    job(step(name, { part: 'true', ...more })),
    job(step(name, { part: 'linux/arm64', ...more }), own),
  ]);
  for (const leg of both) expectGreen(leg);
  return both;
}

/** No engine, and no program at all, so neither docker nor buildx nor git. */
const BARE = { DOCKER_HOST: 'unix:///nowhere', PATH: '/nowhere' };
/** The job that merges also has an empty folder in place of a checkout. */
const merge = (name: string, more: Inputs = {}, env: Record<string, string> = {}) =>
  job(step(name, { merge: 'true', ...more }), { ...BARE, ...env }, empty);

async function expectOneImage(name: string, run: Run): Promise<void> {
  expectGreen(run);
  const digest = run.main.outputs.digest!;
  for (const registry of lab.registries) {
    expect(await tagsOf(registry, `acme/${name}`)).toEqual(['1.4.2', 'edge', 'latest']);
    for (const tag of ['1.4.2', 'edge', 'latest']) {
      expect((await manifest(registry, `acme/${name}`, tag))?.digest).toBe(digest);
    }
    expect(await pullAndRun(registry, `acme/${name}`, digest)).toBe('ahoy');
    const index = (await manifest(registry, `acme/${name}`, digest))!;
    const children = index.json.manifests!;
    const platforms = children.map(({ platform }) => `${platform?.os}/${platform?.architecture}`);
    expect(platforms).toEqual(['linux/amd64', 'linux/arm64', 'unknown/unknown', 'unknown/unknown']);
    await expectPlatforms(registry, `acme/${name}`, digest, ['linux/amd64', 'linux/arm64']);
  }
  expect(leaksOf(run, secrets())).toEqual([]);
}

describe.each(firstRows(1, ['artifact', 'registry']))('handed over by %s', way => {
  test('two engines build a platform each, and one digest is published everywhere', async () => {
    const name = `parts-${way}`;
    const built = await legs(name, way === 'artifact' ? { registries: closed() } : {});
    for (const leg of built) {
      expect([leg.main.outputs.pushed, leg.main.outputs.reason]).toEqual([
        'false',
        'this is a part of the image: the job with `merge` publishes it',
      ]);
    }
    expect(await tagsOf(lab.registries[0]!, `acme/${name}`)).toEqual([]);
    const size = Math.max(...service.artifacts().map(({ bytes }) => bytes.length));
    expect(service.artifacts()).toHaveLength(2);
    expect(size > 100_000).toBe(way === 'artifact');

    const merged = await merge(name);
    await expectOneImage(name, merged);
    for (const registry of lab.registries) {
      for (const platform of ['linux/arm64', 'linux/amd64']) {
        expect(await pullPlatform(registry, `acme/${name}`, merged.main.outputs.digest!, platform)).toBe(platform);
      }
    }
    // Again, as a re-run of the job does.
    await expectOneImage(name, await merge(name));
  });
});

fullTest('annotations of the index get there, also where each part is a single manifest', async () => {
  const more = {
    annotations: 'index:org.example.ship=tide\nmanifest-descriptor[linux/arm64]:org.example.berth=4',
    outputs: 'type=image,annotation-index.org.example.port=north',
    provenance: 'false',
  };
  await legs('parts-index', { ...more, registries: closed() });
  const merged = await merge('parts-index', more);
  expectGreen(merged);
  const { json } = (await manifest(lab.registries[0]!, 'acme/parts-index', merged.main.outputs.digest!))!;
  expect(json).toMatchObject({ annotations: { 'org.example.ship': 'tide', 'org.example.port': 'north' } });
  expect(json.manifests).toHaveLength(2);
  for (const { platform, annotations } of json.manifests as readonly Descriptor[]) {
    expect(annotations).toEqual(platform?.architecture === 'arm64' ? { 'org.example.berth': '4' } : undefined);
  }
});

describe('refused, and no tag is written', () => {
  const refuse = async (name: string, inputs: Inputs, ...said: readonly string[]) => {
    const run = await merge(name, inputs);
    expect(run.conclusion).toBe('failure');
    const [error] = annotationsOf(run, 'error').slice(-1);
    for (const text of said) expect(error).toContain(text);
    for (const registry of lab.registries) expect(await tagsOf(registry, `acme/${name}`)).toEqual([]);
  };

  test('no part at all', () => refuse('parts-none', {}, 'no part of', 'was handed over in this run'));

  test('a second job with the same part; a missing platform, and an unrequested one', async () => {
    await legs('parts-missing');
    const twin = await job(step('parts-missing', { part: 'true' }));
    expect(annotationsOf(twin, 'error').at(-1)).toContain('Another job of this run has handed over the same part');
    await refuse(
      'parts-missing',
      { platforms: 'linux/amd64,linux/s390x' },
      'linux/s390x: no part',
      '`platforms` does not',
    );
  });

  fullTest('parts with other tags, and parts of another commit', async () => {
    await legs('parts-other');
    await refuse('parts-other', { tags: 'type=raw,value=edge' }, 'give both the same inputs');
    const run = await job(step('parts-other', { merge: 'true' }), BARE, { ...empty, sha: '1'.repeat(40) });
    expect(annotationsOf(run, 'error').at(-1)).toContain(
      `it is for commit ${workspace.sha}, this run is for ${'1'.repeat(40)}`,
    );
  });

  fullTest(
    'a forged record: missing content, another registry, a path outside, invalid JSON',
    async () => {
      await legs('parts-poison');
      const [one, two] = service.artifacts().map(({ name, bytes }) => ({ name, record: recordIn(bytes) }));
      const poison = async (change: object | string, ...said: readonly string[]) => {
        service.clear();
        const plant = (name: string, text: string) =>
          service.plant(name, zipOf([{ name: 'record.json', content: Buffer.from(text) }]));
        plant(two!.name, JSON.stringify(two!.record));
        plant(one!.name, typeof change === 'string' ? change : JSON.stringify({ ...one!.record, ...change }));
        await refuse('parts-poison', {}, ...said);
      };
      await poison({ root: `sha256:${'ab'.repeat(32)}` }, 'no longer has sha256:abab');
      await poison({ places: ['evil.example/acme/parts-poison'] }, 'which is not a target of this image');
      await poison({ repository: 'evil/tides' }, 'it belongs to the repository evil/tides');
      await poison({ tested: [`sha256:${'cd'.repeat(32)}`] }, 'its tests ran on sha256:cdcd');
      await poison({ handOver: 'artifact', places: [] }, 'does not exist');
      await poison({ gates: [] }, 'it was not checked by');
      await poison({ attempt: 7 }, `${one!.name}: it contains the record of`);
      await poison({ platforms: two!.record.platforms }, `${one!.name}: it contains the record of ${two!.name}`);
      await poison({ commit: '\n::error::forged' }, 'its `commit` is not valid');
      await poison('{', 'it is not JSON');
    },
    600_000,
  );

  fullTest(
    'a foreign archive: a link, a path outside, a second record, a zip bomb',
    async () => {
      await legs('parts-zip');
      const [one, two] = service.artifacts();
      const content = Buffer.from('{}');
      const record = { name: 'record.json', content };
      const plant = async (files: readonly ZipFile[], said: string) => {
        service.clear();
        service.plant(two!.name, two!.bytes);
        service.plant(one!.name, zipOf(files));
        await refuse('parts-zip', {}, said);
      };
      await plant([{ ...record, content: Buffer.from('/etc/hostname'), mode: 0o120777 }], 'is not a regular file');
      await plant([record, { name: '../../../slipway-evil', content }], 'an unexpected file "../../../slipway-evil"');
      await plant([record, record], 'contains "record.json" twice');
      await plant([{ name: 'image.tar', content: Buffer.alloc(50_000_000), deflate: true }], 'are allowed');
    },
    600_000,
  );

  test('an unavailable service', async () => {
    service.fail('ListArtifacts', 404);
    await refuse('parts-away', {}, 'listing the artifacts of this run failed');
    service.fail(undefined);
  });
});

test('a test runs where the part is built; a part without it is rejected', async () => {
  const own = { test: TEST_AHOY, platforms: 'linux/amd64' };
  const leg = await job(step('parts-tested', { ...own, part: 'true' }));
  expectGreen(leg);
  expect(leg.main.outputs['tested-digest']).toMatch(/^sha256:/);
  const merged = await merge('parts-tested', own);
  expectGreen(merged);
  expect(merged.main.outputs['tested-digest']).toBe(leg.main.outputs['tested-digest']);
  const more = { ...own, gates: '- {name: more, run: "true"}' };
  expect(annotationsOf(await merge('parts-tested', more), 'error').at(-1)).toContain('it was not checked by "more"');
});

fullTest('the part of a later attempt takes the place of the first', async () => {
  const [first] = await legs('parts-again');
  const again = await job(step('parts-again', { part: 'linux/amd64', labels: '' }), { GITHUB_RUN_ATTEMPT: '2' });
  expectGreen(again);
  expect(first!.main.outputs.digest).not.toBe('');
  expect(service.artifacts().map(({ name }) => name.slice(-1))).toEqual(expect.arrayContaining(['1', '2']));
  await expectOneImage('parts-again', await merge('parts-again', {}, { GITHUB_RUN_ATTEMPT: '2' }));
  // Now one job builds both platforms, which the parts of the attempts before have separately.
  const both = await job(step('parts-again', { part: PLATFORMS, labels: '' }), { GITHUB_RUN_ATTEMPT: '3' });
  expectGreen(both);
  await expectOneImage('parts-again', await merge('parts-again', {}, { GITHUB_RUN_ATTEMPT: '3' }));
});

fullTest('a run whose event has no time: the merge uses the time of its parts, whatever GitHub says', async () => {
  // The legs can't read the run, as with only `contents: read`; the merge can.
  const commit = { commit: { committer: { date: '2026-11-28T08:00:00Z' } } };
  const legsApi = await startApi(path => (path.includes('/actions/') ? undefined : commit));
  const mergeApi = await startApi(() => ({ created_at: '2026-11-30T17:30:00Z' }));
  try {
    const run = (inputs: Inputs, env: Record<string, string>) =>
      lab.publish(workspace, step('parts-time', { tags: "type=raw,value={{date 'YYYYMMDD'}}", ...inputs }), {
        event: events.plain('workflow_dispatch', { sha: workspace.sha }),
        job: { env: { ...service.env(), ...env } },
      });
    const legsEnv = { GITHUB_API_URL: legsApi.url };
    const both = await Promise.all([
      run({ part: 'true' }, legsEnv),
      run({ part: 'linux/arm64' }, { ...legsEnv, DOCKER_HOST: other.host }),
    ]);
    for (const leg of both) expectGreen(leg);
    const merged = await run({ merge: 'true' }, { ...BARE, GITHUB_API_URL: mergeApi.url });
    expectGreen(merged);
    expect(merged.main.outputs.time).toBe('2026-11-28T08:00:00Z');
    expect(await tagsOf(lab.registries[0]!, 'acme/parts-time')).toEqual(['20261128']);
    const platforms = PLATFORMS.split(',');
    const labels = await expectPlatforms(lab.registries[0]!, 'acme/parts-time', merged.main.outputs.digest!, platforms);
    expect(labels['org.opencontainers.image.created']).toMatch(/^2026-11-28T08:00:00/);
  } finally {
    await Promise.all([legsApi.close(), mergeApi.close()]);
  }
});

fullTest('only the named parts are merged', async () => {
  const built = await legs('parts-named');
  const digests = built.map(leg => leg.main.outputs.digest!);
  const refused = await merge('parts-named', { 'part-digests': digests[0]! });
  expect(annotationsOf(refused, 'error').at(-1)).toContain(`${digests[1]} is not among \`part-digests\``);
  await expectOneImage('parts-named', await merge('parts-named', { 'part-digests': digests.join('\n') }));
});

test('a pull request builds its parts, hands nothing over and merges nothing', async () => {
  const event = events.pullRequest({});
  const run = (inputs: Inputs, env: Record<string, string> = {}) =>
    lab.publish(workspace, step('parts-pull', inputs), { event, job: { env: { ...service.env(), ...env } } });
  expectGreen(await run({ part: 'true' }));
  expect(service.artifacts()).toEqual([]);
  const merged = await run({ merge: 'true' }, BARE);
  expectGreen(merged);
  expect(merged.main.outputs.pushed).toBe('false');
});

describe('a policy', () => {
  fullTest('stops a part before it is handed over, and the merge before any tag', async () => {
    const policy = 'user: non-root\nplatforms: [linux/amd64, linux/arm64]';
    const part = await job(step('parts-policy', { part: 'true', policy }));
    expect(part.conclusion).toBe('failure');
    expect(JSON.parse(part.main.outputs['policy-result']!).breaches).toMatchObject([{ rule: 'user' }]);
    expect(service.artifacts()).toEqual([]);
    await legs('parts-policy');
    const merged = await merge('parts-policy', { policy });
    expect(merged.conclusion).toBe('failure');
    const { breaches } = JSON.parse(merged.main.outputs['policy-result']!) as { breaches: { found: string }[] };
    expect(breaches.map(({ found }) => found)).toEqual([
      'linux/amd64: it has no USER, so it runs as root',
      'linux/arm64: it has no USER, so it runs as root',
    ]);
    for (const registry of lab.registries) expect(await tagsOf(registry, 'acme/parts-policy')).toEqual([]);
  });

  fullTest('that all comply with lets one image through', async () => {
    const policy = 'require: {scan: false, provenance: true}\nplatforms: [linux/amd64, linux/arm64]\nmax-size: 1gb';
    for (const leg of await legs('parts-fine', { policy })) expectGreen(leg);
    await expectOneImage('parts-fine', await merge('parts-fine', { policy }));
  });
});
