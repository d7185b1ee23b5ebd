import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { attempt, command } from '../../scripts/command.ts';
import * as events from '../../scripts/harness/events.ts';
import { manifest, tagsOf } from '../../scripts/registries/client.ts';
import { firstRows, fullTest } from '../full.ts';
import { type Bridge, createBuilder, openBridge } from './support/bridge.ts';
import { runFromAny } from './support/checks.ts';
import { configOf, dockerfile, localImages, outputOf, platformManifests, TEST_AHOY } from './support/images.ts';
import { type Inputs, type Lab, leaksOf, openLab, type Run, registriesInput } from './support/lab.ts';

let lab: Lab;
let bridge: Bridge;
beforeAll(async () => {
  [lab, bridge] = await Promise.all([openLab(), openBridge()]);
});
afterAll(() => Promise.all([lab?.close(), bridge?.close()]));

const BUILDER = 'far-shore';
const SAYS_AHOY = dockerfile('RUN ["/bin/sh", "-c", "echo ahoy > /hello"]');
const COPIES = 'FROM busybox\nCOPY hello /hello\nCMD ["/bin/sh", "-c", "cat /hello"]\n';
const TEST = `${TEST_AHOY}; docker image inspect --format "tested {{.Id}}" "$IMAGE"`;

/** Runs the action with a remote builder in the job's own HOME, which is the current one only if `use`. */
async function run(name: string, inputs: Inputs, { use = false, files = { Dockerfile: SAYS_AHOY } } = {}) {
  const workspace = await lab.workspace({ hello: 'ahoy\n', ...files });
  const mine = async (digest = name) =>
    (await localImages()).filter(i => i.includes(`acme/${name}`) || i.includes(digest));
  expect(await mine()).toEqual([]);
  const result = await lab.publish(
    workspace,
    { images: `acme/${name}`, registries: registriesInput(lab.registries), ...inputs },
    {
      event: events.push({ tag: 'v1.4.2', sha: workspace.sha }),
      home: home => createBuilder(home, BUILDER, bridge.address, use),
    },
  );
  expect(await mine(result.main.outputs.digest || undefined)).toEqual([]);
  return { ...result, workspace };
}

async function expectPublished(result: Run, name: string, tags: readonly string[]): Promise<string> {
  expect(result.conclusion === 'success' ? '' : result.log).toBe('');
  const digest = result.main.outputs.digest!;
  expect(result.main.outputs.pushed).toBe('true');
  expect(JSON.parse(result.main.outputs.metadata!)).toMatchObject({ 'containerimage.digest': digest });
  for (const registry of lab.registries) {
    expect(await tagsOf(registry, `acme/${name}`)).toEqual([...tags].sort());
    const held = await Promise.all(tags.map(tag => manifest(registry, `acme/${name}`, tag)));
    expect(new Set(held.map(found => found?.digest))).toEqual(new Set([digest]));
  }
  expect(await runFromAny(lab.registries, `acme/${name}`, digest)).toBe('ahoy');
  const secrets = lab.registries.map(registry => registry.password);
  expect(leaksOf(result, secrets)).toEqual([]);
  expect([result.main.forged, result.post.forged, result.leftProcesses]).toEqual([[], [], []]);
  return digest;
}

const listBuilders = (home: string) =>
  command('docker', ['buildx', 'ls'], { env: { BUILDX_CONFIG: join(home, '.docker/buildx') } });

