import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import { manifest, tagsOf } from '../../scripts/registries/client.ts';
import { IDENTITY, ISSUER } from '../fakes/sigstore.ts';
import { fullTest } from '../full.ts';
import { annotationsOf, expectGreen } from './support/checks.ts';
import { leaksOf } from './support/lab.ts';
import { openSigningLab, type SigningLab } from './support/signing-lab.ts';

/** The real cosign verifies the action's signatures: in a registry without the referrers API, and in one with it. */

const PASSWORD = 'ahoy-there';

let signing: SigningLab;
beforeAll(async () => {
  signing = await openSigningLab();
});
afterAll(() => signing?.close());

/** By every name; the one registry lists the signatures by a tag, the other by the API. */
async function expectSigned(path: string, ...args: readonly string[]): Promise<void> {
  const { plain, withApi, namesOf, expectVerified } = signing;
  const names = await namesOf(path);
  expect(names).toHaveLength(8);
  expect((await tagsOf(plain, path)).some(tag => tag.startsWith('sha256-'))).toBe(true);
  expect(withApi.seen.filter(line => line.startsWith(`PUT /v2/${path}/manifests/sha256-`))).toEqual([]);
  await expectVerified(names, 'verify', ...args);
}

describe.each([1, 2] as const)('with Rekor v%i', rekor => {
  (rekor === 2 ? test : fullTest)('keyless: cosign verifies tag, index and platforms in every registry', async () => {
    const { publish, services, sigstore, byWorkflow, cosign, namesOf } = signing;
    const { env, token } = sigstore(rekor);
    const path = `acme/keyless-${rekor}`;
    const run = await publish(path, { sign: 'keyless', ...services(rekor) }, { job: { env } });
    expectGreen(run);
    expect(run.main.outputs.signed).toBe('true');
    await expectSigned(path, ...byWorkflow(rekor));
    const wrong = byWorkflow(rekor).map(arg => (arg === IDENTITY ? `${IDENTITY}x` : arg));
    const [name = ''] = await namesOf(path);
    expect((await cosign.run('verify', ...wrong, name)).code).not.toBe(0);
    const secrets = [env.ACTIONS_ID_TOKEN_REQUEST_TOKEN!, token('sigstore').split('.')[2]!];
    expect(leaksOf(run, secrets)).toEqual([]);
    expect(run.main.summary).toContain(`--certificate-identity '${IDENTITY}' --certificate-oidc-issuer '${ISSUER}'`);
  });

  (rekor === 1 ? test : fullTest)("cosign's own key", async () => {
    const { publish, services, cosign, workspace } = signing;
    const { key, pub } = await cosign.newKey(`own-${rekor}`, PASSWORD);
    const secret = readFileSync(key, 'utf8');
    const given = { sign: 'key', 'sign-key': secret, 'sign-key-password': PASSWORD, ...services(rekor) };
    const run = await publish(`acme/key-${rekor}`, given);
    expectGreen(run);
    const root = ['--trusted-root', join(workspace.folder, `root-${rekor}.json`)];
    await expectSigned(`acme/key-${rekor}`, ...root, '--key', pub);
    expect(leaksOf(run, [PASSWORD, secret.split('\n')[3]!])).toEqual([]);
  });
});

