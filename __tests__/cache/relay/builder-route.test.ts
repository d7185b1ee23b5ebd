import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Builder } from '../../../src/builder/builder.ts';
import { nodesOf } from '../../../src/builder/nodes.ts';
import { routeFromBuilder } from '../../../src/cache/relay/builder-route.ts';
import { relayFor } from '../../../src/cache/relay/use.ts';
import type { Service } from '../../../src/cache/service/service.ts';
import { readIfThere } from '../../../src/host/files/read-if-there.ts';
import type { Run } from '../../../src/host/ports.ts';
import { readInputs } from '../../../src/inputs/inputs.ts';
import { recordingLog } from '../../fakes/log.ts';
import { until } from '../../fakes/time.ts';
import { builderInUse, localEngine } from '../../fakes/values.ts';
import { envOf } from '../../inputs/env.ts';

let folder: string;
let engine: Server;
let container: object | undefined;
let info: object;
let login: string;

/** The container that this process would run in. */
const OWN = 'f'.repeat(64);
const MOUNTINFO = `1 2 0:3 /var/lib/docker/containers/${OWN}/hostname /etc/hostname rw`;

/** An engine that knows one container, and buildx's record of the builder that runs in it. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-builder-'));
  mkdirSync(join(folder, 'instances'));
  const nodes = [{ Name: 'mine0', Endpoint: `unix://${folder}/docker.sock` }];
  writeFileSync(join(folder, 'instances/mine'), JSON.stringify({ Driver: 'docker-container', Nodes: nodes }));
  container = inNetwork('198.51.100.1');
  info = {};
  login = '';
  engine = createServer((req, res) => {
    if (req.url === '/info') return void res.end(JSON.stringify(info));
    if (req.url === '/auth') return void res.writeHead(500).end(JSON.stringify({ message: login }));
    if (req.url === `/containers/${OWN}/json`) return void res.end(JSON.stringify(inNetwork('198.51.100.1')));
    const isKnown = container !== undefined && req.url?.includes('/containers/buildx_buildkit_mine0/json');
    res.writeHead(isKnown ? 200 : 404).end(JSON.stringify(isKnown ? container : { message: 'no such container' }));
  });
  await new Promise<void>(resolve => engine.listen(join(folder, 'docker.sock'), resolve));
});
afterEach(async () => {
  await new Promise(resolve => engine.close(resolve));
  rmSync(folder, { recursive: true });
});

function inNetwork(gateway: string, mode = 'bridge', env: readonly string[] = []): object {
  const Networks = { [mode]: { Gateway: gateway, IPAddress: '198.51.100.2' } };
  return {
    State: { ExitCode: 0 },
    Config: { Env: env },
    HostConfig: { NetworkMode: mode },
    NetworkSettings: { Networks },
  };
}

const ended = (code: number) => ({ code, signal: null, stdout: '', stderr: '', timedOut: false });

function places(builder: Partial<Builder>, run: Run = async () => ended(0)) {
  const given = { name: 'mine', driver: 'docker-container', isNear: false, path: 'layout', created: true } as const;
  const log = recordingLog();
  const env = {
    ...envOf({ images: 'acme/api', 'cache-from': 'type=gha,scope=x' }),
    DOCKER_HOST: `unix://${folder}/docker.sock`,
  };
  const machine = { env, log, run, now: Date.now, sleep: async () => {}, signal: new AbortController().signal };
  const nodes = nodesOf('mine', { buildxConfig: folder, readFile: readIfThere });
  const site = {
    builder: builderInUse({ ...given, ...builder }, {}, nodes),
    engine: localEngine(`${folder}/docker.sock`),
  };
  return { site, machine, log };
}

const SERVICE: Service = { version: 2, url: 'http://127.0.0.1:9/', token: 'a.b.c', readOnly: undefined };

test.each<[string, Partial<Builder>, () => object | undefined, string | undefined]>([
  ["the engine's own", { driver: 'docker', isNear: true }, () => undefined, '127.0.0.1'],
  ['a container of a bridge', {}, () => inNetwork('198.51.100.1'), '198.51.100.1'],
  ['a container without a network of its own', {}, () => inNetwork('', 'host'), '127.0.0.1'],
  ['a container of a network without a gateway', {}, () => inNetwork('', 'none'), undefined],
  ['a container that has a proxy', {}, () => inNetwork('198.51.100.1', 'bridge', ['https_proxy=http://p']), undefined],
  ['one that is not here', {}, () => undefined, undefined],
  ['one of another driver', { driver: 'remote' }, () => inNetwork('198.51.100.1'), undefined],
  ['an engine that is not near', { driver: 'docker' }, () => inNetwork('198.51.100.1'), undefined],
])('the address at which a builder reaches us: %s', async (_, builder, known, address) => {
  container = known();
  const { site, machine } = places(builder);
  expect((await routeFromBuilder(site, machine))?.address).toBe(address);
});

test.each<[string, Run, boolean]>([
  ['that does', async () => ended(0), true],
  ['that does not', async () => ended(1), false],
  ['without the means to try', async () => ended(127), false],
  ['that cannot be asked any more', () => Promise.reject(new Error('cancelled')), false],
])('a relay is used by a builder %s reach it', async (_, run, isUsed) => {
  container = inNetwork('127.0.0.1');
  const before = listening();
  const { site, machine, log } = places({}, run);
  const relay = await relayFor(readInputs(machine.env), site, SERVICE, machine);
  expect(relay !== undefined).toBe(isUsed);
  await relay?.end(true);
  expect(log.lines.filter(line => !/^(?:debug|mask): /.test(line))).toEqual([]);
  await until(() => listening() === before);
});

test('the builder asks from its own container', async () => {
  const asked: string[][] = [];
  const { site, machine } = places({}, async (command, args) => {
    asked.push([command, ...args]);
    return ended(0);
  });
  const route = await routeFromBuilder(site, machine);
  expect(await route!.reaches('http://198.51.100.1:5/x')).toBe(true);
  expect(asked).toEqual([
    ['docker', 'exec', 'buildx_buildkit_mine0', ...'timeout 2 wget -q -O /dev/null http://198.51.100.1:5/x'.split(' ')],
  ]);
});

test.each([
  ['that has us on a network of its own', {}, MOUNTINFO, '198.51.100.2'],
  ['that asks a proxy', { HttpProxy: 'http://p' }, MOUNTINFO, undefined],
  ['of another machine', {}, '', undefined],
])('the address at which an engine reaches a job container: one %s', async (_, known, mountinfo, address) => {
  info = known;
  const { site, machine } = places({ driver: 'docker' });
  expect((await routeFromBuilder(site, machine, () => mountinfo))?.address).toBe(address);
});

test.each([
  ['Get "https://198.51.100.2:5/v2/": http: server gave HTTP response to HTTPS client', true],
  ['Get "https://198.51.100.2:5/v2/": dial tcp 198.51.100.2:5: connect: connection refused', false],
  ['', false],
])('an engine that answers a login with %j reaches it: %p', async (message, isReached) => {
  login = message;
  const { site, machine } = places({ driver: 'docker' });
  const route = await routeFromBuilder(site, machine, () => MOUNTINFO);
  expect(await route!.reaches('http://198.51.100.2:5/x')).toBe(isReached);
});

function listening(): number {
  return process.getActiveResourcesInfo().filter(name => name === 'TCPServerWrap').length;
}
