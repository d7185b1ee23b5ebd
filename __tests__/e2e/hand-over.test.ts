import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { command } from '../../scripts/command.ts';
import * as events from '../../scripts/harness/events.ts';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import { manifest, tagsOf } from '../../scripts/registries/client.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { firstRows, fullTest } from '../full.ts';
import { type Bridge, createBuilder, openBridge } from './support/bridge.ts';
import { annotationsOf, digestsOf, expectGreen } from './support/checks.ts';
import { dockerfile, localImagesOf, outputOf, pullAndRun, TEST_AHOY } from './support/images.ts';
import { type Inputs, type Lab, openLab, type Run, registriesInput } from './support/lab.ts';

let lab: Lab;
let bridge: Bridge;
let a: LocalRegistry;
let b: LocalRegistry;
beforeAll(async () => {
  [lab, bridge] = await Promise.all([openLab(), openBridge()]);
  [a, b] = lab.registries as [LocalRegistry, LocalRegistry];
});
afterAll(() => Promise.all([lab?.close(), bridge?.close()]));

const COPIES = 'FROM busybox\nCOPY hello /hello\nCMD ["/bin/sh", "-c", "cat /hello"]\n';
const TEST = `${TEST_AHOY}; echo "tested $IMAGE_DIGEST"`;
const TAGS = 'type=semver,pattern={{version}}';

/** No docker command and no engine. */
const NO_ENGINE = { env: { PATH: join(process.execPath, '..'), DOCKER_HOST: 'unix:///nonexistent/docker.sock' } };

const event = (workspace: Workspace) => events.push({ tag: 'v3.1.0', sha: workspace.sha });

/** The first job: builds and tests, and has no credentials for any registry. */
async function build(layout: string, inputs: Inputs = {}, home?: (folder: string) => Promise<void>) {
  const workspace = await lab.workspace({ Dockerfile: COPIES, hello: 'ahoy\n' });
  const given = { images: `${a.host}/acme/api`, push: 'false', tags: TAGS, test: TEST, layout, ...inputs };
  const run = await lab.publish(workspace, given, { event: event(workspace), ...(home && { home }) });
  return { run, workspace };
}

/** The second job: publishes what is in the workspace; without an engine unless `step` says otherwise. */
function publish(
  workspace: Workspace,
  source: string,
  path: string,
  inputs: Inputs = {},
  step: object = NO_ENGINE,
): Promise<Run> {
  const given = {
    source,
    images: path,
    registries: registriesInput([a, b]),
    tags: TAGS,
    'build-contexts': '',
    ...inputs,
  };
  return lab.publish(workspace, given, { event: event(workspace), step });
}

