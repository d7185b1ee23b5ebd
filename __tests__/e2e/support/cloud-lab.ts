import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalRegistry, startRegistry } from '../../../scripts/registries/registry.ts';
import { type Beyond, type Cloud, HOSTS, startCloud } from '../../fakes/cloud/cloud.ts';
import type { Vault } from '../../fakes/cloud/double.ts';
import { registryToken } from '../../fakes/registry-real.ts';
import { type Lab, openLab } from './lab.ts';

/** Who issues the logins of each registry here. */
const KINDS = {
  ecr: { host: HOSTS.ecr, api: HOSTS.ecr, vault: (cloud: Cloud) => cloud.aws.vault },
  google: { host: HOSTS.google, api: HOSTS.google, vault: (cloud: Cloud) => cloud.google.vault },
  azure: { host: HOSTS.azure, api: HOSTS.azure, vault: (cloud: Cloud) => cloud.azure.vault },
  dockerHub: { host: 'docker.io', api: 'registry-1.docker.io', vault: (cloud: Cloud) => cloud.dockerHub.vault },
  quay: { host: HOSTS.quay, api: HOSTS.quay, vault: (cloud: Cloud) => cloud.quay.vault },
} as const;

export type Kind = keyof typeof KINDS;

/** The services of every cloud, and a real docker-registry at the address of one registry of each. */
export type CloudLab = Readonly<{
  lab: Lab;
  cloud: Cloud;
  /** The environment of a job that may ask for id tokens. */
  env: Readonly<Record<string, string>>;
  vaults: Readonly<Record<Kind, Vault>>;
  /** Issued tokens with their users and scopes, in order: `docker.io acme repository:acme/api:pull,push`. */
  tokens: readonly string[];
  /** Lifetime in seconds of the registries' own tokens, as announced to the client. */
  state: { life: number };
  /** The tags of a repository with their digests, read independently. */
  digestsOf(kind: Kind, path: string, tags: readonly string[]): Promise<Record<string, string | null>>;
  /** Starts another registry, which accepts tokens for the service of this name. */
  addRegistry(service: string, realm: string): Promise<void>;
  /** The address of a registry that was added. */
  added(service: string): string;
  /** A token for a request with a login of this vault; undefined otherwise. */
  tokenFor(vault: Vault, service: string, request: IncomingMessage, url: URL): Promise<string | undefined>;
  tagsOf(service: string, path: string): Promise<string[]>;
  close(): Promise<void>;
}>;

