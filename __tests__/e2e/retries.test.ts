import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { annotationsOf, digestsOf, expectGreen } from './support/checks.ts';
import { dockerfile } from './support/images.ts';
import { type Inputs, type Lab, openLab, registriesInput } from './support/lab.ts';

/** BuildKit asks five times, without a pause, before it gives up on a 429. */
const PER_BUILD = 5;

let lab: Lab;
let registry: LocalRegistry;
let open: LocalRegistry;
const fronts: http.Server[] = [];
beforeAll(async () => {
  lab = await openLab([{}, { auth: 'none' }]);
  [registry, open] = lab.registries as [LocalRegistry, LocalRegistry];
  const workspace = await lab.workspace({ Dockerfile: dockerfile('RUN echo ahoy > /hello') });
  const base = await lab.publish(workspace, { images: `${open.host}/acme/base`, tags: 'type=raw,value=1' });
  expectGreen(base);
});
afterAll(async () => {
  for (const front of fronts) {
    front.closeAllConnections();
    front.close();
  }
  await lab.close();
});

/** The open registry behind a rate limit that refuses the first requests for manifests: its host, and what it refused. */
async function limited(count: number) {
  let left = count;
  const server = http.createServer((request, response) => {
    if (request.url?.includes('/manifests/') && left-- > 0) {
      response.writeHead(429, { 'content-type': 'application/json' });
      return void response.end('{"errors":[{"code":"TOOMANYREQUESTS","message":"slow down"}]}');
    }
    const { method, headers, url } = request;
    http
      .request(`http://${open.host}${url}`, { method, headers }, answer => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      })
      .end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  fronts.push(server);
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, refused: () => count - Math.max(left, 0) };
}

async function build(path: string, from: string, inputs: Inputs = {}) {
  const workspace = await lab.workspace({ Dockerfile: `FROM ${from}/acme/base:1\nRUN echo again >> /hello\n` });
  const registries = registriesInput([registry]);
  return lab.publish(workspace, { images: path, registries, tags: 'type=raw,value=1', ...inputs });
}

const again = /building again in/g;

test('a base image behind a temporary rate limit: the build is retried, and published', async () => {
  const front = await limited(PER_BUILD + 2);
  const run = await build('acme/limited', front.host);

  expectGreen(run);
  expect([front.refused(), run.log.match(again)?.length]).toEqual([PER_BUILD + 2, 1]);
  expect(await digestsOf(registry, 'acme/limited')).toEqual({ 1: run.main.outputs.digest });
});

test('`retries` and `timeout` limit the attempts', async () => {
  const fronts = [await limited(1000), await limited(1000), await limited(1000)];
  const inputs = [{ retries: '0' }, { retries: '2' }, { timeout: '1s', retries: '50' }];
  const runs = await Promise.all(fronts.map(({ host }, n) => build(`acme/bound-${n}`, host, inputs[n])));

  for (const run of runs) {
    expect(run.conclusion).toBe('failure');
    expect(annotationsOf(run, 'error')).toEqual([expect.stringMatching(/429/)]);
  }
  const counts = runs.map(run => run.log.match(again)?.length ?? 0);
  expect(counts.slice(0, 2)).toEqual([0, 2]);
  expect(counts[2]).toBeLessThan(10);
});

test('a failing step is not retried, whatever it prints', async () => {
  const workspace = await lab.workspace({
    Dockerfile: dockerfile('RUN echo "503 Service Unavailable: connection reset by peer" && exit 7'),
  });
  const run = await lab.publish(workspace, { images: 'acme/own-fault', push: 'false' });

  expect(run.conclusion).toBe('failure');
  expect(run.log).not.toMatch(again);
  expect(annotationsOf(run, 'error')).toEqual([expect.stringContaining('exit code: 7')]);
});