describe('built and tested in one job, published in another', () => {
  test.each(firstRows(1, ['image.tar', 'out/image']))('the same digest through %s', async layout => {
    const path = `acme/${layout.replace(/\W/g, '-')}`;
    const { run: built, workspace } = await build(layout, {
      platforms: 'linux/amd64,linux/arm64',
      provenance: 'mode=max',
    });
    const published = await publish(workspace, `oci:${layout}`, path);

    for (const run of [built, published]) expectGreen(run);
    const { digest } = built.main.outputs;
    expect(built.log).toContain(`tested ${digest}`);
    expect(built.main.outputs.pushed).toBe('false');
    expect(published.main.outputs).toMatchObject({ digest, pushed: 'true' });
    for (const registry of [a, b]) {
      expect(await digestsOf(registry, path)).toEqual({ '3.1.0': digest, latest: digest });
      const index = await manifest(registry, path, digest!);
      expect(index?.json.manifests?.map(child => child.platform?.architecture)).toEqual([
        'amd64',
        'arm64',
        'unknown',
        'unknown',
      ]);
    }
    expect(await pullAndRun(a, path, digest!)).toBe('ahoy');
    expect(await localImagesOf(digest!, path)).toEqual([]);
    expect(existsSync(join(workspace.folder, 'layout-out'))).toBe(false);
  });

  fullTest('with a builder other than the engine', async () => {
    const make = (home: string) => createBuilder(home, 'far', bridge.address, false);
    const { run: built, workspace } = await build('image.tar', { builder: 'far' }, make);
    const published = await publish(workspace, 'oci:image.tar', 'acme/far');

    for (const run of [built, published]) expectGreen(run);
    expect(built.log).toContain(`tested ${built.main.outputs.digest}`);
    expect(published.main.outputs.digest).toBe(built.main.outputs.digest);
  });

  fullTest('tested again by the job that publishes', async () => {
    const { run: built, workspace } = await build('image.tar', { test: '' });
    const published = await publish(workspace, 'oci:image.tar', 'acme/tested-twice', { test: TEST }, {});
    const refused = await publish(workspace, 'oci:image.tar', 'acme/never', { test: 'exit 3' }, {});

    for (const run of [built, published]) expectGreen(run);
    expect(published.log).toContain(`tested ${built.main.outputs.digest}`);
    expect(refused.conclusion).toBe('failure');
    expect(await tagsOf(a, 'acme/never')).toEqual([]);
    expect(await localImagesOf(built.main.outputs.digest!, 'acme/tested-twice', 'acme/never')).toEqual([]);
  });

  fullTest('pushed and written by one run: one digest', async () => {
    const { run, workspace } = await build('image', {
      push: 'true',
      images: 'acme/both',
      registries: registriesInput([a, b]),
    });
    expectGreen(run);
    const { digest } = run.main.outputs;
    const index = JSON.parse(readFileSync(join(workspace.folder, 'image/index.json'), 'utf8'));
    expect(index.manifests).toEqual([
      expect.objectContaining({
        digest,
        annotations: expect.objectContaining({ 'org.opencontainers.image.ref.name': '3.1.0' }),
      }),
    ]);
    expect(await digestsOf(a, 'acme/both')).toEqual({ '3.1.0': digest, latest: digest });
  });

  fullTest('of an already published commit: the layout holds the kept image', async () => {
    const inputs = {
      push: 'true',
      images: 'acme/once',
      registries: registriesInput([a]),
      'immutable-tags': '*.*.*',
      'skip-existing': 'true',
    };
    const { run: first, workspace } = await build('image', inputs);
    const again = { ...inputs, tags: TAGS, layout: 'again', 'no-cache': 'true', test: 'exit 1' };
    const second = await lab.publish(workspace, again, { event: event(workspace) });

    for (const run of [first, second]) expectGreen(run);
    expect(second.log).not.toContain('[internal] load');
    const [entry] = JSON.parse(readFileSync(join(workspace.folder, 'again/index.json'), 'utf8')).manifests;
    expect(entry.digest).toBe(first.main.outputs.digest);
  });

  fullTest('an image of a registry as a layout, and docker loads the archive', async () => {
    const { run: built, workspace } = await build('image.tar', { images: 'slipway.test/hand-over', test: '' });
    expectGreen(built);
    expectGreen(await publish(workspace, 'oci:image.tar', 'acme/kept'));
    const copied = await publish(workspace, `${a.host}/acme/kept:3.1.0`, 'x/y', { push: 'false', layout: 'again.tar' });
    expectGreen(copied);
    const once = await publish(workspace, 'oci:again.tar', 'acme/again');
    expectGreen(once);
    expect(once.main.outputs.digest).toBe(built.main.outputs.digest);

    const name = 'slipway.test/hand-over:3.1.0';
    try {
      await command('docker', ['load', '--quiet', '--input', join(workspace.folder, 'image.tar')]);
      expect(await command('docker', ['image', 'inspect', '--format', '{{.Id}}', name])).toBe(
        built.main.outputs.digest,
      );
      expect(await outputOf(name)).toBe('ahoy');
    } finally {
      await command('docker', ['image', 'rm', name]);
    }
  });
});

