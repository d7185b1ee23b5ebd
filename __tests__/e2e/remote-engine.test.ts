import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { command } from '../../scripts/command.ts';
import { digestsOf, expectGreen, runFromAny } from './support/checks.ts';
import { dockerfile, localImages, platformManifests, TEST_AHOY } from './support/images.ts';
import { type Lab, openLab, registriesInput } from './support/lab.ts';
import { startTcpEngine } from './support/tcp-engine.ts';

let lab: Lab;
let engine: Awaited<ReturnType<typeof startTcpEngine>>;
beforeAll(async () => {
  lab = await openLab();
  engine = await startTcpEngine();
});
afterAll(async () => {
  engine.stop();
  await lab.close();
});

const LEFT = `slipway-left-far-${process.pid}`;

test('an engine that is reached by TCP publishes by a layout: tested, one digest everywhere, nothing left', async () => {
  const workspace = await lab.workspace({ Dockerfile: dockerfile('RUN ["/bin/sh", "-c", "echo ahoy > /hello"]') });
  const before = await localImages();
  const run = await lab.publish(
    workspace,
    {
      images: 'acme/remote',
      registries: registriesInput(lab.registries),
      tags: 'type=raw,value=1.0.0\ntype=raw,value=edge',
      test: `${TEST_AHOY}\ndocker run --detach --name ${LEFT} "$IMAGE" sleep 600`,
    },
    { job: { env: { DOCKER_HOST: engine.host, GITHUB_API_URL: 'http://127.0.0.1:9' } } },
  );
  expectGreen(run);
  const digest = run.main.outputs.digest!;
  const [image] = await platformManifests(lab.registries[0]!, 'acme/remote', digest);
  expect(run.main.outputs['tested-digest']).toBe(image!.digest);
  expect(await command('docker', ['ps', '--all', '--format', '{{.Names}}'])).not.toContain(LEFT);
  for (const registry of lab.registries) {
    expect(await digestsOf(registry, 'acme/remote')).toEqual({ '1.0.0': digest, edge: digest });
  }
  expect(await runFromAny(lab.registries, 'acme/remote', digest)).toBe('ahoy');
  expect((await localImages()).filter(image => image.includes('acme/remote'))).toEqual(
    before.filter(image => image.includes('acme/remote')),
  );
});
