import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { signatureOf } from '../../src/signing/bundle/statement.ts';
import { signClaim } from '../../src/signing/signer.ts';
import { openRoot } from '../../src/signing/trust/open-root.ts';
import { bundleVerifier, type Wanted } from '../../src/signing/trust/verify.ts';
import { IDENTITY, ISSUER } from '../fakes/sigstore.ts';
import { signingRig } from './rig.ts';

/** An attestation of a release by GitHub's own Sigstore. Source: test data of cli/cli 8b939a8. */
const RELEASE = readFileSync(new URL('../fixtures/signing/github-release.json', import.meta.url));
const ABOUT = { digest: 'sha256:e15b593c6ab8d7725a3cc82226ef816cac6bf9c70eed383bd459295cc65f5ec3' } as const;
const GITHUB = 'https://dotcom.releases.github.com';

/** That certificate names no issuer. */
const by = (identity: string): Wanted => ({
  kind: 'keyless',
  isIdentity: text => text === identity,
  isIssuer: text => text === '',
});

test("an attestation by GitHub's own Sigstore is verified without any input", () => {
  expect(openRoot('', '/').verify(RELEASE, ABOUT, by(GITHUB))).toMatchObject({ identity: GITHUB });
});

test('and rejected for another signer or another subject', () => {
  const verify = (bundle: Buffer, wanted: Wanted) => () => openRoot('', '/').verify(bundle, ABOUT, wanted);
  expect(verify(RELEASE, by(`${GITHUB}.example`))).toThrow(/is signed by "https:\/\/dotcom\.releases/);
  const json = JSON.parse(RELEASE.toString());
  const payload = Buffer.from(json.dsseEnvelope.payload, 'base64').toString().replace('delme', 'other');
  json.dsseEnvelope.payload = Buffer.from(payload).toString('base64');
  expect(verify(Buffer.from(JSON.stringify(json)), by(GITHUB))).toThrow(/does not match what is signed/);
});

describe("a Sigstore without a signature log, such as GitHub's", () => {
  async function made(change: (bundle: { verificationMaterial: Record<string, unknown> }) => void = () => {}) {
    const rig = await signingRig({ rekor: 1 });
    const { source, services, sigstore } = rig.setup;
    const bare = { ...sigstore, rekors: [] };
    const bundle = await signClaim(signatureOf([ABOUT.digest]), await source.signer(), services, bare);
    const root = { ...JSON.parse(rig.fake.trustedRoot), tlogs: [] };
    const wanted = await source.who();
    await rig.close();
    const json = JSON.parse(bundle.toString());
    change(json);
    return () => bundleVerifier(JSON.stringify(root)).verify(Buffer.from(JSON.stringify(json)), ABOUT, wanted);
  }

  test('a timestamp is sufficient', async () => {
    expect((await made())()).toMatchObject({ identity: IDENTITY, issuer: ISSUER });
  });

  test('and is required', async () => {
    const verify = await made(({ verificationMaterial }) => delete verificationMaterial.timestampVerificationData);
    expect(verify).toThrow(/no valid timestamp/);
  });
});

test('what neither of the two has certified is rejected', async () => {
  const rig = await signingRig({ rekor: 1 });
  const { source, services, sigstore } = rig.setup;
  const bundle = await signClaim(signatureOf([ABOUT.digest]), await source.signer(), services, sigstore);
  await rig.close();
  expect(() => openRoot('', '/').verify(bundle, ABOUT, by('x'))).toThrow(
    /has no valid timestamp of a trusted authority/,
  );
});
