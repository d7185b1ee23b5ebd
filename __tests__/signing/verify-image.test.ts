import { Readable } from 'node:stream';
import { afterEach, describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/host/errors.ts';
import { matchesGlob } from '../../src/host/text/glob.ts';
import { sha256 } from '../../src/oci/digest.ts';
import { descriptorOf } from '../../src/oci/referrer.ts';
import type { Digest } from '../../src/oci/types.ts';
import { addToReferrersTag, readTagged } from '../../src/registry/referrer-list.ts';
import { BUNDLE } from '../../src/signing/bundle/bundle.ts';
import { signatureOf } from '../../src/signing/bundle/statement.ts';
import { matchesIdentity } from '../../src/signing/glob.ts';
import { EMPTY_DESCRIPTOR } from '../../src/signing/referrers/manifest.ts';
import { githubAttestations } from '../../src/signing/services/github-attestations.ts';
import { storeAtGithub } from '../../src/signing/services/github-store.ts';
import { signImages } from '../../src/signing/sign-images.ts';
import { signClaim } from '../../src/signing/signer.ts';
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

/** An image in a registry, signed in these ways; undefined: unsigned. */
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
  return { fake: to.fakes[0]!, place: { repository, digest: root, name: `${repository.registry}/${PATH}` }, verifier };
}

const key = newKey();
const pem = ({ publicKey } = key) => publicKey.export({ type: 'spki', format: 'pem' }).toString();
const byKey = (text = pem()) => wantedOf([{ kind: 'key', key: text }], 'verify-source', '/');
const by = (identity = IDENTITY, issuer = ISSUER) =>
  wantedOf([{ kind: 'identity', identity, issuer }], 'verify-source', '/');

