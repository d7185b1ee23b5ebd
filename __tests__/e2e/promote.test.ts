import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { attempt } from '../../scripts/command.ts';
import * as events from '../../scripts/harness/events.ts';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import { blob, manifest, tagsOf } from '../../scripts/registries/client.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { fullTest } from '../full.ts';
import { annotationsOf, digestsOf, expectGreen, requestsFor, writesTo } from './support/checks.ts';
import { localImagesOf, outputOf, pullAndRun, TEST_AHOY } from './support/images.ts';
import { type Inputs, type Lab, leaksOf, openLab, type Run, registriesInput } from './support/lab.ts';
import { attach, putManifest } from './support/referrers.ts';

const FROM = 'acme/candidate';

let lab: Lab;
let workspace: Workspace;
let a: LocalRegistry;
let b: LocalRegistry;
let digest: string;
/** A signed image for two platforms with provenance and an SBOM, and a signature of the signature. */
let signatures: readonly string[];

beforeAll(async () => {
  lab = await openLab();
  [a, b] = lab.registries as [LocalRegistry, LocalRegistry];
  workspace = await lab.workspace({
    Dockerfile: 'FROM busybox\nCOPY hello /hello\nCMD ["cat", "/hello"]\n',
    hello: 'ahoy\n',
  });
  const built = await lab.publish(workspace, {
    images: FROM,
    registries: registriesInput([a]),
    platforms: 'linux/amd64,linux/arm64',
    provenance: 'mode=max',
    tags: 'type=raw,value=rc',
  });
  expectGreen(built);
  digest = built.main.outputs.digest!;
  const index = (await manifest(a, FROM, digest))!;
  const signature = await attach(
    a,
    FROM,
    { mediaType: index.mediaType, digest, size: index.bytes.length },
    'signed: the skipper',
  );
  const platform = index.json.manifests!.find(child => child.platform?.architecture === 'arm64')!;
  const bom = await attach(a, FROM, platform, 'planks, nails, rope');
  const countersigned = await attach(a, FROM, signature, 'signed: the harbour master');
  await putManifest(
    a,
    FROM,
    (await manifest(a, FROM, signature.digest))!.json,
    signature.mediaType,
    `${digest.replace(':', '-')}.sig`,
  );
  signatures = [signature.digest, bom.digest, countersigned.digest];
});
afterAll(() => lab?.close());

/** The logins of all registries, which don't become targets. */
const logins = () => registriesInput(lab.registries);

/** A release of v2.0.0 from `source` to these registries. */
function promote(source: string, path: string, registries: readonly LocalRegistry[], inputs: Inputs = {}, job = {}) {
  const given = {
    source,
    images: path,
    registries: registriesInput(registries),
    'registry-auth': logins(),
    tags: 'type=semver,pattern={{version}}',
    'build-contexts': '',
    ...inputs,
  };
  return lab.publish(workspace, given, { event: events.push({ tag: 'v2.0.0', sha: workspace.sha }), ...job });
}

const image = (tag = 'rc') => `${a.host}/${FROM}:${tag}`;

/** The image is complete, and its signatures are there. */
async function expectWhole(registry: LocalRegistry, path: string): Promise<void> {
  expect(await digestsOf(registry, path)).toMatchObject({ '2.0.0': digest, latest: digest });
  const index = (await manifest(registry, path, digest))!;
  expect(index.json.manifests?.map(child => child.platform?.architecture)).toEqual([
    'amd64',
    'arm64',
    'unknown',
    'unknown',
  ]);
  const children = await Promise.all(index.json.manifests!.map(child => manifest(registry, path, child.digest)));
  for (const part of children.flatMap(child => [child!.json.config!, ...child!.json.layers!])) {
    expect((await blob(registry, path, part.digest)).length).toBe(part.size);
  }
  const byTag = await manifest(registry, path, `${digest.replace(':', '-')}.sig`);
  expect(byTag?.digest).toBe(signatures[0]);
  for (const signature of signatures) {
    const held = (await manifest(registry, path, signature))!;
    expect(await blob(registry, path, held.json.layers![0]!.digest)).not.toHaveLength(0);
    const list = await manifest(registry, path, held.json.subject!.digest.replace(':', '-'));
    expect(list?.json.manifests).toContainEqual(expect.objectContaining({ digest: signature }));
  }
}

