import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { blob, manifest } from '../../scripts/registries/client.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { firstRows, fullTest } from '../full.ts';
import { type Bridge, createBuilder, createNodes, openBridge } from './support/bridge.ts';
import { annotationsOf, digestsOf, expectGreen, requestsFor, writesTo } from './support/checks.ts';
import { type Front, openFront, type Said, type Seen } from './support/front.ts';
import { platformManifests } from './support/images.ts';
import { type Inputs, type JobOptions, type Lab, leaksOf, openLab, type Run, registriesInput } from './support/lab.ts';

/** Several images from builders that push by themselves. */
let lab: Lab;
let nodes: readonly Bridge[];
const fronts: Front[] = [];
beforeAll(async () => {
  lab = await openLab();
  nodes = await Promise.all([openBridge(), openBridge()]);
});
afterAll(() => Promise.all([lab?.close(), ...[...(nodes ?? []), ...fronts].map(each => each.close())]));

const ONE = 'far-bake';
const TWO = 'far-bakes';
const NAMES = ['api', 'worker'];
const TAGS = ['1.4.2', '1.4', 'edge'];
const PLATFORMS = ['linux/amd64', 'linux/arm64'];
/** Nothing runs in it, so it can be built for any platform. */
const DOCKERFILE = [
  'FROM scratch AS shared\nARG TARGETARCH\nCOPY hello $TARGETARCH /',
  ...NAMES.map(name => `FROM base AS ${name}\nCOPY ${name} /`),
].join('\n');
const BAKE = JSON.stringify({
  group: { default: { targets: NAMES } },
  target: {
    shared: { target: 'shared', platforms: PLATFORMS },
    ...Object.fromEntries(
      NAMES.map(name => [name, { target: name, contexts: { base: 'target:shared' }, platforms: PLATFORMS }]),
    ),
  },
});
/** The same from a list, without a target between them. */
const BUILDS = NAMES.map(name => `- {name: ${name}, target: ${name}}`).join('\n');
const FLAT = DOCKERFILE.replaceAll('FROM base', 'FROM shared');
const FEW = { retries: '1', timeout: '20s', platforms: 'linux/amd64' };

type More = Readonly<{ registries?: readonly LocalRegistry[]; files?: object; options?: JobOptions }>;

async function run(path: string, inputs: Inputs, { registries = lab.registries, files = {}, options }: More = {}) {
  const workspace = await lab.workspace({
    Dockerfile: inputs.bake === undefined ? FLAT : DOCKERFILE,
    'docker-bake.json': BAKE,
    hello: `${path} ${'ahoy '.repeat(50_000)}`,
    ...Object.fromEntries(['amd64', 'arm64', ...NAMES].map(name => [name, `${path} in ${name}\n`])),
    ...files,
  });
  return lab.publish(
    workspace,
    {
      images: `${path}/{{target}}`,
      registries: registriesInput(registries),
      tags: TAGS.map(tag => `type=raw,value=${tag}`).join('\n'),
      provenance: 'mode=max',
      ...inputs,
    },
    {
      ...options,
      home: async home => {
        await createBuilder(home, ONE, nodes[0]!.address, false);
        await createNodes(
          home,
          TWO,
          nodes.map(({ address }, at) => ({ address, platform: PLATFORMS[at]! })),
        );
      },
    },
  );
}

/** Every registry has every tag of every image, with one digest for each image. */
async function expectPublished(result: Run, path: string, registries: readonly LocalRegistry[] = lab.registries) {
  expectGreen(result);
  const images = JSON.parse(result.main.outputs['images-result']!) as Record<string, { digest: string }>;
  for (const name of NAMES) {
    const { digest } = images[name]!;
    for (const registry of registries) {
      const expected = Object.fromEntries(TAGS.map(tag => [tag, digest]));
      expect(await digestsOf(registry, `${path}/${name}`)).toEqual(expected);
      for (const image of await platformManifests(registry, `${path}/${name}`, digest)) {
        for (const { digest: layer, size } of [image.json.config!, ...image.json.layers!]) {
          expect((await blob(registry, `${path}/${name}`, layer)).length).toBe(size);
        }
      }
    }
  }
  expect(result.leftProcesses).toEqual([]);
  expect(
    leaksOf(
      result,
      lab.registries.map(({ password }) => password),
    ),
  ).toEqual([]);
  return images;
}

