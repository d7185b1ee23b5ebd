import { afterEach, describe, expect, test } from '@jest/globals';
import type { Digest } from '../../src/oci/types.ts';
import { signatureOf } from '../../src/signing/bundle/statement.ts';
import { matchesGlob } from '../../src/signing/glob.ts';
import { signImages } from '../../src/signing/sign-images.ts';
import { bundleVerifier } from '../../src/signing/trust/verify.ts';
import { verifyImage, wantedOf } from '../../src/signing/verify-image.ts';
import { createFleet } from '../../src/staging/fleet.ts';
import { IDENTITY, ISSUER } from '../fakes/sigstore.ts';
import { dock, layout, PATH } from '../publish/dock.ts';
import { closeRigs } from '../registry/rig.ts';
import { newKey, type SigningRig, signingRig, type Way } from './rig.ts';

const image = layout();
const root = image.root as Digest;
const rigs: SigningRig[] = [];
afterEach(async () => {
  await closeRigs();
  await Promise.all(rigs.splice(0).map(rig => rig.close()));
});

/** An image in a registry, signed in these ways; undefined: not at all. */
async function signed(...ways: (Way | undefined)[]) {
  const to = await dock([{}]);
  const fleet = createFleet(to.fleet.targets, to.log, { isAlone: false });
  await to.publish(image.folder, { fleet });
  for (const way of ways) {
    if (way === undefined) continue;
    const rig = await signingRig(way);
    rigs.push(rig);
    await to.publish(image.folder, { fleet, attach: async images => void (await signImages(images, rig.setup)) });
  }
  const { repository } = to.fleet.targets[0]!;
  const verifier = bundleVerifier(rigs.at(-1)?.fake.trustedRoot);
  return { place: { repository, digest: root, name: `${repository.registry}/${PATH}` }, verifier };
}

const key = newKey();
const pem = ({ publicKey } = key) => publicKey.export({ type: 'spki', format: 'pem' }).toString();
const byKey = (text = pem()) => wantedOf([{ kind: 'key', key: text }], 'verify-source', '/');
const by = (identity = IDENTITY, issuer = ISSUER) =>
  wantedOf([{ kind: 'identity', identity, issuer }], 'verify-source', '/');

describe('an image that is signed as required', () => {
  test.each([
    ['exactly', IDENTITY, ISSUER],
    ['any branch', 'https://github.com/acme/api/.github/workflows/release.yml@*', ISSUER],
    ['any workflow of it', 'https://github.com/acme/api/*@refs/heads/main', 'https://*.githubusercontent.com'],
  ])('%s', async (_what, identity, issuer) => {
    const { place, verifier } = await signed({ rekor: 1 });
    expect(await verifyImage(place, by(identity, issuer), verifier)).toMatchObject({ identity: IDENTITY });
  });

  test('by a key, with and without a log; one good signature of several is enough', async () => {
    const { place, verifier } = await signed(
      { log: false, key: newKey().privateKey },
      { log: false, key: key.privateKey },
      { rekor: 2, key: newKey().privateKey },
    );
    expect(await verifyImage(place, byKey(), verifier)).toMatchObject({ identity: '' });
    expect(await verifyImage(place, [...by(), ...byKey()], verifier)).toMatchObject({ identity: '' });
  });
});

describe('is refused', () => {
  test.each<[string, (Way | undefined)[], ReturnType<typeof by>, RegExp]>([
    ['not signed', [undefined], by(), /is not signed$/],
    [
      'another workflow',
      [{ rekor: 1 }],
      by('https://github.com/acme/other/*'),
      /is signed by "https:\/\/github\.com\/acme\/api/,
    ],
    ['a beginning of the identity', [{ rekor: 1 }], by(IDENTITY.slice(0, -3)), /is signed by/],
    ['a dot that is any character', [{ rekor: 1 }], by(IDENTITY.replace('github.com', 'github?com')), /is signed by/],
    ['another issuer', [{ rekor: 1 }], by(IDENTITY, 'https://gitlab.com'), /of the issuer "https:\/\/token/],
    ['another key', [{ log: false, key: newKey().privateKey }], byKey(), /does not match what is signed, or the key/],
    ['a key, by a workflow', [{ rekor: 1 }], byKey(), /with a certificate, not with the key/],
  ])('%s', async (_what, ways, wanted, message) => {
    const { place, verifier } = await signed(...ways);
    const error = await verifyImage(place, wanted, verifier).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'SIGNATURE_INVALID', message: expect.stringMatching(message) });
  });

  test('a signature of another image', async () => {
    const { place, verifier } = await signed({ log: false, key: key.privateKey });
    const other = await signed(undefined);
    await expect(
      verifyImage({ ...place, digest: other.place.digest, repository: other.place.repository }, byKey(), verifier),
    ).rejects.toThrow(/is not signed$/);
  });

  test('an attestation in place of a signature', async () => {
    const to = await dock([{}]);
    const rig = await signingRig({ log: false, key: key.privateKey });
    rigs.push(rig);
    const fleet = createFleet(to.fleet.targets, to.log, { isAlone: false });
    const claim = { ...signatureOf([root]), predicateType: 'https://slsa.dev/provenance/v1' };
    const setup = { ...rig.setup, wishesFor: async () => [{ claim, isReferrer: true }] };
    await to.publish(image.folder, { fleet, attach: async images => void (await signImages(images, setup)) });
    const place = { repository: to.fleet.targets[0]!.repository, digest: root, name: 'x' };
    const verifier = bundleVerifier(undefined);
    await expect(verifyImage(place, byKey(), verifier)).rejects.toThrow(/is a "https:\/\/slsa\.dev/);
    expect(await verifyImage(place, byKey(), verifier, claim)).toMatchObject({ identity: '' });
  });
});

test.each(['', 'no-such.pub', '-----BEGIN PRIVATE KEY-----'])('%j is no public key', text => {
  expect(() => byKey(text)).toThrow(/`verify-source\.key` is not a PEM public key/);
});

test.each<[string, string, boolean]>([
  ['a', 'a', true],
  ['a', 'ab', false],
  ['a*', 'abc', true],
  ['*c', 'abc', true],
  ['a*c', 'ac', true],
  ['a*c', 'acb', false],
  ['a*b*c', 'axxbyyc', true],
  ['a*b*c', 'acb', false],
  ['ab*bc', 'abc', false],
  ['*a*', 'xay', true],
  ['a.c', 'abc', false],
  [`${'*a'.repeat(2000)}b`, 'a'.repeat(20_000), false],
])('%.20s matches %.20s: %s', (pattern, text, expected) => {
  expect(matchesGlob(pattern, text)).toBe(expected);
});