function expectClean(run: Run): void {
  expect(
    leaksOf(
      run,
      lab.registries.map(({ password }) => password),
    ),
  ).toEqual([]);
  expect([run.main.forged, run.post.forged, run.leftProcesses]).toEqual([[], [], []]);
}

/** No docker command and no engine: neither a program of that name nor a socket that answers. */
const NO_ENGINE = {
  step: { env: { PATH: join(process.execPath, '..'), DOCKER_HOST: 'unix:///nonexistent/docker.sock' } },
};

describe('an image of a private registry', () => {
  test('goes to two registries with platforms, attestations and signatures, without an engine', async () => {
    const run = await promote(image(), 'acme/api', [a, b], {}, NO_ENGINE);

    expectGreen(run);
    expect(run.main.outputs).toMatchObject({ digest, pushed: 'true', 'tag-names': '2.0.0\nlatest' });
    expect(JSON.parse(run.main.outputs.result!)).toHaveLength(4);
    for (const registry of [a, b]) await expectWhole(registry, 'acme/api');
    expect(await pullAndRun(b, 'acme/api', digest)).toBe('ahoy');
    expectClean(run);
  });

  test('again: only manifests are sent', async () => {
    const before = [a, b].map(registry => requestsFor(registry, 'acme/api').length);
    const run = await promote(`${a.host}/${FROM}@${digest}`, 'acme/api', [a, b], { preflight: 'false' }, NO_ENGINE);

    expectGreen(run);
    const after = [a, b].map((registry, at) => requestsFor(registry, 'acme/api').slice(before[at]));
    const others = after
      .flat()
      .filter(line => !/^(?:GET|HEAD) |^PUT \S+\/manifests\/sha256:|[?&]mount=\S+ 201$/.test(line));
    expect(others).toEqual([]);
  });

  test('in the same repository: its tags are written, and nothing else', async () => {
    const before = requestsFor(a, FROM).length;
    const run = await promote(image(), FROM, [a], { preflight: 'false', 'moving-tags': 'always' }, NO_ENGINE);

    expectGreen(run);
    const requests = requestsFor(a, FROM).slice(before);
    expect(requests.filter(line => /blobs/.test(line))).toEqual([]);
    expect(requests.filter(line => !/^(?:GET|HEAD) /.test(line)).sort()).toEqual([
      `PUT /v2/${FROM}/manifests/2.0.0 201`,
      `PUT /v2/${FROM}/manifests/latest 201`,
    ]);
    await expectWhole(a, FROM);
  });

  test('in the same registry: blobs are mounted without being looked up', async () => {
    const run = await promote(image(), 'acme/mounted', [a], { preflight: 'false' }, NO_ENGINE);

    expectGreen(run);
    const blobs = requestsFor(a, 'acme/mounted').filter(line => /blobs/.test(line));
    expect(blobs.every(line => /^POST \S+\?mount=\S+&from=\S+ 201$/.test(decodeURIComponent(line)))).toBe(true);
    await expectWhole(a, 'acme/mounted');
  });

  fullTest('keeps the signatures that the target already has', async () => {
    expectGreen(await promote(image(), 'acme/signed', [b], {}, NO_ENGINE));
    const index = (await manifest(b, 'acme/signed', digest))!;
    const own = await attach(
      b,
      'acme/signed',
      { mediaType: index.mediaType, digest, size: index.bytes.length },
      'ours',
    );
    expectGreen(await promote(image(), 'acme/signed', [b], {}, NO_ENGINE));

    const list = await manifest(b, 'acme/signed', digest.replace(':', '-'));
    expect(list?.json.manifests?.map(one => one.digest)).toEqual([signatures[0], own.digest]);
  });

  test('is tested by its digest before any tag moves, and leaves no image behind', async () => {
    const say = `${TEST_AHOY}; echo "tested $IMAGE_DIGEST"`;
    const good = await promote(image(), 'acme/tested', [b], { test: say });
    const bad = await promote(image(), 'acme/untested', [b], { test: 'docker run --rm --pull=never "$IMAGE"; exit 7' });

    expectGreen(good);
    expect(good.log).toContain(`tested ${digest}`);
    expect(bad.conclusion).toBe('failure');
    expect(annotationsOf(bad, 'error')[0]).toMatch(/exit code 7; nothing was published/);
    expect(await tagsOf(b, 'acme/untested')).toEqual([]);
    expect(await localImagesOf(digest, 'acme/tested', 'acme/untested')).toEqual([]);
    expectClean(good);
  });

  fullTest('is tested on each of its platforms', async () => {
    const scan = 'docker image save --platform "$IMAGE_PLATFORM" "$IMAGE" | tar -t > list; echo "saw $IMAGE_PLATFORM"';
    const run = await promote(image(), 'acme/looked-at', [b], { scan, 'gate-platforms': 'all' });
    expectGreen(run);
    expect(run.log).toContain('saw linux/amd64');
    expect(run.log).toContain('saw linux/arm64');
    expect(run.main.outputs['tested-digest']).toMatch(/^sha256:[0-9a-f]{64},sha256:[0-9a-f]{64}$/);
    expect(await localImagesOf(digest, 'acme/looked-at')).toEqual([]);
  });

  fullTest('`load` keeps it under its names, and no other', async () => {
    const names = ['2.0.0', 'latest'].map(tag => `slipway.test/promoted:${tag}`);
    const run = await promote(image(), 'slipway.test/promoted', [], { load: 'true', push: 'false', registries: '' });
    try {
      expectGreen(run);
      for (const name of names) expect(await outputOf(name)).toBe('ahoy');
      expect(await localImagesOf(digest)).toEqual(names.map(name => `${name} ${digest}`));
    } finally {
      await attempt('docker', ['image', 'rm', ...names]);
    }
  });

  test('`dry-run` reports the source without any request', async () => {
    const run = await promote(image('no-such'), 'acme/dry', [b], { 'dry-run': 'true' }, NO_ENGINE);
    expectGreen(run);
    expect(run.log).toContain(`Nothing is built: the image is ${image('no-such')}`);
  });
});