describe('a builder other than the engine', () => {
  test('one digest in all registries, the one that was tested; the builder is kept', async () => {
    const tags = 'type=semver,pattern={{version}}\ntype=raw,value=edge';
    const result = await run('layout', { builder: BUILDER, tags, test: TEST });
    const digest = await expectPublished(result, 'layout', ['1.4.2', 'edge', 'latest']);
    expect(result.log).toContain(`tested ${digest}`);
    expect(await listBuilders(result.home)).toContain(BUILDER);
    const index = await manifest(lab.registries[0]!, 'acme/layout', digest);
    expect(index?.json.manifests?.map(child => child.platform?.architecture)).toEqual(['amd64', 'unknown']);
  });

  fullTest('two platforms with provenance, besides a local output', async () => {
    const result = await run(
      'layout-platforms',
      {
        builder: BUILDER,
        platforms: 'linux/amd64,linux/arm64',
        provenance: 'mode=max',
        tags: 'type=raw,value=both',
        outputs: 'type=local,dest=out',
        annotations: 'index:harbour=north',
        test: TEST,
      },
      { files: { Dockerfile: COPIES } },
    );
    const digest = await expectPublished(result, 'layout-platforms', ['both']);
    expect(result.log).toContain(`tested ${digest}`);
    const index = await manifest(lab.registries[1]!, 'acme/layout-platforms', digest);
    expect(index?.json.manifests).toHaveLength(4);
    expect(index?.json.annotations).toMatchObject({ harbour: 'north' });
    expect(readFileSync(join(result.workspace.folder, 'out/linux_arm64/hello'), 'utf8')).toBe('ahoy\n');
  });

  test('chosen by `docker buildx use`; nothing is exported unless something needs it', async () => {
    const result = await run('layout-used', { push: 'false', tags: 'type=raw,value=none' }, { use: true });
    expect(result.conclusion === 'success' ? '' : result.log).toBe('');
    expect(result.main.outputs.pushed).toBe('false');
    expect(result.log).toContain('RUN ["/bin/sh"');
    expect(result.log).not.toMatch(/exporting|sending tarball/);
  });

  fullTest('without a name, tested and not pushed', async () => {
    const result = await run('layout-nameless', { builder: BUILDER, images: '', registries: '', test: TEST });
    expect(result.conclusion === 'success' ? '' : result.log).toBe('');
    expect(result.log).toContain(`tested ${result.main.outputs.digest}`);
  });

  test('that does not exist: rejected by name before anything is built', async () => {
    const result = await run('layout-none', { builder: 'no-such-builder', tags: 'type=raw,value=none' });
    expect(result.conclusion).toBe('failure');
    expect(result.main.annotations).toEqual([
      expect.objectContaining({ level: 'error', message: expect.stringContaining('builder "no-such-builder"') }),
    ]);
    expect(result.log).not.toContain('[internal] load');
    expect(await tagsOf(lab.registries[0]!, 'acme/layout-none')).toEqual([]);
  });
});

describe("outputs of the engine's own builder", () => {
  test('rewritten timestamps: the tested image is the published one', async () => {
    const result = await run('layout-time', {
      outputs: 'type=image,push=true,rewrite-timestamp=true',
      'build-args': 'SOURCE_DATE_EPOCH=1700000000',
      tags: 'type=raw,value=time',
      test: TEST,
    });
    const digest = await expectPublished(result, 'layout-time', ['time']);
    expect(result.log).toContain(`tested ${digest}`);
    const [image] = await platformManifests(lab.registries[0]!, 'acme/layout-time', digest);
    const config = await configOf(lab.registries[0]!, 'acme/layout-time', image!);
    expect(config).toMatchObject({ created: '2023-11-14T22:13:20Z' });
  });

  fullTest('archives besides a publish, whose digest is that of the published image', async () => {
    const outputs = 'type=oci,dest=image.oci.tar\ntype=docker,dest=image.tar\ntype=local,dest=out';
    const result = await run('layout-archives', { outputs, push: 'true', tags: 'type=raw,value=all' });
    await expectPublished(result, 'layout-archives', ['all']);
    for (const file of ['image.oci.tar', 'image.tar', 'out/hello']) {
      expect([file, existsSync(join(result.workspace.folder, file))]).toEqual([file, true]);
    }
  });

  test('`load` keeps the image under every name', async () => {
    const workspace = await lab.workspace({ Dockerfile: SAYS_AHOY });
    const names = ['one', 'two'].map(tag => `slipway.test/kept:${tag}`);
    try {
      const result = await lab.publish(workspace, { tags: names.join('\n'), outputs: 'type=docker' });
      expect(result.conclusion === 'success' ? '' : result.log).toBe('');
      for (const name of names) expect(await outputOf(name)).toBe('ahoy');
    } finally {
      await attempt('docker', ['image', 'rm', ...names]);
    }
  });

  test.each(
    firstRows(1, [
      ['finds a problem', `${SAYS_AHOY}CMD echo "$NOBODY"\n`, 'failure', 'JSONArgsRecommended'],
      ['finds nothing', SAYS_AHOY, 'success', 'no warnings found'],
    ]),
  )('`call: check` %s: reported, and nothing is created', async (_, text, conclusion, told) => {
    const inputs = { call: 'check', tags: 'type=raw,value=none', outputs: 'type=local,dest=out' };
    const result = await run('layout-call', inputs, { files: { Dockerfile: text } });
    expect([result.conclusion, result.main.outputs.pushed, result.main.outputs.digest]).toEqual([
      conclusion,
      'false',
      '',
    ]);
    expect(result.log).toContain(told);
    expect(existsSync(join(result.workspace.folder, 'out'))).toBe(false);
    expect(await tagsOf(lab.registries[0]!, 'acme/layout-call')).toEqual([]);
  });
});
