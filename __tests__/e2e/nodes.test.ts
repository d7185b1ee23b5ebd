import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { manifest } from '../../scripts/registries/client.ts';
import { fullTest } from '../full.ts';
import { type Bridge, createNodes, openBridge } from './support/bridge.ts';
import { digestsOf, expectGreen, runFromAny } from './support/checks.ts';
import { platformManifests } from './support/images.ts';
import { type Inputs, type Lab, openLab, type Run, registriesInput } from './support/lab.ts';
import { type OwnEngine, startOwnEngine } from './support/own-engine.ts';

/** A builder of two nodes that look like two machines: two engines, each with its own BuildKit. */
let lab: Lab;
let arm: OwnEngine;
let bridges: readonly [Bridge, Bridge];
beforeAll(async () => {
  [lab, arm] = await Promise.all([openLab(), startOwnEngine()]);
  bridges = await Promise.all([openBridge(), openBridge('127.0.0.1', arm.host.replace('unix://', ''))]);
});
afterAll(() => Promise.all([lab?.close(), ...(bridges ?? []).map(bridge => bridge.close()), arm?.close()]));

const PLATFORMS = ['linux/amd64', 'linux/arm64'];
const DOCKERFILE = [
  'FROM busybox',
  'ARG TARGETARCH',
  'COPY ${TARGETARCH} /hello',
  'CMD ["/bin/sh", "-c", "cat /hello"]',
].join('\n');

async function run(name: string, inputs: Inputs): Promise<Run> {
  const workspace = await lab.workspace({ Dockerfile: DOCKERFILE, amd64: `${name} amd64\n`, arm64: `${name} arm64\n` });
  const nodes = bridges.map(({ address }, at) => ({ address, platform: PLATFORMS[at]! }));
  return lab.publish(
    workspace,
    {
      ...{
        images: `acme/${name}`,
        registries: registriesInput(lab.registries),
        tags: 'type=raw,value=1\ntype=raw,value=2',
      },
      ...{ builder: 'twins', platforms: PLATFORMS.join(','), provenance: 'mode=max', ...inputs },
    },
    { home: home => createNodes(home, 'twins', nodes) },
  );
}

/** The builds of this image recorded by the arm64 engine's BuildKit. */
const recordsOf = (host: string): string =>
  execFileSync('docker', ['buildx', 'du', '--verbose'], { env: { ...process.env, DOCKER_HOST: host } }).toString();

async function expectBoth(name: string, ran: Run): Promise<void> {
  expectGreen(ran);
  const digest = ran.main.outputs.digest!;
  for (const registry of lab.registries) {
    expect(await digestsOf(registry, `acme/${name}`)).toEqual({ 1: digest, 2: digest });
    const images = await platformManifests(registry, `acme/${name}`, digest);
    const index = (await manifest(registry, `acme/${name}`, digest))!;
    const named = index.json.manifests!.map(({ platform }) => platform?.architecture);
    expect([images.length, named]).toEqual([2, ['amd64', 'arm64', 'unknown', 'unknown']]);
  }
  expect(await runFromAny(lab.registries, `acme/${name}`, digest)).toBe(`${name} amd64`);
}

test('a gate on this machine tests what two BuildKits have built, a platform each, and those bytes are published', async () => {
  const before = bridges.map(({ opened }) => opened());
  const test = 'docker run --rm "$IMAGE" | grep "gated amd64" && docker image inspect --platform linux/arm64 "$IMAGE"';
  const ran = await run('gated', { test });
  await expectBoth('gated', ran);
  expect(bridges.map(({ opened }, at) => opened() > before[at]!)).toEqual([true, true]);
  expect(ran.log).toContain('Building linux/amd64');
  expect(ran.log).toContain('Building linux/arm64');
  const index = (await manifest(lab.registries[0]!, 'acme/gated', '1'))!;
  expect(ran.main.outputs['tested-digest']).toBe(index.json.manifests![0]!.digest);
  const built = recordsOf(arm.host);
  expect(built).toContain('COPY');
  expect(built).not.toMatch(/COPY \S*amd64/);
});

fullTest('without a gate they push themselves, and the image is the same', async () => {
  const ran = await run('pushed', {});
  await expectBoth('pushed', ran);
  expect(ran.log).toContain('The builder pushes by digest');
});

test('a gate that fails: nothing was uploaded anywhere', async () => {
  const ran = await run('failed', { test: 'false' });
  expect([ran.conclusion, ran.main.outputs.pushed]).toEqual(['failure', 'false']);
  for (const registry of lab.registries) expect(await digestsOf(registry, 'acme/failed')).toEqual({});
});

fullTest('annotations, a build without SBOM and provenance, and a layout of both platforms', async () => {
  const ran = await run('laid', {
    provenance: 'false',
    annotations: 'index:harbour=north\nmanifest-descriptor[linux/arm64]:berth=4',
    layout: 'out',
    test: 'true',
  });
  expectGreen(ran);
  const index = (await manifest(lab.registries[0]!, 'acme/laid', '1'))!;
  expect(index.json.annotations).toMatchObject({ harbour: 'north' });
  expect(index.json.manifests?.map(({ annotations }) => annotations?.berth)).toEqual([undefined, '4']);
  expect(index.json.manifests!.map(({ platform }) => platform?.architecture)).toEqual(['amd64', 'arm64']);
});