async function expectNoTags(path: string): Promise<void> {
  for (const registry of lab.registries) {
    for (const name of NAMES) expect(await digestsOf(registry, `${path}/${name}`)).toEqual({});
  }
}

/** The first registry behind a front, and the second one as it is. */
async function behind(say: (seen: Seen) => Said | undefined): Promise<readonly [LocalRegistry, LocalRegistry]> {
  const front = await openFront(lab.registries[0]!, say);
  fronts.push(front);
  return [front, lab.registries[1]!];
}

const ofBuilder = ({ agent }: Seen) => !agent.includes('slipway');

test.each(
  firstRows(1, [
    ['two nodes', TWO],
    ['one node', ONE],
  ]),
)('%s: a bake file with a target that both are built from, for two platforms', async (_, builder) => {
  const path = `bake-${builder}`;
  const result = await run(path, {
    builder,
    bake: 'docker-bake.json',
    'build-contexts': '',
    annotations: 'index:harbour=north',
  });
  const images = await expectPublished(result, path);
  expect(result.log).toMatch(/pushes by digest: builder "far-bakes?" \(remote\), and nothing here needs the image/);
  for (const name of NAMES) {
    const { digest } = images[name]!;
    const index = (await manifest(lab.registries[0]!, `${path}/${name}`, digest))!;
    expect(index.json.annotations).toMatchObject({ harbour: 'north' });
    expect(index.json.manifests!.map(child => child.platform?.architecture)).toEqual([
      ...['amd64', 'arm64'],
      ...['unknown', 'unknown'],
    ]);
    // Attestations don't mention registries, so all have one index.
    for (const child of index.json.manifests!.slice(2)) {
      const held = (await manifest(lab.registries[1]!, `${path}/${name}`, child.digest))!;
      const statement = (await blob(lab.registries[1]!, `${path}/${name}`, held.json.layers![0]!.digest)).toString();
      expect(JSON.parse(statement)).toMatchObject({ subject: [] });
      for (const { host } of lab.registries) expect(statement).not.toContain(host);
    }
    // No layer passes through the action.
    const children = await platformManifests(lab.registries[0]!, `${path}/${name}`, digest);
    const layers = children.flatMap(child => child.json.layers!.map(layer => layer.digest));
    expect(layers.length).toBeGreaterThan(2);
    for (const registry of lab.registries) {
      const own = requestsFor(registry, `${path}/${name}`, /slipway/);
      expect(own.length).toBeGreaterThan(0);
      expect(own.filter(line => line.startsWith('GET ') && layers.some(layer => line.includes(layer)))).toEqual([]);
    }
  }
});

fullTest('several nodes, and tests on this machine: each platform is a layout of its node', async () => {
  const result = await run('bake-tested', {
    builder: TWO,
    bake: 'docker-bake.json',
    'build-contexts': '',
    test: 'echo "$IMAGE"',
  });
  await expectPublished(result, 'bake-tested');
  expect(result.log).toContain('and the image is needed here (api)');
});

