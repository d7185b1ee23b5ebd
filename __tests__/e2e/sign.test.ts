import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import { manifest, tagsOf } from '../../scripts/registries/client.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { ACCOUNT, type OciRegistry, startOciRegistry } from '../fakes/oci-registry.ts';
import { type FakeSigstore, IDENTITY, ISSUER, startSigstore } from '../fakes/sigstore.ts';
import { annotationsOf, expectGreen } from './support/checks.ts';
import { type Cosign, openCosign } from './support/cosign.ts';
import { dockerfile } from './support/images.ts';
import { type Inputs, type JobOptions, type Lab, leaksOf, openLab, type Run, registriesInput } from './support/lab.ts';

/** What the action signs, the real cosign verifies: in a registry without the referrers API, and in one with it. */

const PASSWORD = 'ahoy-there';

let lab: Lab;
let workspace: Workspace;
let plain: LocalRegistry;
let withApi: OciRegistry;
let cosign: Cosign;
const stores = new Map<1 | 2, FakeSigstore>();

beforeAll(async () => {
  lab = await openLab([{}]);
  [plain] = lab.registries as [LocalRegistry];
  withApi = await startOciRegistry({ subjects: true });
  cosign = openCosign([...lab.registries, { host: withApi.host, ...ACCOUNT }]);
  workspace = await lab.workspace({ Dockerfile: dockerfile('RUN echo ahoy > /hello') });
  for (const rekor of [1, 2] as const) {
    const store = await startSigstore({ rekor });
    stores.set(rekor, store);
    writeFileSync(join(workspace.folder, `signing-${rekor}.json`), store.signingConfig);
    writeFileSync(join(workspace.folder, `root-${rekor}.json`), store.trustedRoot);
  }
});
afterAll(async () => {
  cosign?.close();
  await Promise.all([lab?.close(), withApi?.close(), ...[...stores.values()].map(store => store.close())]);
});

const services = (rekor: 1 | 2) => ({
  'signing-config': `signing-${rekor}.json`,
  'trusted-root': `root-${rekor}.json`,
});

function publish(path: string, inputs: Inputs, options: JobOptions = {}): Promise<Run> {
  const given = {
    images: path,
    registries: registriesInput([plain, { ...plain, host: withApi.host, ...ACCOUNT }]),
    tags: 'type=raw,value=1.2.3',
    platforms: 'linux/amd64,linux/arm64',
    ...inputs,
  };
  return lab.publish(workspace, given, { event: events.push({ sha: workspace.sha }), ...options });
}

/** The image as anybody may name it, in both registries: by its tag, its digest, and the digest of each platform. */
async function namesOf(path: string): Promise<readonly string[]> {
  const index = (await manifest(plain, path, '1.2.3'))!;
  const platforms = index.json.manifests!.filter(child => child.platform?.architecture !== 'unknown');
  const digests = [index.digest, ...platforms.map(child => child.digest)];
  const names = [plain.host, withApi.host].map(host => `${host}/${path}`);
  return names.flatMap(name => [`${name}:1.2.3`, ...digests.map(digest => `${name}@${digest}`)]);
}

async function expectVerified(path: string, ...args: readonly string[]): Promise<void> {
  const names = await namesOf(path);
  expect(names).toHaveLength(8);
  // The one lists its signatures by a tag, the other by the API.
  expect((await tagsOf(plain, path)).some(tag => tag.startsWith('sha256-'))).toBe(true);
  expect(withApi.seen.filter(line => line.startsWith(`PUT /v2/${path}/manifests/sha256-`))).toEqual([]);
  for (const name of names) {
    const { code, stderr } = await cosign.run('verify', ...args, name);
    expect([name, code, code === 0 ? '' : stderr]).toEqual([name, 0, '']);
  }
}

describe.each([1, 2] as const)('with Rekor v%i', rekor => {
  test('keyless: cosign verifies tag, index and platforms in every registry', async () => {
    const store = stores.get(rekor)!;
    const run = await publish(
      `acme/keyless-${rekor}`,
      { sign: 'keyless', ...services(rekor) },
      { job: { env: store.env } },
    );
    expectGreen(run);
    expect(run.main.outputs.signed).toBe('true');
    const root = ['--trusted-root', cosign.file(`root-${rekor}.json`, store.trustedRoot)];
    const by = ['--certificate-identity', IDENTITY, '--certificate-oidc-issuer', ISSUER];
    await expectVerified(`acme/keyless-${rekor}`, ...root, ...by);
    const wrong = ['--certificate-identity', `${IDENTITY}x`, '--certificate-oidc-issuer', ISSUER];
    const [name = ''] = await namesOf(`acme/keyless-${rekor}`);
    expect((await cosign.run('verify', ...root, ...wrong, name)).code).not.toBe(0);
    expect(leaksOf(run, [store.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN!, store.token('sigstore').split('.')[2]!])).toEqual(
      [],
    );
  });

  test("cosign's own key", async () => {
    const { key, pub } = await cosign.newKey(`own-${rekor}`, PASSWORD);
    const secret = readFileSync(key, 'utf8');
    const given = { sign: 'key', 'sign-key': secret, 'sign-key-password': PASSWORD, ...services(rekor) };
    const run = await publish(`acme/key-${rekor}`, given);
    expectGreen(run);
    const root = ['--trusted-root', cosign.file(`root-${rekor}.json`, stores.get(rekor)!.trustedRoot)];
    await expectVerified(`acme/key-${rekor}`, ...root, '--key', pub);
    expect(leaksOf(run, [PASSWORD, secret.split('\n')[3]!])).toEqual([]);
  });
});

test('a key without a log, from a file; the summary has the command that verifies the image', async () => {
  const { key, pub } = await cosign.newKey('bare', '');
  writeFileSync(join(workspace.folder, 'bare.key'), readFileSync(key));
  const event = { event: events.push({ sha: workspace.sha, private: true }) };
  const run = await publish('acme/bare', { sign: 'key', 'sign-key': 'bare.key' }, event);
  expectGreen(run);
  await expectVerified('acme/bare', '--key', pub, '--insecure-ignore-tlog=true');
  const command = /^\$ cosign (verify .*)$/m.exec(run.main.summary)?.[1] ?? '';
  const args = command.replace('cosign.pub', pub).split(' ');
  expect((await cosign.run(...args)).code).toBe(0);
  const bundle = JSON.parse(readFileSync(run.main.outputs.bundle!, 'utf8')) as { mediaType: string };
  expect(bundle.mediaType).toBe('application/vnd.dev.sigstore.bundle.v0.3+json');
});

test('what cannot be signed is not built, and no tag is written', async () => {
  const given = { sign: 'key', 'sign-key': 'no-such.key', ...services(1) };
  const run = await publish('acme/unsigned', given);
  expect(run.conclusion).toBe('failure');
  expect(annotationsOf(run, 'error').join('\n')).toContain('`sign-key` is neither a PEM key nor the path of one');
  const noToken = await publish('acme/unsigned', { sign: 'keyless', ...services(1) });
  expect(annotationsOf(noToken, 'error').join('\n')).toContain('this job cannot get an id token');
  expect(await tagsOf(plain, 'acme/unsigned')).toEqual([]);
});
