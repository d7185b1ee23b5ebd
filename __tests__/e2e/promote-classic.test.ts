import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { command } from '../../scripts/command.ts';
import * as events from '../../scripts/harness/events.ts';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import { manifest, tagsOf } from '../../scripts/registries/client.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { fullTest } from '../full.ts';
import { annotationsOf, expectGreen } from './support/checks.ts';
import { type ClassicEngine, startClassicEngine } from './support/classic-engine.ts';
import { TEST_AHOY } from './support/images.ts';
import { type Inputs, type Lab, openLab, registriesInput } from './support/lab.ts';

/** Only root may start a second engine. */
const whenRoot = process.getuid?.() === 0 ? describe : describe.skip;

whenRoot('a promotion with a gate, on an engine with the classic image store', () => {
  let lab: Lab;
  let engine: ClassicEngine;
  let workspace: Workspace;
  let registry: LocalRegistry;
  let digest: string;
  /** The manifest of this machine's platform. */
  let own: string;

  beforeAll(async () => {
    lab = await openLab();
    registry = lab.registries[0]!;
    engine = await startClassicEngine(lab.busybox);
    workspace = await lab.workspace({
      Dockerfile: 'FROM busybox\nCOPY hello /hello\nCMD ["cat", "/hello"]\n',
      hello: 'ahoy\n',
    });
    const built = await lab.publish(workspace, {
      images: 'acme/candidate-classic',
      registries: registriesInput([registry]),
      platforms: 'linux/amd64,linux/arm64',
      tags: 'type=raw,value=rc',
      layout: 'image.tar',
    });
    expectGreen(built);
    digest = built.main.outputs.digest!;
    const index = await manifest(registry, 'acme/candidate-classic', digest);
    const [architecture] = (await docker('info', '--format', '{{.Architecture}}')).split('\n');
    const name = architecture === 'x86_64' ? 'amd64' : 'arm64';
    own = index!.json.manifests!.find(({ platform }) => platform?.architecture === name)!.digest;
  });
  afterAll(() => Promise.all([lab?.close(), engine?.close()]));

  const docker = (...args: string[]) => command('docker', args, { env: { DOCKER_HOST: engine.host } });

  function promote(source: string, path: string, inputs: Inputs) {
    const given = {
      source: source === 'registry' ? `${registry.host}/acme/candidate-classic:rc` : 'oci:image.tar',
      images: path,
      registries: registriesInput([registry]),
      tags: 'type=semver,pattern={{version}}',
      'build-contexts': '',
      ...inputs,
    };
    const event = events.push({ tag: 'v2.0.0', sha: workspace.sha });
    return lab.publish(workspace, given, { event, job: { env: { DOCKER_HOST: engine.host } } });
  }

  fullTest.each(['registry', 'layout'])('from a %s: tested, published, and gone from the engine', async source => {
    const path = `acme/classic-from-${source}`;
    const say = `${TEST_AHOY}; echo "tested $IMAGE_DIGEST"`;
    const look = source === 'layout' ? '; cat "$OCI_LAYOUT/index.json"' : '';
    const run = await promote(source, path, { test: say + look, 'gate-platforms': 'all' });

    expectGreen(run);
    expect(run.log).toContain(`tested ${digest}`);
    expect(run.main.outputs).toMatchObject({ digest, 'tested-digest': own, pushed: 'true' });
    expect((await manifest(registry, path, '2.0.0'))?.digest).toBe(digest);
    expect(await docker('image', 'ls', '--format', '{{.Repository}}')).toBe('moby/buildkit');
    expect(await docker('image', 'ls', '--quiet', '--filter', 'dangling=true')).toBe('');
  });

  fullTest.each(['registry', 'layout'])('from a %s: a gate that replaces the image fails the step', async source => {
    const path = `acme/classic-sly-${source}`;
    const run = await promote(source, path, { test: 'docker tag moby/buildkit:buildx-stable-1 "$IMAGE"' });
    expect(annotationsOf(run, 'error')).toEqual([expect.stringMatching(/^the tested image is not the built one: /)]);
    expect(await tagsOf(registry, path)).toEqual([]);
    expect(await docker('image', 'ls', '--format', '{{.Repository}}')).toBe('moby/buildkit');
  });
});
