import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { manifest, tagsOf } from '../../scripts/registries/client.ts';
import { fullTest } from '../full.ts';
import { annotationsOf, expectGreen } from './support/checks.ts';
import type { Inputs } from './support/lab.ts';
import { openSigningLab, type SigningLab } from './support/signing-lab.ts';

/** Signing an image that was not just built, and several images. */

let signing: SigningLab;
let key: Readonly<{ key: string; pub: string }>;
beforeAll(async () => {
  signing = await openSigningLab();
  key = await signing.cosign.newKey('kept', '');
});
afterAll(() => signing?.close());

const byKey = (): Inputs => ({ sign: 'key', 'sign-key': readFileSync(key.key, 'utf8'), ...signing.services(1) });

/** How many signatures refer to the index, in the registry that lists them by a tag. */
async function signatures(path: string, digest: string): Promise<number> {
  const list = await manifest(signing.plain, path, digest.replace(':', '-'));
  return list?.json.manifests?.length ?? 0;
}

describe('an image that `immutable-tags` keeps', () => {
  // A second build would have another digest.
  const kept = { 'immutable-tags': '1.2.3', 'no-cache': 'true', platforms: '' };

  fullTest.each<[string, string, Inputs]>([
    ['built again', 'acme/kept', {}],
    ['not even built', 'acme/kept-skip', { 'skip-existing': 'true' }],
  ])('is signed if it is not yet, and only once: %s', async (_what, path, more) => {
    const { publish, expectVerified, byWorkflow, cosign } = signing;
    const first = await publish(path, kept);
    expectGreen(first);
    const { digest } = first.main.outputs;
    const counts: number[] = [];
    for (let run = 0; run < 2; run++) {
      const again = await publish(path, { ...kept, ...byKey(), ...more });
      expectGreen(again);
      expect(again.main.outputs).toMatchObject({ digest, signed: 'true' });
      counts.push(await signatures(path, digest!));
    }
    expect(counts).toEqual([1, 1]);
    const names = [signing.plain.host, signing.withApi.host].flatMap(host => [
      `${host}/${path}:1.2.3`,
      `${host}/${path}@${digest}`,
    ]);
    const [, root = ''] = byWorkflow(1);
    await expectVerified(names, 'verify', '--trusted-root', root, '--key', key.pub);
    expect((await cosign.run('verify', ...byWorkflow(1), names[0]!)).code).not.toBe(0);
  });
});

describe('several images', () => {
  const builds = ['api', 'worker'].map(name => `- {name: ${name}, build-args: "NAME=${name}"}`).join('\n');
  const given = (): Inputs => ({ builds, platforms: '', 'build-contexts': `busybox=${signing.lab.busybox}` });

  test('are all signed, with provenance, before a tag of any of them is written', async () => {
    const { publish, services, sigstore, byWorkflow, expectVerified, plain, withApi } = signing;
    const inputs = { ...given(), sign: 'keyless', attest: 'provenance', 'attest-to': 'registry', ...services(1) };
    const run = await publish('acme/many-{{target}}', inputs, { job: { env: sigstore(1).env } });
    expectGreen(run);
    expect(run.main.outputs.signed).toBe('true');
    const hosts = [plain.host, withApi.host];
    const names = hosts.flatMap(host => ['api', 'worker'].map(name => `${host}/acme/many-${name}:1.2.3`));
    await expectVerified(names, 'verify', ...byWorkflow(1));
    await expectVerified(names, 'verify-attestation', '--type', 'https://slsa.dev/provenance/v1', ...byWorkflow(1));
    // Two images, each with a signature and provenance.
    expect(readFileSync(run.main.outputs.bundle!, 'utf8').trim().split('\n')).toHaveLength(4);
  });

  test('are published together or not at all: if one cannot be signed, none gets a tag', async () => {
    const { publish, services, sigstore, plain } = signing;
    const inputs = { ...given(), sign: 'keyless', attest: 'predicate-type=https://a.example,path=gone.json' };
    const run = await publish(
      'acme/none-{{target}}',
      { ...inputs, 'attest-to': 'registry', ...services(1) },
      { job: { env: sigstore(1).env } },
    );
    expect(run.conclusion).toBe('failure');
    expect(annotationsOf(run, 'error').join('\n')).toContain('cannot read "gone.json"');
    const tags = await Promise.all(['api', 'worker'].map(name => tagsOf(plain, `acme/none-${name}`)));
    expect(tags.flat().filter(tag => !tag.startsWith('sha256-'))).toEqual([]);
  });
});
