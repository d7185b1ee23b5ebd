import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { blob, manifest, tagsOf } from '../../scripts/registries/client.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { firstRows, fullTest } from '../full.ts';
import { type Bridge, createBuilder, createNodes, openBridge } from './support/bridge.ts';
import { annotationsOf, digestsOf, expectGreen, requestsFor, writesTo } from './support/checks.ts';
import { type Front, openFront, type Said, type Seen } from './support/front.ts';
import { localImages, platformManifests } from './support/images.ts';
import { type Inputs, type Lab, leaksOf, openLab, type Run, registriesInput } from './support/lab.ts';

let lab: Lab;
let nodes: readonly Bridge[];
beforeAll(async () => {
  lab = await openLab();
  nodes = await Promise.all([openBridge(), openBridge()]);
});
afterAll(() => Promise.all([lab?.close(), ...(nodes ?? []).map(node => node.close())]));

const ONE = 'far-node';
const TWO = 'far-nodes';
/** Nothing runs in it, so it can be built for any platform. */
const COPIES = 'FROM scratch\nARG TARGETARCH\nCOPY hello /hello\nCOPY $TARGETARCH /arch\n';
const TAGS = ['1.4.2', '1.4', 'edge'];
const BOTH = { platforms: 'linux/amd64,linux/arm64', provenance: 'mode=max' };

async function run(name: string, inputs: Inputs, registries: readonly LocalRegistry[] = lab.registries) {
  const workspace = await lab.workspace({
    Dockerfile: COPIES,
    hello: `${name} ${'ahoy '.repeat(50_000)}`,
    amd64: `${name} on amd64\n`,
    arm64: `${name} on arm64\n`,
  });
  return again(workspace, name, inputs, registries);
}

async function again(
  workspace: Awaited<ReturnType<Lab['workspace']>>,
  name: string,
  inputs: Inputs,
  registries: readonly LocalRegistry[] = lab.registries,
) {
  const result = await lab.publish(
    workspace,
    {
      images: `acme/${name}`,
      registries: registriesInput(registries),
      tags: TAGS.map(tag => `type=raw,value=${tag}`).join('\n'),
      ...BOTH,
      ...inputs,
    },
    {
      home: async home => {
        const platforms = ['linux/amd64', 'linux/arm64'];
        await createBuilder(home, ONE, nodes[0]!.address, false);
        await createNodes(
          home,
          TWO,
          nodes.map(({ address }, at) => ({ address, platform: platforms[at]! })),
        );
      },
    },
  );
  return { ...result, workspace };
}

/** Every registry has every tag, with one digest. */
async function expectPublished(result: Run, name: string, registries: readonly LocalRegistry[] = lab.registries) {
  expectGreen(result);
  const digest = result.main.outputs.digest!;
  for (const registry of registries) {
    expect(await digestsOf(registry, `acme/${name}`)).toEqual(Object.fromEntries(TAGS.map(tag => [tag, digest])));
    for (const image of await platformManifests(registry, `acme/${name}`, digest)) {
      for (const { digest: layer, size } of [image.json.config!, ...image.json.layers!]) {
        expect((await blob(registry, `acme/${name}`, layer)).length).toBe(size);
      }
    }
  }
  const secrets = lab.registries.map(registry => registry.password);
  expect(leaksOf(result, secrets)).toEqual([]);
  expect([result.main.forged, result.post.forged, result.leftProcesses]).toEqual([[], [], []]);
  expect((await localImages()).filter(image => image.includes(`acme/${name}`))).toEqual([]);
  return digest;
}

/** Digests of the layers of all platforms. */
async function layersOf(name: string, digest: string, registry = lab.registries[0]!): Promise<readonly string[]> {
  const images = await platformManifests(registry, `acme/${name}`, digest);
  return images.flatMap(image => image.json.layers!.map(layer => layer.digest));
}

/** The action's own requests, without the builder's. */
function ownRequests(registry: LocalRegistry, path: string): readonly string[] {
  return requestsFor(registry, path, /slipway/);
}

async function expectNoLayersHere(name: string, digest: string, registries = lab.registries): Promise<void> {
  const layers = await layersOf(name, digest);
  expect(layers.length).toBeGreaterThan(2);
  for (const registry of registries) {
    const own = ownRequests(registry, `acme/${name}`);
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter(line => line.startsWith('GET ') && layers.some(layer => line.includes(layer)))).toEqual([]);
  }
}

