import { ActionError } from '../host/errors.ts';
import type { ReadBackPorts } from '../host/retry.ts';
import type { Descriptor, Digest } from '../oci/types.ts';
import { eachAlive, type Fleet } from '../staging/fleet.ts';
import type { Target } from '../staging/target.ts';
import { bundleOfLayer, isSameSignature, layerOf, signedDigest, simpleSigning } from './legacy/simple-signing.ts';
import { addSignature, type Held, readHeld, readLayers } from './legacy/tag.ts';
import { logBytes, pemOf } from './services/rekor.ts';
import type { Services } from './services/service.ts';
import type { Sigstore } from './services/sigstore.ts';
import { asCertified, type Signer } from './signer.ts';
import { type BundleVerifier, SignatureDoubt, type Wanted } from './trust/verify.ts';

/** `by`: how verifiers identify the signer. */
type LegacySetup = Readonly<{
  by: Wanted;
  signer(): Promise<Signer>;
  services: Services;
  sigstore: Sigstore;
  verifier: BundleVerifier;
  ports: ReadBackPorts;
}>;

/** The existing signatures of these manifests, in each registry. */
type LegacySurvey = Readonly<{
  fleet: Fleet;
  digests: readonly Digest[];
  tags: ReadonlyMap<Target, ReadonlyMap<Digest, Readonly<{ layers: readonly Descriptor[]; held: readonly Held[] }>>>;
}>;

/** Reads them. A registry where that fails has failed. */
export async function surveyLegacy(fleet: Fleet, digests: readonly Digest[]): Promise<LegacySurvey> {
  const tags = new Map<Target, Awaited<ReturnType<typeof readTags>>>();
  await eachAlive(fleet, async target => void tags.set(target, await readTags(target, digests)));
  return { fleet, digests, tags };
}

async function readTags({ repository }: Target, digests: readonly Digest[]) {
  const each = digests.map(async digest => {
    const layers = await readLayers(repository, digest);
    return [digest, { layers, held: await readHeld(repository, layers) }] as const;
  });
  return new Map(await Promise.all(each));
}

/**
 * Signs manifests in the form of cosign 2: each has its own tag with its own signature, the same in every registry. An
 * existing one of the same signer is kept, and copied to registries that lack it.
 *
 * A registry that rejects one has failed. @throws ActionError when nothing can be signed
 */
export async function signLegacy({ fleet, digests, tags }: LegacySurvey, setup: LegacySetup): Promise<void> {
  const own = new Map<Digest, Own>();
  for (const each of tags.values()) {
    for (const [digest, { held }] of each) {
      const known = held.find(one => isGood(one, digest, setup));
      if (known !== undefined) own.set(digest, { ...known, verify: one => verifyOwn(one, digest, setup) });
    }
  }
  const [first] = fleet.alive();
  if (first === undefined) return;
  const { registry, path } = first.repository;
  await Promise.all(
    digests.map(async digest => {
      if (!own.has(digest)) own.set(digest, await signed(simpleSigning(`${registry}/${path}`, digest), digest, setup));
    }),
  );
  await eachAlive(fleet, async target => {
    const { repository } = target;
    const lists = tags.get(target);
    const each = digests.map(async digest => {
      const mine = own.get(digest)!;
      const before = lists?.get(digest)?.layers ?? [];
      if (before.some(layer => isSameSignature(layer, mine.layer))) return;
      await addSignature({ repository, digest, before }, mine, one => mine.verify(one), setup.ports);
    });
    await Promise.all(each);
  });
}

/** Our signature. `verify` checks a registry's copy. @throws ActionError SIGN_FAILED */
type Own = Held & Readonly<{ verify(held: Held): void }>;

async function signed(payload: Buffer, digest: Digest, setup: LegacySetup): Promise<Own> {
  const { services, sigstore } = setup;
  const signer = await setup.signer();
  const signature = signer.sign(payload);
  const rekor = sigstore.rekors.find(({ version }) => version === 1);
  const entry = rekor && (await logBytes(services, rekor.url, { payload, signature, verifier: signer.verifier }));
  const { by } = signer;
  const pem = (der: Buffer) => pemOf({ kind: 'certificate', der });
  const layer = layerOf({
    ...{ payload, signature, entry },
    ...(by.kind === 'certificate' && { certificate: pem(by.certificate), chain: by.chain.map(pem).join('') }),
  });
  const as = { ...setup, by: asCertified(signer, setup.by) };
  const own: Own = { layer, payload, verify: held => verifyOwn(held, digest, as) };
  own.verify(own);
  return own;
}

/** @throws SignatureDoubt */
function verify({ layer, payload }: Held, digest: Digest, { verifier, by }: LegacySetup): void {
  const bundle = bundleOfLayer(layer, payload);
  if (bundle === undefined || signedDigest(payload) !== digest) {
    throw new SignatureDoubt('form', 'is not a signature of this image');
  }
  verifier.verifyBytes(bundle, payload, by);
}

function isGood(held: Held, digest: Digest, setup: LegacySetup): boolean {
  try {
    verify(held, digest, setup);
    return true;
  } catch (error) {
    if (error instanceof SignatureDoubt) return false;
    throw error;
  }
}

function verifyOwn(held: Held, digest: Digest, setup: LegacySetup): void {
  try {
    verify(held, digest, setup);
  } catch (error) {
    if (!(error instanceof SignatureDoubt)) throw error;
    throw new ActionError('SIGN_FAILED', `the signature under the \`.sig\` tag ${error.message}`, {
      hint: 'No tag was moved. Check that `trusted-root` and `signing-config` belong to the same Sigstore, and are up to date.',
      cause: error,
    });
  }
}