describe('a registry that refuses one of the images', () => {
  fullTest('from the builder: all get a copy from the other registry, and what they share is sent once', async () => {
    const registries = await behind(seen =>
      ofBuilder(seen) && seen.line.startsWith('POST /v2/refused/worker/')
        ? { status: 403, body: '{"errors":[{"code":"DENIED","message":"not from there"}]}' }
        : undefined,
    );
    const result = await run('refused', { builder: ONE, builds: BUILDS, ...FEW }, { registries });
    const images = await expectPublished(result, 'refused', registries);
    expect(annotationsOf(result, 'notice')).toEqual([
      expect.stringMatching(/failed to push 127\.0\.0\.1:\d+\/refused\/worker.*it gets a copy from another registry/),
    ]);
    const layers = await Promise.all(
      NAMES.map(async name => {
        const [image] = await platformManifests(registries[1], `refused/${name}`, images[name]!.digest);
        return image!.json.layers!.map(({ digest }) => digest);
      }),
    );
    const shared = layers[0]!.filter(digest => layers[1]!.includes(digest));
    expect(shared).toHaveLength(1);
    const read = NAMES.flatMap(name => requestsFor(registries[1], `refused/${name}`, /slipway/));
    expect(read.filter(line => line.startsWith('GET ') && line.includes(shared[0]!)).length).toBeLessThanOrEqual(1);
  });

  fullTest('the only registry: all are uploaded from this machine', async () => {
    const [front] = await behind(seen =>
      ofBuilder(seen) && seen.line.startsWith('POST /v2/only/worker/') ? { status: 405 } : undefined,
    );
    const result = await run('only', { builder: ONE, builds: BUILDS, ...FEW }, { registries: [front] });
    await expectPublished(result, 'only', [front]);
    expect(annotationsOf(result, 'notice')).toEqual([expect.stringContaining('the images are uploaded from here')]);
  });

  fullTest.each([
    ['two nodes', TWO, PLATFORMS.join()],
    ['one node', ONE, 'linux/amd64'],
  ])('from everybody (%s): no tag of any image', async (_, builder, platforms) => {
    const path = `dead-${builder}`;
    const registries = await behind(({ line }) =>
      line.startsWith(`PUT /v2/${path}/worker/manifests/`) ? { status: 403 } : undefined,
    );
    const result = await run(path, { builder, builds: BUILDS, ...FEW, platforms }, { registries });
    expect([result.conclusion, result.main.outputs.pushed]).toEqual(['failure', 'false']);
    expect(annotationsOf(result, 'error').join('\n')).toContain(`${path}/worker`);
    await expectNoTags(path);
  });
});

fullTest('an image that cannot be built: the error names it and its line, and no tag is written', async () => {
  const Dockerfile = `${FLAT}\nCOPY nowhere /`;
  const result = await run('broken', { builder: ONE, builds: BUILDS, ...FEW }, { files: { Dockerfile } });
  expect(result.conclusion).toBe('failure');
  expect(result.main.annotations.filter(({ level }) => level === 'error')).toEqual([
    expect.objectContaining({
      message: expect.stringMatching(/worker.*nowhere/s),
      file: 'Dockerfile',
      line: Dockerfile.split('\n').length,
    }),
  ]);
  await expectNoTags('broken');
});

test('a gate of one image prevents the builder from pushing any, and leaves nothing of any when it fails', async () => {
  const builds = `- {name: api, target: api, test: exit 3}\n- {name: worker, target: worker}`;
  const result = await run('gated', { builder: ONE, builds, ...FEW });
  expect(result.conclusion).toBe('failure');
  expect(result.log).toContain(
    'does not push directly: builder "far-bake" (remote), and the image is needed here (api)',
  );
  for (const registry of lab.registries) {
    for (const name of NAMES) expect(writesTo(registry, `gated/${name}`)).toEqual([]);
  }
});

test('cancelled while the builder pushes: no tag of any image, and nothing is left running', async () => {
  const cancel = new AbortController();
  const registries = await behind(seen => {
    if (ofBuilder(seen) && seen.line.startsWith('PUT /v2/cancelled/')) cancel.abort();
    return undefined;
  });
  const options = { step: { cancel: cancel.signal } };
  const result = await run('cancelled', { builder: ONE, builds: BUILDS, ...FEW }, { registries, options });
  expect([result.conclusion, result.main.outputs.pushed, result.leftProcesses]).toEqual(['cancelled', 'false', []]);
  await expectNoTags('cancelled');
});
