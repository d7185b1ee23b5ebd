import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { manifest } from '../../scripts/registries/client.ts';
import { firstRows } from '../full.ts';
import { dockerfile } from './support/images.ts';
import { type Lab, openLab, registriesInput } from './support/lab.ts';

/** The real engine's behavior, which __tests__/registry/odd simulates. */
let lab: Lab;
const closers: (() => void)[] = [];
beforeAll(async () => {
  lab = await openLab();
});
afterAll(async () => {
  for (const close of closers) close();
  await lab.close();
});

/** A registry's front that changes answers. `answers` gives the status of one, or undefined to leave it. */
async function front(
  host: string,
  answers: (method: string, path: string, status: number) => number | undefined,
): Promise<Readonly<{ host: string; seen: string[] }>> {
  const seen: string[] = [];
  const [hostname, port] = host.split(':');
  const server = http.createServer((req, res) => {
    const { method = '', url: path = '', headers } = req;
    const out = http.request({ hostname, port, method, path, headers, agent: false }, answer => {
      const status = answers(method, path, answer.statusCode ?? 0) ?? answer.statusCode ?? 0;
      seen.push(`${method} ${path} ${status}`);
      res.writeHead(status, answer.headers);
      answer.pipe(res);
    });
    out.on('error', () => res.destroy());
    req.pipe(out);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

test('HEAD reports blobs that are missing: the engine pushes them anyway', async () => {
  const [registry] = lab.registries as [(typeof lab.registries)[0]];
  const lies = (method: string, path: string, status: number) =>
    method === 'HEAD' && path.includes('/blobs/') && status === 404 ? 200 : undefined;
  const { host, seen } = await front(registry.host, lies);
  const workspace = await lab.workspace({ Dockerfile: dockerfile('LABEL odd="head"') });
  const inputs = { images: 'acme/odd-head', registries: registriesInput([{ ...registry, host }]), tags: '1' };
  const run = await lab.publish(workspace, inputs);
  if (run.conclusion !== 'success') console.log(seen.join('\n'));
  expect({ conclusion: run.conclusion, log: run.conclusion === 'success' ? '' : run.log }).toMatchObject({ log: '' });
  expect((await manifest(registry, 'acme/odd-head', '1'))?.digest).toBe(run.main.outputs.digest);
  expect(seen.filter(line => /^PUT .*manifests\/sha256.* 4\d\d$/.test(line)).length).toBeGreaterThan(0);
});

test.each(firstRows(1, [403, 405]))('HEAD of a blob is refused (%d): the second run is published too', async status => {
  const [registry] = lab.registries as [(typeof lab.registries)[0]];
  const refuses = (method: string, path: string) =>
    method === 'HEAD' && path.includes('/blobs/') ? status : undefined;
  const { host } = await front(registry.host, refuses);
  const image = `acme/odd-${status}`;
  for (const tag of ['1', '2']) {
    const workspace = await lab.workspace({ Dockerfile: dockerfile(`LABEL odd="${status} ${tag}"`) });
    const inputs = { images: image, registries: registriesInput([{ ...registry, host }]), tags: tag };
    const run = await lab.publish(workspace, inputs);
    expect({ conclusion: run.conclusion, log: run.conclusion === 'success' ? '' : run.log }).toMatchObject({ log: '' });
    expect((await manifest(registry, image, tag))?.digest).toBe(run.main.outputs.digest);
  }
});
