import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { command } from '../../scripts/command.ts';
import { type LocalRegistry, type RegistryOptions, startRegistry } from '../../scripts/registries/registry.ts';
import { fullTest } from '../full.ts';
import { annotationsOf, expectGreen } from './support/checks.ts';
import { type Inputs, type Lab, leaksOf, openLab, type Run, registriesInput } from './support/lab.ts';

/** Only root may configure the engine. */
const whenRoot = process.getuid?.() === 0 ? describe : describe.skip;

const BUILDKIT = /^buildkit\//;

let lab: Lab;
/** Where base images are. */
let origin: LocalRegistry;
let root: string;
let base = '';
const open: (() => unknown)[] = [];
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'slipway-mirrors-'));
  [lab, origin] = await Promise.all([openLab([{}]), startRegistry({ auth: 'none', memory: true })]);
});
afterAll(async () => {
  await Promise.all([lab?.close(), origin?.stop()]);
  rmSync(root, { recursive: true, force: true });
});
beforeEach(async () => {
  // Random bytes: no engine has them already.
  base = `base-${randomBytes(6).toString('hex')}`;
  const folder = join(root, base);
  mkdirSync(folder);
  writeFileSync(join(folder, 'content'), randomBytes(4096));
  await command('tar', ['-C', folder, '-cf', `${folder}.tar`, 'content']);
  const name = `${origin.host}/acme/${base}:1`;
  await command('crane', ['append', '--insecure', '-f', `${folder}.tar`, '-t', name]);
  const platform = `linux/${process.arch === 'arm64' ? 'arm64' : 'amd64'}`;
  await command('crane', ['mutate', '--insecure', '--set-platform', platform, '-t', name, name]);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map(close => close()));
});

/** A registry that fetches what it lacks from the other one. */
async function pullThrough(options: RegistryOptions = {}): Promise<LocalRegistry> {
  const config = { proxy: { remoteurl: `http://${origin.host}` } };
  const mirror = await startRegistry({ auth: 'none', memory: true, config, ...options });
  open.push(mirror.stop);
  return mirror;
}