describe('for cosign 2, with `sign-legacy`', () => {
  const LEGACY = ['verify', '--new-bundle-format=false'];
  const sigTags = (tags: readonly string[]) => tags.filter(tag => tag.endsWith('.sig'));

  fullTest('keyless: cosign verifies index and platforms by their tags; a re-run adds nothing', async () => {
    const { publish, services, sigstore, byWorkflow, namesOf, expectVerified, plain } = signing;
    const { env } = sigstore(1);
    const given = { sign: 'keyless', 'sign-legacy': 'true', ...services(1) };
    const run = await publish('acme/legacy', given, { job: { env } });
    expectGreen(run);
    const names = await namesOf('acme/legacy');
    await expectVerified(names, ...LEGACY, ...byWorkflow(1));
    await expectVerified(names, 'verify', ...byWorkflow(1));
    // The index and both platforms.
    const tags = await tagsOf(plain, 'acme/legacy');
    expect(sigTags(tags)).toHaveLength(3);
    const before = await Promise.all(sigTags(tags).map(tag => manifest(plain, 'acme/legacy', tag)));
    expect(before.map(held => held?.json.layers?.length)).toEqual([1, 1, 1]);
    const source = `${plain.host}/acme/legacy@${run.main.outputs.digest}`;
    const again = await publish(
      'acme/legacy',
      { ...given, source, platforms: '', 'build-contexts': '' },
      { job: { env } },
    );
    expectGreen(again);
    const after = await Promise.all(sigTags(tags).map(tag => manifest(plain, 'acme/legacy', tag)));
    expect(after.map(held => held?.digest)).toEqual(before.map(held => held?.digest));
  });

  fullTest('a key, without a log; another key is refused', async () => {
    const { publish, cosign, namesOf, expectVerified, workspace } = signing;
    const [{ key, pub }, other] = [await cosign.newKey('legacy', ''), await cosign.newKey('legacy-other', '')];
    const event = events.push({ sha: workspace.sha, private: true });
    const given = { sign: 'key', 'sign-key': readFileSync(key, 'utf8'), 'sign-legacy': 'true' };
    expectGreen(await publish('acme/legacy-key', given, { event }));
    const names = await namesOf('acme/legacy-key');
    await expectVerified(names, ...LEGACY, '--key', pub, '--insecure-ignore-tlog=true');
    const wrong = await cosign.run(...LEGACY, '--key', other.pub, '--insecure-ignore-tlog=true', names[0]!);
    expect(wrong.code).not.toBe(0);
  });

  test('a Rekor that returns no promise of inclusion is rejected before the build', async () => {
    const { publish, services, sigstore } = signing;
    const { env } = sigstore(2);
    const run = await publish(
      'acme/legacy-2',
      { sign: 'keyless', 'sign-legacy': 'true', ...services(2) },
      { job: { env } },
    );
    expect(annotationsOf(run, 'error').join('\n')).toContain('names no Rekor of version 1');
  });
});

fullTest('a key without a log, from a file; the summary has the command that verifies the image', async () => {
  const { publish, cosign, workspace } = signing;
  const { key, pub } = await cosign.newKey('bare', '');
  writeFileSync(join(workspace.folder, 'bare.key'), readFileSync(key));
  const event = events.push({ sha: workspace.sha, private: true });
  const run = await publish('acme/bare', { sign: 'key', 'sign-key': 'bare.key' }, { event });
  expectGreen(run);
  await expectSigned('acme/bare', '--key', pub, '--insecure-ignore-tlog=true');
  const command = /^\$ cosign (verify .*)$/m.exec(run.main.summary)?.[1] ?? '';
  const args = command.replace('cosign.pub', pub).split(' ');
  expect((await cosign.run(...args)).code).toBe(0);
  const bundle = JSON.parse(readFileSync(run.main.outputs.bundle!, 'utf8')) as { mediaType: string };
  expect(bundle.mediaType).toBe('application/vnd.dev.sigstore.bundle.v0.3+json');
});

test('what cannot be signed is not built, and no tag is written', async () => {
  const { publish, services, plain, workspace } = signing;
  const complaint = async (...given: Parameters<typeof publish>) => {
    const run = await publish(...given);
    expect(run.conclusion).toBe('failure');
    return annotationsOf(run, 'error').join('\n');
  };
  const path = 'acme/unsigned';
  const noKey = await complaint(path, { sign: 'key', 'sign-key': 'no-such.key', ...services(1) });
  expect(noKey).toContain('`sign-key` is neither a PEM key nor the path of one');
  expect(await complaint(path, { sign: 'keyless', ...services(1) })).toContain('this job cannot get an id token');
  const event = events.push({ sha: workspace.sha, private: true });
  const named = await complaint(path, { sign: 'keyless' }, { event });
  expect(named).toMatch(/`sign` is `keyless`, and this repository is not public.*`sign-public: true`/);
  expect(await tagsOf(plain, path)).toEqual([]);
});
