import { readFileSync } from 'node:fs';
import { connect, createServer as createPlainServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { command } from '../../scripts/command.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { firstRows } from '../full.ts';
import { annotationsOf, digestsOf, expectGreen } from './support/checks.ts';
import { dockerfile } from './support/images.ts';
import { type Lab, leaksOf, openLab } from './support/lab.ts';
import { type ForwardProxy, startProxy } from './support/tinyproxy.ts';

/** Loopback never goes through a proxy, so the registry needs another address of this machine. */
const ADDRESS = Object.values(networkInterfaces())
  .flat()
  .find(each => each?.family === 'IPv4' && !each.internal)!.address;
const ACCOUNT = { username: 'bosun', password: 'hawser7f3c91d2' };

let lab: Lab;
let registry: LocalRegistry;
let open: ForwardProxy;
let closed: ForwardProxy;
let plain: string;
let tls: string;
let ca: string;
const servers: Server[] = [];
beforeAll(async () => {
  [lab, open, closed] = await Promise.all([openLab([{}]), startProxy(), startProxy(ACCOUNT)]);
  registry = lab.registries[0]!;
  const { key, cert } = await certificate(lab.busybox);
  ca = cert;
  plain = await listen(createPlainServer(socket => void toRegistry(socket)));
  tls = await listen(createTlsServer({ key, cert }, socket => void toRegistry(socket)));
});
afterAll(async () => {
  for (const server of servers) server.close();
  await Promise.all([open?.stop(), closed?.stop()]);
  await lab?.close();
});

function toRegistry(socket: NodeJS.ReadWriteStream): void {
  const [host, port] = registry.host.split(':') as [string, string];
  const below = connect(Number(port), host);
  for (const one of [socket, below]) one.on('error', () => {});
  socket.pipe(below).pipe(socket);
}

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, ADDRESS, resolve));
  return `${ADDRESS}:${(server.address() as { port: number }).port}`;
}

/** A certificate for ADDRESS that is its own authority. */
async function certificate(folder: string): Promise<{ key: string; cert: string }> {
  const [key, cert] = [join(folder, '../key.pem'), join(folder, '../cert.pem')];
  const subject = ['-subj', '/CN=harbour', '-addext', `subjectAltName=IP:${ADDRESS}`];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  await command('openssl', ['req', '-x509', ...kind, ...subject, '-keyout', key, '-out', cert]);
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}

type Case = Readonly<{
  env: () => Record<string, string>;
  host: () => string;
  entry: () => object;
  through: RegExp | null;
}>;

const at = ({ host }: ForwardProxy, account = '') => `http://${account}${host}`;
const insecure = { host: () => plain, entry: () => ({ insecure: true }) };
const secure = { host: () => tls, entry: () => ({ ca }) };
/** The requests of a whole publish through the proxy. */
const WHOLE = { plain: /^PUT http:\/\/\S+\/v2\/acme\/proxy\S*\/manifests\/1\.0$/, tls: /^CONNECT / };

const CASES: Readonly<Record<string, Case>> = {
  'https_proxy, registry on https': { ...secure, env: () => ({ https_proxy: at(open) }), through: WHOLE.tls },
  'HTTP_PROXY, registry on plain http': { ...insecure, env: () => ({ HTTP_PROXY: at(open) }), through: WHOLE.plain },
  'HTTPS_PROXY with an account': {
    ...secure,
    env: () => ({ HTTPS_PROXY: at(closed, `${ACCOUNT.username}:${ACCOUNT.password}@`) }),
    through: WHOLE.tls,
  },
  'NO_PROXY names the registry': {
    ...secure,
    env: () => ({ HTTPS_PROXY: at(open), HTTP_PROXY: at(open), NO_PROXY: `example.com,${ADDRESS}` }),
    through: null,
  },
  'no_proxy names something else': {
    ...secure,
    env: () => ({ HTTPS_PROXY: at(open), no_proxy: 'example.com' }),
    through: WHOLE.tls,
  },
};

test.each(firstRows(1, Object.entries(CASES)))('%s', async (name, { env, host, entry, through }) => {
  for (const proxy of [open, closed]) proxy.requests();
  const path = `acme/proxy-${Object.keys(CASES).indexOf(name)}`;
  const { username, password } = registry;
  const run = await lab.publish(
    await lab.workspace({ Dockerfile: dockerfile(`RUN echo ${path} > /hello`) }),
    {
      images: path,
      registries: stringify([{ registry: host(), username, password, ...entry() }]),
      tags: 'type=raw,value=1.0',
      // The test's own commands keep the proxy; Docker's config says what containers get.
      test: 'docker run --rm "$IMAGE" >/dev/null',
    },
    { job: { env: env(), debug: true } },
  );

  expectGreen(run);
  expect(await digestsOf(registry, path)).toEqual({ '1.0': run.main.outputs.digest });
  const requests = [...open.requests(), ...closed.requests()].filter(line => line.includes(host()));
  if (through === null) expect(requests).toEqual([]);
  else expect(requests).toContainEqual(expect.stringMatching(through));
  expect(leaksOf(run, [password, ACCOUNT.password])).toEqual([]);
});

test('a proxy that refuses, and a missing one, are reported as such, without their password', async () => {
  const wrong = `${ACCOUNT.username}:${ACCOUNT.password}x`;
  const { username, password } = registry;
  const fails = async (proxy: string) => {
    const run = await lab.publish(
      await lab.workspace({ Dockerfile: dockerfile() }),
      {
        images: 'acme/refused',
        registries: stringify([{ registry: tls, username, password, ca }]),
        tags: 'type=raw,value=1.0',
        retries: '0',
      },
      { job: { env: { HTTPS_PROXY: proxy }, debug: true } },
    );
    expect(run.conclusion).toBe('failure');
    expect(leaksOf(run, [password, ACCOUNT.password])).toEqual([]);
    return annotationsOf(run, 'error').join();
  };
  expect(await fails(at(closed, `${wrong}@`))).toMatch(/proxy.*40[17]|40[17].*proxy/is);
  expect(await fails(`http://${wrong}@127.0.0.1:9`)).toMatch(/the proxy 127\.0\.0\.1:9 cannot be reached/);
});