describe('a broken source', () => {
  test('missing: reported before anything is written', async () => {
    const run = await promote(image('no-such'), 'acme/none', [b], { preflight: 'false' }, NO_ENGINE);
    expect(run.conclusion).toBe('failure');
    expect(annotationsOf(run, 'error')).toEqual([expect.stringMatching(/source: \S+:no-such does not exist/)]);
    expect(writesTo(b, 'acme/none')).toEqual([]);
  });

  test('in a registry that refuses everybody: reported with its name', async () => {
    const run = await promote(image(), 'acme/none', [b], { 'registry-auth': '', preflight: 'false' }, NO_ENGINE);
    expect(run.conclusion).toBe('failure');
    expect(annotationsOf(run, 'error')[0]).toContain(a.host);
    expect(writesTo(b, 'acme/none')).toEqual([]);
  });

  fullTest('an immutable tag of another image: refused by name', async () => {
    expectGreen(await promote(image(), 'acme/fixed', [b], {}, NO_ENGINE));
    const other = await manifest(a, FROM, digest);
    const platform = other!.json.manifests![0]!.digest;
    const inputs = { 'immutable-tags': '*.*.*' };
    const run = await promote(`${a.host}/${FROM}@${platform}`, 'acme/fixed', [b], inputs, NO_ENGINE);
    const same = await promote(image(), 'acme/fixed', [b], inputs, NO_ENGINE);

    expect(run.conclusion).toBe('failure');
    expect(annotationsOf(run, 'error')[0]).toContain(`acme/fixed:2.0.0 already exists for another image (${digest})`);
    expectGreen(same);
    expect(await digestsOf(b, 'acme/fixed')).toMatchObject({ '2.0.0': digest, latest: digest });
  });

  test('corrupt: nothing is tagged', async () => {
    const built = await lab.publish(workspace, {
      images: 'acme/rotten',
      registries: registriesInput([a]),
      tags: 'type=raw,value=rc',
      'no-cache': 'true',
    });
    expectGreen(built);
    const index = await manifest(a, 'acme/rotten', 'rc');
    const child = await manifest(a, 'acme/rotten', index!.json.manifests![0]!.digest);
    const hex = child!.json.config!.digest.slice('sha256:'.length);
    const file = join(a.storage, `docker/registry/v2/blobs/sha256/${hex.slice(0, 2)}/${hex}/data`);
    const bytes = readFileSync(file);
    const rotten = Buffer.from(bytes);
    rotten[10]! ^= 1;
    writeFileSync(file, rotten);
    const run = await promote(`${a.host}/acme/rotten:rc`, 'acme/rotten', [b], {}, NO_ENGINE);
    writeFileSync(file, bytes);

    expect(run.conclusion).toBe('failure');
    expect(annotationsOf(run, 'error')[0]).toMatch(/acme\/rotten is corrupt: its content of sha256:/);
    expect(await tagsOf(b, 'acme/rotten')).toEqual([]);
  });
});