describe('an image that is signed as required', () => {
  test('by exactly this workflow, by it on any branch, by any workflow of the repository', async () => {
    const { place, verifier } = await signed({ rekor: 1 });
    for (const wanted of [
      by(),
      by('https://github.com/acme/api/.github/workflows/release.yml@*'),
      by('https://github.com/acme/api/*@refs/heads/main', 'https://*.githubusercontent.com'),
    ]) {
      expect(await verifyImage(place, wanted, verifier)).toMatchObject({ identity: IDENTITY });
    }
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
  type Refusal = readonly [what: string, wanted: ReturnType<typeof by>, message: RegExp];

  test.each<[string, Way | undefined, readonly Refusal[]]>([
    ['what is not signed', undefined, [['by anyone', by(), /is not signed$/]]],
    [
      'what a workflow has signed',
      { rekor: 1 },
      [
        [
          'by another workflow',
          by('https://github.com/acme/other/*'),
          /is signed by "https:\/\/github\.com\/acme\/api/,
        ],
        ['by a prefix of the identity', by(IDENTITY.slice(0, -3)), /is signed by/],
        ['by a dot as any character', by(IDENTITY.replace('github.com', 'github?com')), /is signed by/],
        ['of another issuer', by(IDENTITY, 'https://gitlab.com'), /of the issuer "https:\/\/token/],
        ['by a key', byKey(), /with a certificate, not with the key/],
      ],
    ],
    [
      'what a key has signed',
      { log: false, key: newKey().privateKey },
      [['by another key', byKey(), /does not match what is signed, or the key/]],
    ],
  ])('%s, if it must be signed otherwise', async (_what, way, refusals) => {
    const { place, verifier } = await signed(way);
    for (const [what, wanted, message] of refusals) {
      const error = await verifyImage(place, wanted, verifier).catch((caught: unknown) => caught);
      expect([what, error]).toMatchObject([
        what,
        { code: 'SIGNATURE_INVALID', message: expect.stringMatching(message) },
      ]);
    }
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
    const setup = { ...rig.setup, claimRequests: async () => [{ claim, isReferrer: true }] };
    await to.publish(image.folder, { fleet, attach: async images => void (await signImages(images, setup)) });
    const place = { repository: to.fleet.targets[0]!.repository, digest: root, name: 'x' };
    const verifier = bundleVerifier(undefined);
    await expect(verifyImage(place, byKey(), verifier)).rejects.toThrow(/is a "https:\/\/slsa\.dev/);
    expect(await verifyImage(place, byKey(), verifier, claim)).toMatchObject({ identity: '' });
  });
});

/** Attaches something to the image, as anyone with push access can. `layers`: of its manifest. */
async function refer({ repository, digest }: Awaited<ReturnType<typeof signed>>['place'], layers: readonly unknown[]) {
  const json = {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    artifactType: BUNDLE,
    config: EMPTY_DESCRIPTOR,
    layers,
    subject: { mediaType: 'application/vnd.oci.image.index.v1+json', digest, size: 1 },
  };
  const bytes = Buffer.from(JSON.stringify(json));
  const manifest = { mediaType: json.mediaType, digest: sha256(bytes), bytes };
  await repository.putManifest(manifest, manifest.digest);
  const before = await readTagged(repository, digest);
  await addToReferrersTag(repository, digest, before, [descriptorOf(manifest)]);
}

const upload = ({ repository }: Awaited<ReturnType<typeof signed>>['place'], bytes: Buffer) =>
  repository.uploadBlob(
    { digest: sha256(bytes), size: bytes.length },
    { open: () => Readable.from([bytes], { objectMode: false }), replayable: true },
  );
const layerOf = (bytes: Buffer, size = bytes.length) => ({ mediaType: BUNDLE, digest: sha256(bytes), size });

describe('an attestation that only GitHub has', () => {
  const provenance = () => ({ ...signatureOf([root]), predicateType: 'https://slsa.dev/provenance/v1' });

  async function atGithub(claim = provenance()) {
    const { place } = await signed(undefined);
    const rig = await signingRig({ rekor: 1 });
    rigs.push(rig);
    const { source, services, sigstore, verifier } = rig.setup;
    const bundle = await signClaim(claim, await source.signer(), services, sigstore);
    const { origin } = rig.fake;
    const store = { apiUrl: origin, serverUrl: 'https://github.com', repository: 'acme/api', token: 't' };
    await storeAtGithub(services, store, bundle);
    const elsewhere = (repository = 'acme/api') => githubAttestations(services, { ...store, repository }, root);
    return { place, verifier, rig, elsewhere };
  }

  test('counts, and is only looked up there', async () => {
    const { place, verifier, elsewhere } = await atGithub();
    const asked = { predicateType: provenance().predicateType };
    expect(await verifyImage({ ...place, elsewhere }, by(), verifier, asked)).toMatchObject({ identity: IDENTITY });
    await expect(verifyImage(place, by(), verifier, asked)).rejects.toThrow(/is not signed$/);
    const other = { ...place, elsewhere: () => elsewhere('acme/other') };
    await expect(verifyImage(other, by(), verifier, asked)).rejects.toThrow(/is not signed$/);
  });

  test('of another workflow, or saying something else, is refused', async () => {
    const { place, verifier, elsewhere } = await atGithub();
    const asked = { predicateType: provenance().predicateType };
    const wrong = verifyImage({ ...place, elsewhere }, by('https://github.com/acme/other/*'), verifier, asked);
    await expect(wrong).rejects.toThrow(/is signed by/);
    await expect(verifyImage({ ...place, elsewhere }, by(), verifier)).rejects.toThrow(/is a "https:\/\/slsa/);
  });

  test('if GitHub does not answer, that is the error', async () => {
    const { place, verifier } = await atGithub();
    const elsewhere = () => Promise.reject(new ActionError('NETWORK_ERROR', 'nobody answers'));
    const error = await verifyImage({ ...place, elsewhere }, by(), verifier).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'NETWORK_ERROR' });
  });
});

describe('other referrers of the image', () => {
  const text = Buffer.from('{"not":"a bundle"}');

  test.each<[string, unknown[]]>([
    ['nothing', [null]],
    ['a layer that is not an object', ['x']],
    ['an invalid digest', [{ mediaType: BUNDLE, digest: 'sha256:x', size: 1 }]],
    ['a digest of another kind', [{ mediaType: BUNDLE, digest: `sha512:${'a'.repeat(128)}`, size: 1 }]],
    ['an invalid size', [{ ...layerOf(text), size: -1 }]],
    ['a smaller size than the bundle has', [layerOf(text, 5)]],
    ['a larger size', [layerOf(text, 500)]],
    ['a missing bundle', [layerOf(Buffer.from('gone'))]],
    ['text', [layerOf(text)]],
    ['two layers', [layerOf(text), layerOf(text)]],
  ])('does not interfere with a good signature: %s', async (_what, layers) => {
    const { place, verifier } = await signed({ log: false, key: key.privateKey });
    await upload(place, text);
    await refer(place, layers);
    expect(await verifyImage(place, byKey(), verifier)).toMatchObject({ identity: '' });
  });

  test('is only read up to a limit, however much there is', async () => {
    const { place, verifier, fake } = await signed({ log: false, key: key.privateKey });
    for (const fill of [1, 2, 3]) {
      const large = Buffer.alloc(31 * 1024 * 1024, fill);
      await upload(place, large);
      await refer(place, [layerOf(large)]);
    }
    const before = fake.seen.length;
    expect(await verifyImage(place, byKey(), verifier)).toMatchObject({ identity: '' });
    const reads = fake.seen.slice(before).filter(({ method, path }) => method === 'GET' && path.includes('/blobs/'));
    // The signature, and two of the three.
    expect(reads).toHaveLength(3);
  });
});

test.each(['', 'no-such.pub', '-----BEGIN PRIVATE KEY-----'])('%j is not a public key', text => {
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
  ['x@acme.example', 'x@acme.example', true],
  [`${'*a'.repeat(2000)}b`, 'a'.repeat(20_000), false],
])('%.20s matches %.20s: %s', (pattern, text, expected) => {
  expect(matchesGlob(pattern, text)).toBe(expected);
});

describe('an identity', () => {
  const workflow = 'https://github.com/acme/api/.github/workflows/release.yml';

  test.each<[string, string, boolean]>([
    ['https://github.com/acme/api/*@refs/heads/main', `${workflow}@refs/heads/main`, true],
    // Anybody with access can push to this branch.
    ['https://github.com/acme/api/*@refs/heads/main', `${workflow}@refs/heads/x@refs/heads/main`, false],
    ['https://github.com/acme/api/*', `${workflow}@refs/heads/x@refs/heads/main`, true],
    [`${workflow}@refs/tags/*`, `${workflow}@refs/tags/@acme/api@1.0.0`, true],
    [`${workflow}@*`, workflow, false],
    ['*@acme.example', 'dev@acme.example', true],
    ['*@acme.example', 'dev@evil.example@acme.example', false],
  ])('%s matches %s: %s', (pattern, text, expected) => expect(matchesIdentity(pattern, text)).toBe(expected));
});
