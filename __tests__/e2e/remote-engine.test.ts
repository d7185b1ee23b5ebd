import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { command } from '../../scripts/command.ts';
import { engineSocket } from './support/bridge.ts';
import { digestsOf, expectGreen } from './support/checks.ts';
import { dockerfile, localImages, platformManifests, pullAndRun } from './support/images.ts';
import { type Lab, openLab, registriesInput } from './support/lab.ts';

let lab: Lab;
let server: Server;
let host: string;
const open = new Set<Socket>();
beforeAll(async () => {
  lab = await openLab();
  // The engine behind a TCP address, as a remote one is: nobody can know whether it would reach our loopback.
  // Half-open: `docker run` closes its side first and goes on reading.
  server = createServer({ allowHalfOpen: true }, client => {
    const engine = connect({ path: engineSocket(), allowHalfOpen: true });
    client.pipe(engine).pipe(client);
    for (const socket of [client, engine]) {
      open.add(socket);
      socket.on('error', () => {}).on('close', () => open.delete(socket));
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  host = `tcp://127.0.0.1:${(server.address() as { port: number }).port}`;
});
afterAll(async () => {
  server.close();
  for (const socket of open) socket.destroy();
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
      test: `test "$(docker run --rm "$IMAGE")" = ahoy\ndocker run --detach --name ${LEFT} "$IMAGE" sleep 600`,
    },
    { job: { env: { DOCKER_HOST: host, GITHUB_API_URL: 'http://127.0.0.1:9' } } },
  );
  expectGreen(run);
  const digest = run.main.outputs.digest!;
  const [image] = await platformManifests(lab.registries[0]!, 'acme/remote', digest);
  expect(run.main.outputs['tested-digest']).toBe(image!.digest);
  expect(await command('docker', ['ps', '--all', '--format', '{{.Names}}'])).not.toContain(LEFT);
  for (const registry of lab.registries) {
    expect(await digestsOf(registry, 'acme/remote')).toEqual({ '1.0.0': digest, edge: digest });
    expect(await pullAndRun(registry, 'acme/remote', digest)).toBe('ahoy');
  }
  expect((await localImages()).filter(image => image.includes('acme/remote'))).toEqual(
    before.filter(image => image.includes('acme/remote')),
  );
});