describe('`latest` without a version beside it', () => {
  /** A candidate of this version, from a git tag, in the registry and as a layout; its digest. */
  const candidate = async (version: string) => {
    const run = await lab.publish(
      workspace,
      {
        images: 'acme/releases',
        registries: registriesInput([a]),
        tags: 'release',
        'build-args': `V=${version}`,
        layout: `layout-${version}`,
      },
      { event: events.push({ tag: `v${version}`, sha: workspace.sha }) },
    );
    expectGreen(run);
    return run.main.outputs.digest!;
  };

  fullTest('an older image does not move it back, wherever it comes from', async () => {
    const [newer, older] = [await candidate('1.4.2'), await candidate('1.3.9')];
    const tags = { tags: 'latest\nproduction' };
    const from = (at: string) => `${a.host}/acme/releases@${at}`;
    for (const [path, first, second] of [
      ['acme/held', from(newer), from(older)],
      ['acme/held-layout', 'oci:layout-1.4.2', 'oci:layout-1.3.9'],
    ] as const) {
      expectGreen(await promote(first, path, [b], tags));
      expect(await digestsOf(b, path)).toEqual({ latest: newer, production: newer });
      const back = await promote(second, path, [b], tags);
      expect(back.conclusion).toBe('success');
      expect(back.main.log).toMatch(/Not moving \S+:latest: it already points to 1\.4\.2, newer than 1\.3\.9/);
      expect(await digestsOf(b, path)).toEqual({ latest: newer, production: older });
      expectGreen(await promote(second, path, [b], { ...tags, 'moving-tags': 'always' }));
      expect(await digestsOf(b, path)).toEqual({ latest: older, production: older });
    }
  });
});

fullTest('a tag that moves as `source` is reported, and a version or digest is not', async () => {
  const notices = async (source: string) =>
    annotationsOf(await promote(source, 'acme/told', [b], { 'dry-run': 'true' }), 'notice');
  expect(await notices(image('rc'))).toEqual([expect.stringMatching(/is whatever the tag names when this step runs/)]);
  expect(await notices(image('1.4.2'))).toEqual([]);
  expect(await notices(`${a.host}/${FROM}@${digest}`)).toEqual([]);
});
