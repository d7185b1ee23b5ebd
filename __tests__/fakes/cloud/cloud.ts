import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Aws, fakeAws } from './aws.ts';
import { type Azure, fakeAzure } from './azure.ts';
import type { Asked, Clock, Reply } from './double.ts';
import { fakeGithub, type Github } from './github.ts';
import { fakeGoogle, type Google } from './google.ts';
import { type DockerHub, fakeDockerHub, fakeJfrog, fakeQuay, type Jfrog, type Quay } from './registries.ts';

/** Registries of each kind. */
export const HOSTS = {
  ecr: '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
  ecrPublic: 'public.ecr.aws',
  google: 'europe-docker.pkg.dev',
  azure: 'acme.azurecr.io',
  dockerHub: 'dhi.io',
  quay: 'quay.io',
  jfrog: 'acme.jfrog.io',
} as const;

/** Answers requests for unknown hosts; false if it doesn't either. */
export type Beyond = (host: string, request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * GitHub's id tokens and every service that accepts them, at their real addresses: a proxy directs every address to them,
 * with a certificate issued by `ca`. Anything sent elsewhere is listed in `strays`.
 */
export type Cloud = Readonly<{
  github: Github;
  aws: Aws;
  google: Google;
  azure: Azure;
  dockerHub: DockerHub;
  quay: Quay;
  jfrog: Jfrog;
  clock: Clock;
  ca: string;
  caFile: string;
  /** Only HTTPS_PROXY. */
  proxy: Readonly<Record<string, string>>;
  /** HTTPS_PROXY, and the variables of a job with `id-token: write`. */
  env: Readonly<Record<string, string>>;
  /** `METHOD https://host/path` of every request, in order. */
  requests: readonly string[];
  strays: readonly string[];
  /** The maximum number of concurrent requests. */
  most(): number;
  close(): Promise<void>;
}>;

export async function startCloud(beyond: Beyond = () => false): Promise<Cloud> {
  const clock: Clock = { now: undefined };
  const github = fakeGithub(clock);
  const aws = fakeAws(clock, github);
  const google = fakeGoogle(clock, github);
  const azure = fakeAzure(clock, github, [HOSTS.azure, 'acme.azurecr.cn', 'acme.azurecr.us']);
  const dockerHub = fakeDockerHub(clock, github);
  const quay = fakeQuay(clock, github, HOSTS.quay);
  const jfrog = fakeJfrog(clock, github, HOSTS.jfrog);
  const services = [github, aws, google, azure, dockerHub, quay, jfrog];
  const names = [
    ...services.flatMap(({ hosts }) => hosts),
    ...Object.values(HOSTS),
    'auth.docker.io',
    'registry-1.docker.io',
  ];
  const { folder, ca, key, cert } = certificates([...new Set(names)]);
  const requests: string[] = [];
  const strays: string[] = [];
  const load = { now: 0, most: 0 };

  const front = createServer({ key, cert }, (request, response) => {
    const { method = '', url: target = '' } = request;
    const url = new URL(target, `https://${request.headers.host}`);
    requests.push(`${method} ${url.origin}${url.pathname}`);
    load.now += 1;
    load.most = Math.max(load.most, load.now);
    response.on('close', () => {
      load.now -= 1;
    });
    const service = services.find(({ hosts }) => hosts.includes(url.host));
    const isForService = service !== undefined && !url.pathname.startsWith('/v2/') && url.pathname !== '/token';
    if (!isForService && beyond(url.host, request, response)) return;
    void readAll(request).then(body => {
      const asked: Asked = { method, url, headers: request.headers, body };
      const reply: Reply = service?.double(asked) ?? { status: 404, body: 'no such page' };
      response.writeHead(reply.status, { date: new Date(clock.now ?? Date.now()).toUTCString(), ...reply.headers });
      response.end(reply.body);
    });
  });
  const proxy = createHttpServer();
  const sockets = new Set<Socket>();
  proxy.on('connect', (request, socket: Socket) => {
    const host = (request.url ?? '').replace(/:443$/, '');
    if (!names.includes(host)) strays.push(host);
    const upstream = connect((front.address() as AddressInfo).port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket);
      socket.pipe(upstream);
    });
    for (const one of [socket, upstream]) {
      sockets.add(one);
      one.on('error', () => {}).on('close', () => sockets.delete(one));
    }
  });
  await Promise.all([front, proxy].map(server => new Promise<void>(ready => server.listen(0, '127.0.0.1', ready))));
  const proxyEnv = { HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` };
  return {
    ...{ github, aws, google, azure, dockerHub, quay, jfrog, clock, ca, requests, strays },
    caFile: join(folder, 'ca.pem'),
    proxy: proxyEnv,
    env: { ...proxyEnv, ...github.env },
    most: () => load.most,
    async close() {
      for (const socket of sockets) socket.destroy();
      front.closeAllConnections();
      await Promise.all([front, proxy].map(server => new Promise(done => server.close(done))));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** A test authority, and a certificate for all of these names. */
function certificates(names: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-cloud-'));
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...key, '-days', '2', '-subj', '/CN=Cloud CA', '-keyout', at('ca.key'), '-out', at('ca.pem'));
  openssl('req', ...key, '-subj', '/CN=cloud', '-keyout', at('key.pem'), '-out', at('csr.pem'));
  writeFileSync(at('san'), `subjectAltName=${names.map(name => `DNS:${name}`).join(',')}\n`);
  const signer = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-set_serial', '1', '-days', '2', '-extfile', at('san')];
  openssl('x509', '-req', '-in', at('csr.pem'), ...signer, '-out', at('cert.pem'));
  const read = (name: string) => readFileSync(at(name), 'utf8');
  return { folder, ca: read('ca.pem'), key: read('key.pem'), cert: read('cert.pem') };
}
