import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { attempt, command } from '../../scripts/command.ts';
import { readActionFile } from '../../scripts/harness/action-file.ts';
import * as events from '../../scripts/harness/events.ts';
import { blob, type DescriptorJson, type Held, manifest } from '../../scripts/registries/client.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { firstRows, fullTest } from '../full.ts';
import { digestsOf, expectGreen, writesTo } from './support/checks.ts';
import { configOf, dockerfile, localImages, platformManifests, pullAndRun } from './support/images.ts';
import { ACTION, type Lab, openLab, registriesInput } from './support/lab.ts';

let lab: Lab;
let a: LocalRegistry;
let b: LocalRegistry;
beforeAll(async () => {
  lab = await openLab();
  [a, b] = lab.registries as [LocalRegistry, LocalRegistry];
});
afterAll(() => lab.close());

const ahoy = () => lab.workspace({ Dockerfile: dockerfile('RUN echo ahoy > /hello') });

describe('several platforms, with provenance', () => {
  type Statement = Readonly<{ predicateType: string; subject: readonly Readonly<{ name: string }>[] }>;

  /** Requests everything below an index one by one; throws if a manifest or a blob is missing. */
  async function everything(registry: LocalRegistry, path: string, tag: string) {
    const index = (await manifest(registry, path, tag))!;
    const children = await Promise.all(
      index.json.manifests!.map(async child => ({ child, held: (await manifest(registry, path, child.digest))! })),
    );
    const blobs = children.flatMap(({ held }) => [held.json.config!, ...held.json.layers!]);
    const sizes = await Promise.all(blobs.map(async each => (await blob(registry, path, each.digest)).length));
    expect(sizes).toEqual(blobs.map(each => each.size));
    return { index, children };
  }

  const isAttestation = ({ annotations }: DescriptorJson) =>
    annotations?.['vnd.docker.reference.type'] === 'attestation-manifest';

  test('one complete index everywhere; labels and annotations where they belong', async () => {
    const workspace = await lab.workspace({
      Dockerfile: 'FROM scratch\nCOPY chart.txt /\n',
      'chart.txt': 'here be dragons\n',
    });
    const run = await lab.publish(workspace, {
      images: 'acme/platforms',
      registries: registriesInput([a, b]),
      tags: 'type=raw,value=1.0\ntype=raw,value=edge',
      platforms: 'linux/amd64,linux/arm64',
      labels: 'org.example.team=tides, moon\norg.opencontainers.image.title=Tides',
      annotations: 'org.example.kind=chart\nindex:org.example.scope=all\nmanifest[linux/arm64]:org.example.arm=yes',
    });
    expectGreen(run);
    const { digest } = run.main.outputs;

    for (const registry of [a, b]) {
      expect(await digestsOf(registry, 'acme/platforms')).toEqual({ '1.0': digest, edge: digest });
      const { index, children } = await everything(registry, 'acme/platforms', '1.0');
      const platforms = children.filter(({ child }) => !isAttestation(child));
      expect(platforms.map(({ child }) => child.platform)).toEqual([
        { os: 'linux', architecture: 'amd64' },
        { os: 'linux', architecture: 'arm64' },
      ]);
      const attestations = children.filter(({ child }) => isAttestation(child));
      expect(attestations.map(({ child }) => child.annotations!['vnd.docker.reference.digest'])).toEqual(
        platforms.map(({ child }) => child.digest),
      );
      for (const { held } of attestations) {
        const statement = JSON.parse(
          (await blob(registry, 'acme/platforms', held.json.layers![0]!.digest)).toString(),
        ) as Statement;
        expect(statement.predicateType).toContain('slsa.dev/provenance');
        // Only the first reference: an image doesn't reveal its other locations.
        expect(
          statement.subject.map(({ name }) => decodeURIComponent(name).includes(`${a.host}/acme/platforms@1.0`)),
        ).toEqual([true]);
      }

      expect(index.json.annotations).toEqual({ 'org.example.scope': 'all' });
      const annotations = platforms.map(({ held }) => held.json.annotations ?? {});
      expect(annotations.map(each => [each['org.example.kind'], each['org.example.arm']])).toEqual([
        ['chart', undefined],
        ['chart', 'yes'],
      ]);
      expect(annotations.map(each => each['org.opencontainers.image.revision'])).toEqual([
        workspace.sha,
        workspace.sha,
      ]);
      for (const { held } of platforms) {
        expect((await configOf(registry, 'acme/platforms', held)).config.Labels).toMatchObject({
          'org.example.team': 'tides, moon',
          'org.opencontainers.image.title': 'Tides',
          'org.opencontainers.image.version': '1.0',
          'org.opencontainers.image.revision': workspace.sha,
          'org.opencontainers.image.source': 'https://github.com/acme/tides',
        });
      }
    }
  });
});

