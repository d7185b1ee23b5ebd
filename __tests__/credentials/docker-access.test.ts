import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CERTIFICATES, withCertificates } from '../../src/builder/node-certs.ts';
import { createDockerAccess } from '../../src/credentials/docker-access.ts';
import { ignoredConfig, readUserConfigs } from '../../src/credentials/user-config.ts';
import { dockerVariables } from '../../src/host/variables/docker.ts';
import { DEFAULT_NODE } from '../../src/inputs/build/builder-spec.ts';
import type { Credential } from '../../src/registry/auth/credential.ts';

let root: string;
let folder: string;
let user: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'docker-access-'));
  [folder, user] = [join(root, 'run'), join(root, 'home', '.docker')];
  for (const dir of [folder, join(user, 'contexts/meta')]) mkdirSync(dir, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const base64 = (text: string) => Buffer.from(text).toString('base64');
const ours = new Map<string, Credential>([
  ['ghcr.io', { kind: 'basic', username: 'me', password: 'our-secret' }],
  ['docker.io', { kind: 'identity', username: 'hub', identityToken: 'our-token' }],
  ['r.example', { kind: 'bearer', token: 'our-bearer' }],
]);
const ourAuths = {
  'ghcr.io': { auth: base64('me:our-secret') },
  'https://index.docker.io/v1/': { auth: base64('hub:'), identitytoken: 'our-token' },
  'r.example': { registrytoken: 'our-bearer' },
};

async function create(config?: object, env: Record<string, string> = {}, credentials = ours) {
  if (config !== undefined) writeFileSync(join(user, 'config.json'), JSON.stringify(config));
  const all = { HOME: join(root, 'home'), ...env };
  const docker = dockerVariables(all);
  const userConfigs = await readUserConfigs(docker);
  const made = await createDockerAccess({
    folder,
    user: docker,
    keys: join(folder, CERTIFICATES),
    userConfigs,
    env: all,
    credentials,
  });
  return { ...made, config: () => JSON.parse(readFileSync(join(made.dir, 'config.json'), 'utf8')) };
}

/** Every file of a tree with its content, links as links. */
function snapshot(dir: string): Record<string, string> {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries.map(each => {
      const path = join(each.parentPath, each.name);
      return [path, `${lstatSync(path).mode.toString(8)} ${each.isFile() ? readFileSync(path, 'utf8') : ''}`];
    }),
  );
}

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('the folder', () => {
  test('is only accessible to this user, whatever the umask', async () => {
    const before = process.umask(0);
    try {
      const { dir, hide, show } = await create({ credsStore: 'x' });
      expect(dir).toBe(join(folder, 'docker'));
      for (const step of [() => {}, hide, show]) {
        await step();
        expect(modeOf(dir)).toBe('700');
        for (const each of readdirSync(dir, { withFileTypes: true })) {
          if (each.isFile()) expect([each.name, modeOf(join(dir, each.name))]).toEqual([each.name, '600']);
        }
      }
    } finally {
      process.umask(before);
    }
  });

  test("leaves the user's config unchanged, and links to everything else there", async () => {
    for (const dir of ['cli-plugins', 'buildx', 'trust']) mkdirSync(join(user, dir));
    for (const file of ['ca.pem', '.token_seed', 'config.json123']) writeFileSync(join(user, file), file);
    writeFileSync(join(user, 'contexts/meta/x'), 'context');
    writeFileSync(join(user, 'config.json'), '{ "auths": {},\n"currentContext" : "mine"}');
    const before = snapshot(user);
    const { dir, hide, show, dispose } = await create();
    const links = readdirSync(dir).filter(name => lstatSync(join(dir, name)).isSymbolicLink());
    expect(links.sort()).toEqual(['buildx', 'ca.pem', 'cli-plugins', 'contexts', 'trust']);
    expect(readFileSync(join(dir, 'contexts/meta/x'), 'utf8')).toBe('context');
    await hide();
    await show();
    await dispose();
    await dispose();
    expect(snapshot(user)).toEqual(before);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('works without a config folder of the user', async () => {
    rmSync(join(root, 'home'), { recursive: true });
    const { config } = await create();
    expect(config()).toEqual({ auths: ourAuths });
  });

  test('writes nothing through a link', async () => {
    writeFileSync(join(user, '.config.json.new'), '');
    const { config } = await create({});
    expect(config().auths).toEqual(ourAuths);
    expect(readFileSync(join(user, '.config.json.new'), 'utf8')).toBe('');
  });
});

describe('config.json', () => {
  test("keeps the user's settings and other logins; ours win over theirs", async () => {
    const theirs = {
      currentContext: 'mine',
      proxies: { default: { httpProxy: 'http://p' } },
      HttpHeaders: { 'X-A': 'b' },
      aliases: { builder: 'buildx' },
    };
    const auths = {
      'https://ghcr.io/v1/': { auth: base64('old:pw') },
      'index.docker.io': { auth: base64('old:pw') },
      'quay.io': { auth: base64('kept:pw') },
    };
    const { config } = await create({ ...theirs, auths });
    expect(config()).toEqual({ ...theirs, auths: { 'quay.io': auths['quay.io'], ...ourAuths } });
  });

  test('an empty helper name lets ours win over a store', async () => {
    const { config } = await create({ credsStore: 'pass', credHelpers: { 'gcr.io': 'gcloud' } });
    const empty = { 'ghcr.io': '', 'https://index.docker.io/v1/': '', 'r.example': '' };
    expect(config()).toMatchObject({ credsStore: 'pass', credHelpers: { 'gcr.io': 'gcloud', ...empty } });
  });

  test('and over a helper of the same host, however it is spelled', async () => {
    const { config } = await create({ credHelpers: { 'docker.io': 'x', 'ghcr.io': 'y', 'gcr.io': 'gcloud' } });
    expect(config().credHelpers).toEqual({ 'gcr.io': 'gcloud', 'ghcr.io': '', 'https://index.docker.io/v1/': '' });
  });

  test('DOCKER_AUTH_CONFIG is merged, below ours and above the file', async () => {
    const auth = (user: string) => ({ auth: base64(`${user}:pw`) });
    const DOCKER_AUTH_CONFIG = JSON.stringify({ auths: { 'quay.io': auth('env'), 'ghcr.io': auth('env') } });
    const { config, env } = await create(
      { auths: { 'quay.io': auth('file'), a: auth('file') } },
      { DOCKER_AUTH_CONFIG },
    );
    expect(config().auths).toEqual({ a: auth('file'), 'quay.io': auth('env'), ...ourAuths });
    expect(env).not.toHaveProperty('DOCKER_AUTH_CONFIG');
  });

  test("while hidden, it holds no login but still the user's engine; afterwards, it is restored", async () => {
    const config = {
      auths: { 'quay.io': { auth: base64('u:their-secret') } },
      currentContext: 'mine',
      credsStore: 'x',
    };
    const made = await create(config);
    const before = snapshot(made.dir);
    await made.hide();
    expect(made.config()).toEqual({ currentContext: 'mine', credsStore: 'x' });
    const all = JSON.stringify(snapshot(made.dir));
    for (const each of ['their-secret', 'our-secret', 'our-token', 'our-bearer']) {
      for (const form of [each, base64(`me:${each}`), base64(`u:${each}`)]) expect(all).not.toContain(form);
    }
    await made.show();
    expect(snapshot(made.dir)).toEqual(before);
  });

  test('while hidden, the keys of remote builders next to it are gone too', async () => {
    const { hide, show } = await create();
    const endpoint = 'tcp://builder.example:1234';
    const env = { BUILDER_NODE_0_AUTH_TLS_KEY: 'the-builders-key' };
    const [node] = await withCertificates([{ ...DEFAULT_NODE, endpoint }], env, folder);
    const path = node!.driverOpts[0]!.replace('key=', '');
    await hide();
    expect(JSON.stringify(snapshot(folder))).not.toContain('the-builders-key');
    await show();
    expect(readFileSync(path, 'utf8')).toBe('the-builders-key');
  });
});

test('the environment for docker children', async () => {
  const secret = { INPUT_PASSWORD: 'x', ACTIONS_RUNTIME_TOKEN: 'x', DOCKER_AUTH_CONFIG: '{}' };
  const { env, dir, dispose } = await create({}, { ...secret, PATH: '/bin', HTTP_PROXY: 'p', DOCKER_HOST: 'h' });
  const HOME = join(root, 'home');
  const BUILDX_CONFIG = join(user, 'buildx');
  expect(env).toEqual({ HOME, PATH: '/bin', HTTP_PROXY: 'p', DOCKER_HOST: 'h', DOCKER_CONFIG: dir, BUILDX_CONFIG });
  await dispose();
  const other = await create({}, { BUILDX_CONFIG: '/elsewhere', DOCKER_CONFIG: user });
  expect(other.env).toMatchObject({ BUILDX_CONFIG: '/elsewhere', DOCKER_CONFIG: other.dir });
});

describe("reading the user's config", () => {
  test.each([
    [
      'a file that is no JSON',
      () => writeFileSync(join(user, 'config.json'), 'secret'),
      /config\.json is not a JSON object$/,
    ],
    [
      'a folder in its place',
      () => mkdirSync(join(user, 'config.json')),
      /cannot read .*config\.json: it is not a regular file$/,
    ],
  ])('%s is reported by name, and is an error where it is needed', async (_, make, message) => {
    make();
    const { file, unreadable } = await readUserConfigs(dockerVariables({ DOCKER_CONFIG: user }));
    expect(unreadable).toMatchObject({ code: 'RUNNER_UNUSABLE', message: expect.stringMatching(message) });
    expect(unreadable?.hint).not.toBe('');
    expect(file.problems).toEqual([]);
    expect([file.auths.size, file.raw]).toEqual([0, {}]);
  });

  test('a bad DOCKER_AUTH_CONFIG too; the file beside it is used', async () => {
    writeFileSync(join(user, 'config.json'), '{"credsStore":"pass"}');
    const read = await readUserConfigs(
      dockerVariables({ DOCKER_CONFIG: user, DOCKER_AUTH_CONFIG: '{"auths": {"secret' }),
    );
    expect(ignoredConfig(read)).toEqual(['DOCKER_AUTH_CONFIG is not a JSON object; its logins are ignored']);
    expect([read.file.credsStore, read.file.problems]).toEqual(['pass', []]);
  });
});
