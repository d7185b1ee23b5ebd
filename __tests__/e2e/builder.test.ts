import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { command } from '../../scripts/command.ts';
import * as events from '../../scripts/harness/events.ts';
import { manifest, tagsOf } from '../../scripts/registries/client.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { fullTest } from '../full.ts';
import { annotationsOf, expectGreen, runFromAny, writesTo } from './support/checks.ts';
import { type ClassicEngine, startClassicEngine } from './support/classic-engine.ts';
import { dockerfile, platformManifests, TEST_AHOY } from './support/images.ts';
import { type Lab, leaksOf, openLab, registriesInput } from './support/lab.ts';

let lab: Lab;
let engine: ClassicEngine;

/** Only root may start a second engine. */
const whenRoot = process.getuid?.() === 0 ? describe : describe.skip;

whenRoot('an engine with the classic image store', () => {
  beforeAll(async () => {
    lab = await openLab();
    engine = await startClassicEngine(lab.busybox);
  });
  afterAll(() => Promise.all([lab?.close(), engine?.close()]));

  const docker = (home: string, ...args: string[]) =>
    command('docker', args, { env: { DOCKER_HOST: engine.host, BUILDX_CONFIG: join(home, '.docker/buildx') } });

  test('a docker-container builder is created, reported and removed; the test runs the published image', async () => {
    const workspace = await lab.workspace({ Dockerfile: dockerfile('RUN ["/bin/sh", "-c", "echo ahoy > /hello"]') });
    const run = await lab.publish(
      workspace,
      {
        images: 'acme/classic',
        registries: registriesInput(lab.registries),
        tags: 'type=semver,pattern={{version}}\ntype=raw,value=edge',
        test: `${TEST_AHOY}; docker image inspect --format "tested {{.Id}}" "$IMAGE"`,
      },
      { event: events.push({ tag: 'v1.4.2', sha: workspace.sha }), job: { env: { DOCKER_HOST: engine.host } } },
    );

    expectGreen(run);
    expect(run.log).toMatch(
      /classic image store.*\n.*Creating temporary builder slipway-[0-9a-f]+ \(docker-container\)/,
    );
    const digest = run.main.outputs.digest!;
    for (const registry of lab.registries) {
      expect(await tagsOf(registry, 'acme/classic')).toEqual(['1.4.2', 'edge', 'latest']);
      for (const tag of ['1.4.2', 'edge', 'latest']) {
        expect((await manifest(registry, 'acme/classic', tag))?.digest).toBe(digest);
      }
    }
    expect(await runFromAny(lab.registries, 'acme/classic', digest)).toBe('ahoy');
    const [image] = await platformManifests(lab.registries[0]!, 'acme/classic', digest);
    expect(run.log).toContain(`tested ${image!.json.config!.digest}`);
    expect(run.main.outputs['tested-digest']).toBe(image!.digest);
    // The provenance arrived; the classic store would have lost it.
    expect((await manifest(lab.registries[1]!, 'acme/classic', digest))?.json.manifests).toHaveLength(2);

    expect(await docker(run.home, 'buildx', 'ls', '--format', '{{.Name}}')).not.toContain('slipway-');
    expect(await docker(run.home, 'ps', '--all', '--format', '{{.Names}}')).toBe('');
    expect(await docker(run.home, 'volume', 'ls', '--quiet')).toBe('');
    expect(await docker(run.home, 'image', 'ls', '--format', '{{.Repository}}')).toBe('moby/buildkit');
    const secrets = lab.registries.map(registry => registry.password);
    expect(leaksOf(run, secrets)).toEqual([]);
    expect([run.main.forged, run.post.forged, run.leftProcesses]).toEqual([[], [], []]);
  });

  test('an image that a gate replaces is not published: the store identifies it by its configuration', async () => {
    const workspace = await lab.workspace({ Dockerfile: dockerfile() });
    const inputs = { images: 'acme/classic-sly', registries: registriesInput(lab.registries) };
    const test = 'docker tag moby/buildkit:buildx-stable-1 "$IMAGE"';
    const run = await lab.publish(workspace, { ...inputs, test }, { job: { env: { DOCKER_HOST: engine.host } } });
    expect(annotationsOf(run, 'error')).toEqual([expect.stringMatching(/^the tested image is not the built one: /)]);
    for (const registry of lab.registries) expect(writesTo(registry, 'acme/classic-sly')).toEqual([]);
    expect(await docker(run.home, 'image', 'ls', '--format', '{{.Repository}}')).toBe('moby/buildkit');
  });

  fullTest(
    'a docker-container builder with options: an image behind a login, its configuration, and its state kept',
    async () => {
      const [registry] = lab.registries as [LocalRegistry, ...LocalRegistry[]];
      const image = `${registry.host}/acme/buildkit:7`;
      await pushBuildKit(registry, image);
      const workspace = await lab.workspace({ Dockerfile: dockerfile('RUN ["/bin/sh", "-c", "echo ahoy > /hello"]') });
      const container = 'buildx_buildkit_harbour0';
      const run = await lab.publish(
        workspace,
        {
          builder: 'harbour',
          driver: 'docker-container',
          'driver-opts': `image=${image}\n"env.FLEET=one,two"`,
          'buildkitd-config-inline': 'debug = true',
          'keep-state': 'true',
          allow: 'network.host',
          images: 'acme/harbour',
          registries: registriesInput(lab.registries),
          'registry-auth': '- {registry: quay.example, insecure: true}',
          tags: 'type=raw,value=one',
          test: [
            `docker inspect --format 'args {{.Args}} env {{.Config.Env}}' ${container}`,
            `docker exec ${container} cat /etc/buildkit/buildkitd.toml`,
            TEST_AHOY,
          ].join('\n'),
        },
        { job: { env: { DOCKER_HOST: engine.host } } },
      );

      expectGreen(run);
      expect(run.main.log).toMatch(/args \[.*--allow-insecure-entitlement network\.host.*\] env \[.*FLEET=one,two/);
      expect(run.main.log).not.toContain('security.insecure');
      expect(run.main.log).toMatch(/debug = true/);
      expect(run.main.log).toMatch(/\[registry\."quay\.example"\]/);
      expect(await tagsOf(registry, 'acme/harbour')).toEqual(['one']);
      expect(await docker(run.home, 'ps', '--all', '--format', '{{.Names}}')).toBe('');
      expect(await docker(run.home, 'volume', 'ls', '--quiet')).toBe(`${container}_state`);
      expect(await docker(run.home, 'buildx', 'ls', '--format', '{{.Name}}')).not.toContain('harbour');
      expect(
        leaksOf(
          run,
          lab.registries.map(({ password }) => password),
        ),
      ).toEqual([]);
    },
  );

  /** Moves the engine's BuildKit image to a registry that requires a login. */
  async function pushBuildKit({ host, username, password }: LocalRegistry, image: string): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-buildkit-'));
    const auth = Buffer.from(`${username}:${password}`).toString('base64');
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [host]: { auth } } }));
    const env = { DOCKER_HOST: engine.host, DOCKER_CONFIG: folder };
    await command('docker', ['tag', 'moby/buildkit:buildx-stable-1', image], { env });
    await command('docker', ['push', '--quiet', image], { env });
    await command('docker', ['image', 'rm', image], { env });
    rmSync(folder, { recursive: true });
  }
});