describe('layouts of other tools', () => {
  test('those of `docker buildx build` and `docker save`', async () => {
    const workspace = await lab.workspace({
      Dockerfile: dockerfile('RUN ["/bin/sh", "-c", "echo ahoy > /hello"]'),
    });
    const tag = 'slipway.test/hand-over:saved';
    const args = ['buildx', 'build', '--build-context', `busybox=${lab.busybox}`, '--quiet', '.'];
    const here = { cwd: workspace.folder };
    try {
      await command('docker', [...args, '--output', 'type=oci,dest=bx.tar', '--tag', tag], here);
      await command('docker', [...args, '--load', '--tag', tag], here);
      await command('docker', ['save', '--output', 'saved.tar', tag], here);
      const digest = await command('docker', ['image', 'inspect', '--format', '{{.Id}}', tag]);
      const bx = await publish(workspace, 'oci:bx.tar', 'acme/bx');
      const saved = await publish(workspace, `oci:saved.tar:${tag}`, 'acme/saved');

      for (const run of [bx, saved]) expectGreen(run);
      expect(saved.main.outputs.digest).toBe(digest);
      expect(await pullAndRun(a, 'acme/bx', bx.main.outputs.digest!)).toBe('ahoy');
      expect(await pullAndRun(b, 'acme/saved', digest)).toBe('ahoy');
    } finally {
      await command('docker', ['image', 'rm', tag]);
    }
  });
});

describe('refused', () => {
  test('a folder that is not a layout is not overwritten, and nothing is built', async () => {
    const workspace = await lab.workspace({ Dockerfile: COPIES, hello: 'ahoy\n', 'docs/plan.txt': 'mine' });
    const given = { images: 'acme/api', push: 'false', tags: TAGS, layout: 'docs' };
    const run = await lab.publish(workspace, given, { event: event(workspace) });

    expect(run.conclusion).toBe('failure');
    expect(annotationsOf(run, 'error')[0]).toMatch(
      /`layout` names "docs", which already exists and is not \(only\) an OCI layout: .*plan\.txt/,
    );
    expect(run.log).not.toContain('[internal] load');
    expect(readFileSync(join(workspace.folder, 'docs/plan.txt'), 'utf8')).toBe('mine');
  });

  test('nothing is written when the test fails; an older layout is kept', async () => {
    const { run: first, workspace } = await build('image');
    expectGreen(first);
    const given = { images: 'acme/api', push: 'false', tags: TAGS, layout: 'image', test: 'exit 1' };
    const second = await lab.publish(workspace, given, { event: event(workspace) });
    const third = await lab.publish(workspace, { ...given, test: '' }, { event: event(workspace) });

    expect(second.conclusion).toBe('failure');
    expectGreen(third);
    expect(readdirSync(join(workspace.folder, 'image')).sort()).toEqual(['blobs', 'index.json', 'oci-layout']);
  });

  fullTest('a layout that is missing, truncated, or has a blob with other bytes', async () => {
    const { run, workspace } = await build('image');
    expectGreen(run);
    const blobs = join(workspace.folder, 'image/blobs/sha256');
    await command('tar', ['-cf', 'whole.tar', '-C', 'image', '.'], { cwd: workspace.folder });
    const whole = readFileSync(join(workspace.folder, 'whole.tar'));
    writeFileSync(join(workspace.folder, 'short.tar'), whole.subarray(0, whole.length / 2));
    mkdirSync(join(workspace.folder, 'empty'));
    const layer = readdirSync(blobs)
      .map(name => join(blobs, name))
      .find(file => readFileSync(file).includes('rootfs'))!;
    const bytes = readFileSync(layer);
    bytes[bytes.length - 5]! ^= 1;
    writeFileSync(layer, bytes);

    const told = async (source: string): Promise<string | undefined> => {
      const refused = await publish(workspace, source, 'acme/refused');
      expect(refused.conclusion).toBe('failure');
      return annotationsOf(refused, 'error')[0];
    };
    expect(await told('oci:nowhere')).toMatch(/oci:nowhere does not exist/);
    expect(await told('oci:empty')).toMatch(/oci:empty cannot be used: index.json/);
    expect(await told('oci:short.tar')).toMatch(/oci:short.tar .*truncated/);
    expect(await told('oci:image')).toMatch(/oci:image is corrupt: its content of sha256:/);
    expect(await told(`oci:whole.tar@sha256:${'0'.repeat(64)}`)).toMatch(/has 0 images of this name or digest/);
    for (const registry of [a, b]) expect(await tagsOf(registry, 'acme/refused')).toEqual([]);
    expectGreen(await publish(workspace, 'oci:whole.tar', 'acme/whole'));
  });
});