describe('names', () => {
  test('two images, upper case and a prefix: all get the image, the second by mounts', async () => {
    const registries = registriesInput([a, b], [{ prefix: 'Harbour/tides/' }]);
    const run = await lab.publish(await ahoy(), {
      images: 'Acme/One\nacme/two',
      registries,
      tags: 'type=raw,value=1.0',
    });

    expectGreen(run);
    const { digest, tags } = run.main.outputs;
    const paths = [
      [a, 'harbour/tides/acme/one'],
      [b, 'acme/one'],
      [a, 'harbour/tides/acme/two'],
      [b, 'acme/two'],
    ] as const;
    for (const [registry, path] of paths) {
      expect(await digestsOf(registry, path)).toEqual({ '1.0': digest });
    }
    expect(await pullAndRun(a, 'harbour/tides/acme/two', digest!)).toBe('ahoy');
    expect(tags!.split('\n')).toEqual(paths.map(([{ host }, path]) => `${host}/${path}:1.0`));
    const sent = writesTo(a, 'harbour/tides/acme/two').filter(line => line.includes('/blobs/'));
    expect(sent.length).toBeGreaterThan(1);
    expect(sent.filter(line => !/^POST .*mount=sha256.*from=harbour.* 201$/.test(line))).toEqual([]);
  });

  test.each(
    firstRows(1, [
      ['true', ['1.0', 'edge', 'latest']],
      ['auto', []],
    ]),
  )('complete references in tags, push: %s', async (push, tags) => {
    const path = `acme/refs-${push}`;
    const given = [`${a.host}/${path}:1.0,${a.host}/${path}:edge`, `${a.host}/${path}`, `${b.host}/team/${path}:1.0`];
    const logins = registriesInput([a, b]);
    const run = await lab.publish(await ahoy(), { tags: given.join('\n'), 'registry-auth': logins, push });

    expectGreen(run);
    const { digest, pushed, reason } = run.main.outputs;
    expect(digest).toMatch(/^sha256:/);
    expect(pushed).toBe(String(tags.length > 0));
    expect(reason).toContain(
      push === 'true' ? '`push` is true' : '`push` is auto, and neither `images` nor `registries` is set',
    );
    expect(await digestsOf(a, path)).toEqual(Object.fromEntries(tags.map(tag => [tag, digest])));
    expect(await digestsOf(b, `team/${path}`)).toEqual(tags.length > 0 ? { '1.0': digest } : {});
    if (tags.length === 0) expect(writesTo(a, path)).toEqual([]);
  });
});

fullTest('build arguments with commas, quotes and line breaks reach the build as they are', async () => {
  const names = ['LIST', 'QUOTED', 'LINES', 'PLAIN', 'DOLLARS'];
  const lines = [
    ...names.map(name => `ARG ${name}`),
    `RUN printf '[%s]' ${names.map(name => `"$${name}"`).join(' ')} > /hello`,
  ];
  const run = await lab.publish(await lab.workspace({ Dockerfile: dockerfile(...lines) }), {
    images: 'acme/args',
    registries: registriesInput([a]),
    tags: 'type=raw,value=1.0',
    'build-args': [
      'LIST=a,b, c',
      '"QUOTED=say ""ahoy"", twice"',
      '"LINES=one',
      'two"',
      `PLAIN=it's "here"`,
      'DOLLARS=$HOME `id` $(id)',
    ].join('\n'),
  });
  expectGreen(run);
  const said = ['a,b, c', 'say "ahoy", twice', 'one\ntwo', `it's "here"`, '$HOME `id` $(id)'].map(
    value => `[${value}]`,
  );
  expect(await pullAndRun(a, 'acme/args', run.main.outputs.digest!)).toBe(said.join(''));
});

describe('a local image that already has the name', () => {
  const idOf = async (reference: string) =>
    (await attempt('docker', ['image', 'inspect', '--format={{.Id}}', reference])).stdout.trim();

  test.each(
    firstRows(1, [
      ['gets its name back in post', ''],
      ['loses its name to load: true', 'true'],
    ]),
  )('%s', async (_, load) => {
    const path = `acme/kept-${load || 'back'}`;
    const name = `${a.host}/${path}:1.0`;
    const archive = join(lab.busybox, '..', 'former.tar');
    await command('tar', ['-C', lab.busybox, '-cf', archive, 'etc']);
    await command('docker', ['import', archive, name]);
    try {
      const former = await idOf(name);
      const inputs = { images: path, registries: registriesInput([a]), tags: 'type=raw,value=1.0', load };
      const look = `docker image inspect --format='{{.Id}}' "$IMAGE" > "$HOME/id"`;
      const run = await lab.publish(await ahoy(), { ...inputs, test: look });

      expectGreen(run);
      const { digest } = run.main.outputs;
      expect(former).toMatch(/^sha256:/);
      expect(readFileSync(join(run.home, 'id'), 'utf8').trim()).toBe(digest);
      expect(await idOf(name)).toBe(load === 'true' ? digest : former);
      expect(await digestsOf(a, path)).toEqual({ '1.0': digest });
      const mine = (await localImages()).filter(
        image => image.includes(path) || (image.includes('slipway/') && image.includes(former)),
      );
      expect(mine).toEqual([`${name} ${load === 'true' ? digest : former}`]);
    } finally {
      await attempt('docker', ['image', 'rm', name]);
    }
  });
});