export async function openCloudLab(): Promise<CloudLab> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-tokens-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const files = ['-subj', '/CN=token', '-keyout', key, '-out', cert];
  execFileSync('openssl', ['req', '-x509', ...curve, ...files], { stdio: 'ignore' });
  const kinds = Object.entries(KINDS) as [Kind, (typeof KINDS)[Kind]][];
  const lab = await openLab(
    kinds.map(([, { api, host }]) => {
      const token = { realm: `https://${api}/token`, service: host, issuer: 'tests', rootcertbundle: cert };
      const http = { addr: '127.0.0.1:0', secret: 'harbour', relativeurls: true };
      return { auth: 'custom' as const, config: { auth: { token }, http } };
    }),
  );
  const registryOf = (kind: Kind): LocalRegistry => lab.registries[kinds.findIndex(([name]) => name === kind)]!;
  const tokens: string[] = [];
  const state = { life: 300 };
  const pem = readFileSync(key, 'utf8');

  const signFor = (service: string, user: string, scopes: readonly string[]) => {
    const access = scopes.map(scope => {
      const [, type, name, actions = ''] = /^(\w+):(.+):([^:]+)$/.exec(scope) ?? [];
      return { type, name, actions: actions.split(',') };
    });
    const now = Math.floor(Date.now() / 1000);
    const times = { iat: now, nbf: now - 10, exp: now + 300 };
    return registryToken({ iss: 'tests', aud: service, sub: user, jti: randomUUID(), access, ...times }, pem);
  };

  const beyond: Beyond = (host, request, response) => {
    const [kind] = kinds.find(([, { api }]) => api === host) ?? [];
    if (kind === undefined) return false;
    const url = new URL(request.url ?? '', `https://${host}`);
    if (url.pathname === '/token') giveToken(kind, request, response, url);
    else forward(registryOf(kind).host, request, response);
    return true;
  };

  const giveToken = (kind: Kind, request: IncomingMessage, response: ServerResponse, url: URL) => {
    const { host, vault } = KINDS[kind];
    void tokenFor(vault(cloud), host, request, url).then(token => {
      if (token === undefined) return void response.writeHead(401).end('{"details":"incorrect username or password"}');
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ token, expires_in: state.life }));
    });
  };

  /** By GET with Basic, or by POST with a form, as BuildKit does. */
  const tokenFor: CloudLab['tokenFor'] = async (vault, service, request, url) => {
    const body: Buffer[] = [];
    for await (const chunk of request) body.push(chunk as Buffer);
    const form = request.method === 'POST' ? new URLSearchParams(Buffer.concat(body).toString()) : url.searchParams;
    const login = Buffer.from((request.headers.authorization ?? '').replace('Basic ', ''), 'base64').toString();
    const user = form.get('username') ?? login.slice(0, login.indexOf(':'));
    const password = form.get('password') ?? login.slice(login.indexOf(':') + 1);
    if (form.get('service') !== service || !vault.takes(user, password)) return undefined;
    const scopes = form.getAll('scope').flatMap(scope => scope.split(' '));
    tokens.push([service, user, ...scopes].join(' '));
    return signFor(service, user, scopes);
  };
  const more = new Map<string, LocalRegistry>();
  const added = (service: string): string => more.get(service)!.host;

  const cloud = await startCloud(beyond);
  const vaults = Object.fromEntries(kinds.map(([kind, { vault }]) => [kind, vault(cloud)])) as CloudLab['vaults'];
  return {
    lab,
    cloud,
    env: { ...cloud.env, NODE_EXTRA_CA_CERTS: cloud.caFile },
    vaults,
    tokens,
    state,
    async digestsOf(kind, path, tags) {
      const token = signFor(KINDS[kind].host, 'witness', [`repository:${path}:pull`]);
      const accept = 'application/vnd.oci.image.index.v1+json';
      const headers = { authorization: `Bearer ${token}`, accept };
      const read = async (tag: string) => {
        const answer = await fetch(`http://${registryOf(kind).host}/v2/${path}/manifests/${tag}`, { headers });
        return [tag, answer.headers.get('docker-content-digest')] as const;
      };
      return Object.fromEntries(await Promise.all(tags.map(read)));
    },
    async addRegistry(service, realm) {
      const token = { realm, service, issuer: 'tests', rootcertbundle: cert };
      const http = { addr: '127.0.0.1:0', secret: 'harbour', relativeurls: true };
      more.set(service, await startRegistry({ auth: 'custom', config: { auth: { token }, http } }));
    },
    added,
    tokenFor,
    async tagsOf(service, path) {
      const headers = { authorization: `Bearer ${signFor(service, 'witness', [`repository:${path}:pull`])}` };
      const answer = await fetch(`http://${added(service)}/v2/${path}/tags/list`, { headers });
      const { tags } = (await answer.json()) as { tags?: string[] };
      return tags ?? [];
    },
    async close() {
      await Promise.all([cloud.close(), lab.close(), ...[...more.values()].map(registry => registry.stop())]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Forwards a request to a registry unchanged. */
export function forward(host: string, request: IncomingMessage, response: ServerResponse): void {
  const { method, url: path, headers } = request;
  const upstream = httpRequest(`http://${host}${path}`, { method, headers }, answer => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  upstream.on('error', () => response.destroy());
  request.pipe(upstream);
}