/** A server with a custom answer to each request or connection. */
async function serve(server: net.Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  open.push(() => {
    if (server instanceof http.Server) server.closeAllConnections();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Requests for manifests and blobs of the base image by BuildKit. */
function asked(registry: LocalRegistry): string[] {
  const lines = registry.log().matchAll(/"([A-Z]+) (\/v2\/\S+) HTTP\/1\.1" (\d+) \d+ "[^"]*" "([^"]*)"/g);
  const mine = [...lines].filter(([, , path = '', , agent = '']) => path.includes(`/${base}/`) && BUILDKIT.test(agent));
  return mine.map(([, method, , status]) => `${method} ${status}`);
}

async function build(mirrors: string, more: Inputs = {}): Promise<Run> {
  const workspace = await lab.workspace({ Dockerfile: `FROM ${origin.host}/acme/${base}:1\nCOPY Dockerfile /x\n` });
  const inputs = {
    images: `acme/${base}`,
    registries: registriesInput(lab.registries),
    tags: 'type=raw,value=1',
    provenance: 'mode=max',
    mirrors: `${origin.host}=${mirrors}`,
    ...more,
  };
  return lab.publish(workspace, inputs);
}

/** The parts of an index, a manifest and a statement that are read here. */
type Document = Readonly<{
  manifests: readonly Readonly<{ digest: string; platform: Readonly<{ architecture: string }> }>[];
  layers: readonly Readonly<{ digest: string }>[];
  predicate: Readonly<{
    materials?: readonly Readonly<{ uri: string }>[];
    buildDefinition: Readonly<{ resolvedDependencies: readonly Readonly<{ uri: string }>[] }>;
  }>;
}>;

/** The origin of the base image, according to the published image's provenance. */
async function materials(run: Run): Promise<string[]> {
  const { host, username, password } = lab.registries[0]!;
  const auth = { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
  const get = async (path: string) => {
    const accept = 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json';
    return (
      await fetch(`http://${host}/v2/acme/${base}/${path}`, { headers: { ...auth, accept } })
    ).json() as Promise<Document>;
  };
  const index = await get(`manifests/${run.main.outputs.digest}`);
  const attestation = index.manifests.find(one => one.platform.architecture === 'unknown');
  const [layer] = (await get(`manifests/${attestation?.digest}`)).layers;
  const { predicate } = await get(`blobs/${layer?.digest}`);
  const all = predicate.materials ?? predicate.buildDefinition.resolvedDependencies;
  return all.map(({ uri }) => uri);
}

const certs = () => (existsSync('/etc/docker/certs.d') ? readdirSync('/etc/docker/certs.d') : []);

async function expectOriginal(run: Run): Promise<void> {
  expectGreen(run);
  expect(await materials(run)).toEqual([expect.stringContaining(`pkg:docker/${origin.host}/acme/${base}@1`)]);
  expect(certs()).not.toContain(origin.host);
}

whenRoot('mirrors of the engine', () => {
  test('a pull-through registry gives the base image, and the provenance names the original', async () => {
    const mirror = await pullThrough();
    const run = await build(mirror.host);
    await expectOriginal(run);
    expect(asked(mirror).length).toBeGreaterThan(0);
    expect(asked(origin)).toEqual([]);
    expect(run.main.annotations).toEqual([]);
    expect(run.log).toContain(`Base images of ${origin.host} come from ${mirror.host} first`);
  });

  test('its login comes from the same places', async () => {
    const mirror = await pullThrough({ auth: 'password' });
    const { host: registry, username, password } = mirror;
    const run = await build(registry, { 'registry-auth': stringify([{ registry, username, password }]) });
    await expectOriginal(run);
    expect(asked(mirror)).toContain('HEAD 200');
    expect(asked(origin)).toEqual([]);
    expect(leaksOf(run, [password])).toEqual([]);
  });

  fullTest('without its login it is skipped, with one notice', async () => {
    const mirror = await pullThrough({ auth: 'password' });
    const run = await build(mirror.host);
    await expectOriginal(run);
    expect(annotationsOf(run, 'notice')).toEqual([expect.stringContaining(`The mirror ${mirror.host} is skipped`)]);
    expect(asked(origin).length).toBeGreaterThan(0);
  });

  test('one that is down, one that is silent, one that is rate-limited: the next one, and a notice for each', async () => {
    const silent = await serve(net.createServer(socket => void socket.on('error', () => {})));
    const busy = await serve(
      http.createServer((_, response) => void response.writeHead(429, { 'retry-after': '3600' }).end()),
    );
    const down = await serve(http.createServer());
    await open.pop()!();
    const mirror = await pullThrough();
    const run = await build([down, silent, busy, mirror.host].join(', '));
    await expectOriginal(run);
    const notices = annotationsOf(run, 'notice');
    expect(notices).toHaveLength(3);
    for (const host of [down, silent, busy]) {
      expect(notices).toContainEqual(expect.stringContaining(`The mirror ${host} is skipped in this run: `));
    }
    expect(notices).toContainEqual(expect.stringMatching(/: no answer within 5 s$/));
    expect(asked(mirror).length).toBeGreaterThan(0);
    expect(asked(origin)).toEqual([]);
  });

  fullTest('all are down: the original', async () => {
    const down = await serve(http.createServer());
    await open.pop()!();
    const run = await build(down);
    await expectOriginal(run);
    expect(annotationsOf(run, 'notice')).toHaveLength(1);
    expect(asked(origin).length).toBeGreaterThan(0);
  });

  fullTest('one without such an image, and one that fails after the first request: the original', async () => {
    const empty = await startRegistry({ auth: 'none', memory: true });
    open.push(empty.stop);
    let count = 0;
    const moody = await serve(
      http.createServer((_, response) => {
        count += 1;
        response.writeHead(count === 1 ? 404 : 503).end();
      }),
    );
    const run = await build(`${empty.host},${moody}`);
    await expectOriginal(run);
    expect(run.main.annotations).toEqual([]);
    expect(asked(empty)).toContain('HEAD 404');
    expect(count).toBeGreaterThan(1);
    expect(asked(origin).length).toBeGreaterThan(0);
  });

  test("the engine's own configuration of a registry is left as it is", async () => {
    const folder = `/etc/docker/certs.d/${origin.host}`;
    mkdirSync(folder, { recursive: true });
    open.push(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'hosts.toml'), `server = "http://${origin.host}"\n`);
    const mirror = await pullThrough();
    const run = await build(mirror.host);
    expectGreen(run);
    expect(annotationsOf(run, 'notice')).toEqual([expect.stringContaining('already configures mirrors')]);
    expect(asked(mirror)).toEqual([]);
    expect(readdirSync(folder)).toEqual(['hosts.toml']);
  });

  fullTest('no base image comes from the registry: nothing is requested or configured', async () => {
    const mirror = await pullThrough();
    const run = await build('', { mirrors: `other.example=${mirror.host}` });
    await expectOriginal(run);
    expect(run.log).not.toContain(mirror.host);
    expect(mirror.log()).not.toContain('/v2/acme/');
  });
});