describe('inputs and outputs', () => {
  test('an empty string means the default, except for inputs whose requirement would be lost', async () => {
    // A policy or a part whose variable is empty must not mean no policy, or the whole image.
    const names = [...readActionFile(ACTION).inputs.keys()].filter(name => name !== 'policy' && name !== 'part');
    const empty = Object.fromEntries(names.map(name => [name, '']));
    const workspace = await ahoy();
    const run = await lab.publish(workspace, {
      ...empty,
      images: 'acme/empty',
      registries: registriesInput([a]),
      'build-contexts': `busybox=${lab.busybox}`,
    });
    expectGreen(run);
    const { digest, tags, 'bake-file': bake, result } = run.main.outputs;
    expect(await digestsOf(a, 'acme/empty')).toEqual({ main: digest });
    expect(tags).toBe(`${a.host}/acme/empty:main`);
    expect(JSON.parse(readFileSync(bake!, 'utf8'))).toHaveProperty('target.docker-metadata-action');
    expect(JSON.parse(result!)).toMatchObject([{ verified: true }]);
    // Provenance is created by default.
    expect((await manifest(a, 'acme/empty', 'main'))?.json.manifests).toHaveLength(2);
  });

  test.each(
    firstRows(1, [
      ['an index', ''],
      ['a single manifest', 'false'],
    ]),
  )('every output is right for %s', async (_, provenance) => {
    const path = `acme/outputs-${provenance || 'default'}`;
    const event = events.push({ tag: 'v2.3.4' });
    const run = await lab.publish(
      await ahoy(),
      {
        images: path,
        registries: registriesInput([a, b]),
        tags: 'type=semver,pattern={{version}}\ntype=raw,value=edge',
        'sep-tags': ' ',
        provenance,
        annotations: 'org.example.kind=chart',
      },
      { event },
    );
    expectGreen(run);

    const held = (await manifest(a, path, '2.3.4')) as Held;
    const [platform] = await platformManifests(a, path, '2.3.4');
    const out = run.main.outputs;
    const references = [a, b].flatMap(({ host }) => ['2.3.4', 'edge', 'latest'].map(tag => `${host}/${path}:${tag}`));
    expect(out).toMatchObject({
      digest: held.digest,
      imageid: provenance === 'false' ? platform!.json.config!.digest : held.digest,
      image: `${a.host}/${path}:2.3.4@${held.digest}`,
      version: '2.3.4',
      tags: references.join(' '),
      'tag-names': '2.3.4 edge latest',
      pushed: 'true',
      reason: 'event push on tag "v2.3.4"',
    });
    expect(out).not.toHaveProperty('result-file');
    expect(JSON.parse(out.metadata!)).toMatchObject({ 'containerimage.digest': held.digest });
    expect((JSON.parse(out.refs!) as string[]).sort()).toEqual([...references].sort());
    const entry = { digest: held.digest, state: 'published', verified: true, ms: expect.any(Number) };
    const expected = [a, b].flatMap(({ host }) =>
      ['2.3.4', 'edge', 'latest'].map(tag => ({ ...entry, registry: host, tag, reference: `${host}/${path}:${tag}` })),
    );
    expect(JSON.parse(out.result!)).toEqual(expected);
    const json = JSON.parse(out.json!) as { tags: string[]; labels: Record<string, string>; annotations: string[] };
    expect(json.tags).toEqual(references);
    expect(Object.entries(json.labels).map(([key, value]) => `${key}=${value}`)).toEqual(out.labels!.split('\n'));
    expect(json.annotations).toEqual(out.annotations!.split('\n'));
    expect(json.annotations).toContain('manifest:org.example.kind=chart');
    expect((await configOf(a, path, platform!)).config.Labels).toMatchObject(json.labels);
    expect(run.main.env.DOCKER_METADATA_OUTPUT_VERSION).toBe('2.3.4');
    const summary = run.main.summary.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
    for (const text of [held.digest, ...references.flatMap(reference => /^(.*):([^:]+)$/.exec(reference)!.slice(1))])
      expect(summary).toContain(text);
  });
});