describe.each(
  firstRows(1, [
    ['two nodes', TWO],
    ['one node', ONE],
  ]),
)('a builder of %s pushes directly', (_, builder) => {
  const name = `push-${builder}`;

  test('one digest in two registries under three tags, with provenance; no layer passes through the action', async () => {
    const result = await run(name, { builder, annotations: 'index:harbour=north\nmanifest:berth=7' });
    const digest = await expectPublished(result, name);
    expect(result.log).toMatch(/pushes by digest: builder "far-nodes?" \(remote\)/);
    await expectNoLayersHere(name, digest);
    // It only sent a statement and its configuration itself.
    for (const registry of lab.registries) {
      const uploads = ownRequests(registry, `acme/${name}`).filter(line => /^PUT \S+\/blobs\/uploads\//.test(line));
      expect(uploads.length).toBeLessThanOrEqual(4);
    }

    const index = (await manifest(lab.registries[0]!, `acme/${name}`, digest))!;
    expect(index.json.annotations).toMatchObject({ harbour: 'north' });
    const platforms = index.json.manifests!.map(child => child.platform?.architecture);
    expect(platforms).toEqual(['amd64', 'arm64', 'unknown', 'unknown']);
    for (const [at, image] of (await platformManifests(lab.registries[1]!, `acme/${name}`, digest)).entries()) {
      expect(image.json.annotations).toMatchObject({ berth: '7' });
      const config = JSON.parse((await blob(lab.registries[1]!, `acme/${name}`, image.json.config!.digest)).toString());
      expect(config).toMatchObject({ os: 'linux', architecture: platforms[at] });
    }
    expect(JSON.parse(result.main.outputs.metadata!)).toMatchObject({
      'containerimage.digest': digest,
      'containerimage.descriptor': { digest, size: index.bytes.length },
    });
  });

  test('the attestations are about the images, and name no registry', async () => {
    const [registry] = lab.registries;
    const [digest] = Object.values(await digestsOf(registry!, `acme/${name}`));
    const index = (await manifest(registry!, `acme/${name}`, digest!))!;
    const images = index.json.manifests!.slice(0, 2).map(child => child.digest);
    const attested = index.json.manifests!.slice(2);
    expect(attested.map(child => child.annotations?.['vnd.docker.reference.digest'])).toEqual(images);
    for (const child of attested) {
      const held = (await manifest(registry!, `acme/${name}`, child.digest))!;
      const statement = (await blob(registry!, `acme/${name}`, held.json.layers![0]!.digest)).toString();
      expect(JSON.parse(statement)).toMatchObject({
        predicateType: expect.stringContaining('slsa.dev/provenance'),
        subject: [],
      });
      for (const { host } of lab.registries) expect(statement).not.toContain(host);
      const config = JSON.parse((await blob(registry!, `acme/${name}`, held.json.config!.digest)).toString());
      expect(config.rootfs.diff_ids).toEqual(held.json.layers!.map(layer => layer.digest));
    }
  });

  fullTest(
    'a second run with nothing changed: the images are the same, and nothing but manifests is sent',
    async () => {
      const { workspace, ...first } = await run(`${name}-twice`, {
        builder,
        provenance: 'false',
        'source-date-epoch': 'commit',
      });
      const digest = await expectPublished(first, `${name}-twice`);
      const before = lab.registries.map(registry => ownRequests(registry, `acme/${name}-twice`).length);
      const second = await again(workspace, `${name}-twice`, {
        builder,
        provenance: 'false',
        'source-date-epoch': 'commit',
      });
      expect(await expectPublished(second, `${name}-twice`)).toBe(digest);
      for (const [at, registry] of lab.registries.entries()) {
        const own = ownRequests(registry, `acme/${name}-twice`).slice(before[at]);
        expect(own.filter(line => /^PUT \S+\/blobs\//.test(line))).toEqual([]);
      }
    },
  );
});

describe('a registry that the builder cannot write to', () => {
  const fronts: Front[] = [];
  afterAll(() => Promise.all(fronts.map(front => front.close())));
  /** The first registry behind a front, and the second one as it is. */
  const behind = async (say: (seen: Seen) => Said | undefined): Promise<readonly LocalRegistry[]> => {
    const front = await openFront(lab.registries[0]!, say);
    fronts.push(front);
    return [front, lab.registries[1]!];
  };
  const ofBuilder = ({ agent }: Seen) => !agent.includes('slipway');
  const FEW = { retries: '1', timeout: '20s' };

  test('but the action can: it gets a copy from the other registry', async () => {
    const denied = { status: 403, body: '{"errors":[{"code":"DENIED","message":"not from there"}]}' };
    const registries = await behind(seen => (ofBuilder(seen) && seen.line.startsWith('POST') ? denied : undefined));
    const result = await run('push-refused', { builder: ONE, ...FEW }, registries);
    await expectPublished(result, 'push-refused', registries);
    expect(annotationsOf(result, 'notice')).toEqual([
      expect.stringMatching(
        /failed to push 127\.0\.0\.1:\d+\/acme\/push-refused.*it gets a copy from another registry/,
      ),
    ]);
  });

  fullTest('the only registry: the image is uploaded from this machine', async () => {
    const [front] = await behind(seen =>
      ofBuilder(seen) && seen.line.startsWith('POST') ? { status: 405 } : undefined,
    );
    const result = await run('push-none', { builder: TWO, platforms: 'linux/arm64', ...FEW }, [front!]);
    await expectPublished(result, 'push-none', [front!]);
    expect(annotationsOf(result, 'notice')).toEqual([expect.stringContaining('the image is uploaded from here')]);
  });

  fullTest('that nobody can write to, and optional: the others have the image', async () => {
    const registries = await behind(({ line }) => (/^PUT \S+\/manifests\//.test(line) ? { status: 403 } : undefined));
    const more = [{ optional: true }, {}];
    const result = await run('push-optional', { builder: ONE, registries: registriesInput(registries, more), ...FEW });
    await expectPublished(result, 'push-optional', [lab.registries[1]!]);
    expect(await tagsOf(lab.registries[0]!, 'acme/push-optional')).toEqual([]);
    expect(annotationsOf(result, 'warning').join('\n')).toContain('this registry is optional');
  });

  test.each(
    firstRows(1, [
      ['two nodes', TWO],
      ['one node', ONE],
    ]),
  )('that nobody can write to, and required (%s): no tag anywhere', async (_, builder) => {
    const name = `push-dead-${builder}`;
    const registries = await behind(({ line }) => (/^PUT \S+\/manifests\//.test(line) ? { status: 403 } : undefined));
    const result = await run(name, { builder, ...FEW }, registries);
    expect([result.conclusion, result.main.outputs.pushed]).toEqual(['failure', 'false']);
    for (const registry of lab.registries) expect(await tagsOf(registry, `acme/${name}`)).toEqual([]);
  });

  test('and reports it: missing content is found, and no tag is written', async () => {
    const registries = await behind(({ line, agent }) => {
      const [, digest] = /^PUT \S+\/manifests\/(sha256:[0-9a-f]{64})$/.exec(line) ?? [];
      if (digest === undefined || agent.includes('slipway')) return undefined;
      return { status: 201, headers: { 'docker-content-digest': digest, location: '/' } };
    });
    const result = await run('push-lost', { builder: ONE, ...FEW }, registries);
    expect([result.conclusion, result.main.outputs.pushed]).toEqual(['failure', 'false']);
    expect(annotationsOf(result, 'error')).toEqual([expect.stringMatching(/sha256:[0-9a-f]{64} is missing/)]);
    for (const registry of lab.registries) expect(await tagsOf(registry, 'acme/push-lost')).toEqual([]);
  });
});

test('an image that is tested is not pushed by the builder, and the log says why', async () => {
  const result = await run('push-tested', { builder: ONE, platforms: 'linux/amd64', test: 'echo "$IMAGE"' });
  await expectPublished(result, 'push-tested');
  expect(result.log).toContain('does not push directly: builder "far-node" (remote), and the image is needed here');
});

describe('a policy', () => {
  fullTest("about the image's content brings it to this machine before anything is pushed", async () => {
    const result = await run('policy-user', { builder: ONE, policy: 'user: non-root' });
    expect(result.conclusion).toBe('failure');
    expect(annotationsOf(result, 'error').join()).toContain('`user`: linux/arm64: it has no USER');
    for (const registry of lab.registries) {
      expect(await tagsOf(registry, 'acme/policy-user')).toEqual([]);
      expect(writesTo(registry, 'acme/policy-user')).toEqual([]);
    }
  });

  fullTest('about base images, too', async () => {
    const policy = 'base-images: {allow: ghcr.io/acme, pinned: true}';
    const result = await run('policy-bases', { builder: ONE, policy });
    await expectPublished(result, 'policy-bases');
    expect(JSON.parse(result.main.outputs['policy-result']!)).toMatchObject({ verdict: 'complies' });
  });

  fullTest('holds for each platform of a builder of several nodes: nothing is published', async () => {
    const result = await run('policy-nodes', { builder: TWO, policy: 'user: non-root' });
    expect(result.conclusion).toBe('failure');
    const error = annotationsOf(result, 'error').join();
    for (const platform of ['amd64', 'arm64']) expect(error).toContain(`\`user\`: linux/${platform}: it has no USER`);
    for (const registry of lab.registries) expect(writesTo(registry, 'acme/policy-nodes')).toEqual([]);
  });
});
