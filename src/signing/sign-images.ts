import { isDeepStrictEqual } from 'node:util';
import { ActionError } from '../host/errors.ts';
import type { Log } from '../host/ports.ts';
import type { ReadBackPorts } from '../host/retry.ts';
import type { Content } from '../oci/content.ts';
import { imagesIn, isIndex } from '../oci/manifest.ts';
import type { Digest, Manifest } from '../oci/types.ts';
import { type ReferrerList, readReferrerList } from '../registry/referrer-list.ts';
import { eachAlive, type StagedImage } from '../staging/fleet.ts';
import type { Target } from '../staging/target.ts';
import type { Claim } from './bundle/statement.ts';
import { type Attachment, attach } from './referrers/attach.ts';
import { type Found, findBundles } from './referrers/find.ts';
import { bundleManifest } from './referrers/manifest.ts';
import type { Services } from './services/service.ts';
import type { Sigstore } from './services/sigstore.ts';
import { signLegacy, surveyLegacy } from './sign-legacy.ts';
import { asCertified, signClaim } from './signer.ts';
import type { SignerSource } from './source.ts';
import { type BundleVerifier, SignatureDoubt, type Verified, type Wanted } from './trust/verify.ts';

/** A statement to make about an image, and its destinations besides the bundles' file. */
export type ClaimRequest = Readonly<{
  claim: Claim;
  /** Attached to the image, in every registry. */
  isReferrer: boolean;
  /** Whether an existing statement must be identical: one of the same type is not enough. */
  exact?: boolean;
  /** Stores the bundle at GitHub, also before a tag moves. */
  store?: ((bundle: Buffer) => Promise<void>) | undefined;
}>;

export type SigningSetup = Readonly<{
  source: SignerSource;
  services: Services;
  sigstore: Sigstore;
  verifier: BundleVerifier;
  /** The statements about an image, one bundle for each. `digests`: the image's, then its platforms'. */
  claimRequests(image: StagedImage, digests: readonly Digest[]): Promise<readonly ClaimRequest[]>;
  /** GitHub's attestations of a manifest; undefined if GitHub gets none. @throws ActionError */
  stored?: ((digest: Digest) => Promise<readonly Buffer[]>) | undefined;
  /** Images are also signed in the form of cosign 2. */
  legacy?: boolean;
  ports: ReadBackPorts;
  log: Log;
}>;

/** A bundle about an image. */
type SignedClaim = Readonly<{
  claim: Claim;
  bundle: Buffer;
  /** The signer as verifiers see it; '' for a key. */
  identity: string;
  issuer: string;
  /** It already existed everywhere. */
  wasThere: boolean;
  /** It is attached to the image in every registry. */
  isReferrer: boolean;
}>;

export type SignedImage = Readonly<{ name: string; root: Digest; claims: readonly SignedClaim[] }>;

/**
 * Signs staged images, index and platforms, and attaches the signatures in every living registry, read back and
 * verified. Existing signatures of the same signer are reused, with the same bytes in registries that lack them.
 *
 * A registry that rejects them has failed. @throws ActionError when nothing can be signed.
 */
export async function signImages(images: readonly StagedImage[], setup: SigningSetup): Promise<readonly SignedImage[]> {
  const asking = setup.source.who();
  // If the registries fail first, this rejection must not be unhandled.
  asking.catch(() => {});
  const [surveys, tags] = await Promise.all([
    Promise.all(images.map(survey)),
    Promise.all(
      setup.legacy ? images.map(({ fleet, content }) => surveyLegacy(fleet, digestsIn(subjectsOf(content)))) : [],
    ),
  ]);
  const who = await asking;
  const { source, services, sigstore, verifier, ports } = setup;
  const legacy = { by: who, signer: source.signer, services, sigstore, verifier, ports };
  const [signed] = await Promise.all([
    Promise.all(surveys.map(surveyed => signOne(surveyed, who, setup))),
    ...tags.map(each => signLegacy(each, legacy)),
  ]);
  return signed;
}

function digestsIn(subjects: readonly Manifest[]): readonly Digest[] {
  return subjects.map(({ digest }) => digest);
}

type Survey = Readonly<{
  image: StagedImage;
  subjects: readonly Manifest[];
  lists: ReadonlyMap<Target, ReadonlyMap<Digest, ReferrerList>>;
}>;

/** The image's existing referrers in each registry. */
async function survey(image: StagedImage): Promise<Survey> {
  const subjects = subjectsOf(image.content);
  const lists = new Map<Target, ReadonlyMap<Digest, ReferrerList>>();
  await eachAlive(image.fleet, async target => {
    const each = subjects.map(
      async ({ digest }) => [digest, await readReferrerList(target.repository, digest)] as const,
    );
    lists.set(target, new Map(await Promise.all(each)));
  });
  return { image, subjects, lists };
}

/** The subjects: the image and each of its platforms, since a platform may be used by its own digest. */
function subjectsOf({ root, manifests }: Content): readonly Manifest[] {
  const byDigest = new Map(manifests.map(manifest => [manifest.digest, manifest]));
  const found = new Map([[root.digest, root]]);
  for (const manifest of found.values()) {
    if (!isIndex(manifest.mediaType)) continue;
    for (const { digest } of imagesIn(manifest)) {
      const child = byDigest.get(digest);
      if (child !== undefined) found.set(digest, child);
    }
  }
  return [...found.values()];
}

async function signOne(surveyed: Survey, who: Wanted, setup: SigningSetup): Promise<SignedImage> {
  const { image, subjects } = surveyed;
  const digests = digestsIn(subjects);
  const { verifier, stored } = setup;
  const [inRegistries, atGithub, requests] = await Promise.all([
    findExisting(surveyed, who, verifier),
    findStored(digests, who, { verifier, stored }),
    setup.claimRequests(image, digests),
  ]);
  const existing = [...inRegistries, ...atGithub];
  const created = `${new Date(setup.ports.now()).toISOString().slice(0, 19)}Z`;
  const made = await Promise.all(
    requests.map(async request => ({ ...request, ...(await obtain(request, existing, { image, who, setup })) })),
  );
  const storing = Promise.all(made.map(({ store, bundle, isStored }) => (isStored ? undefined : store?.(bundle))));
  // A registry's error comes first.
  storing.catch(() => {});
  await eachAlive(image.fleet, async target => {
    const attachments = made.flatMap(({ bundle, claim, verify, isReferrer, exact }): Attachment[] => {
      if (!isReferrer) return [];
      const about = digestsOf(claim);
      const missing = subjects.filter(
        ({ digest }) => about.has(digest) && !isHeld(existing, target, digest, { claim, exact }),
      );
      const referrers = missing.map(subject => bundleManifest(subject, bundle, claim.predicateType, created));
      return referrers.length === 0 ? [] : [{ bundle, referrers, verify }];
    });
    if (attachments.length === 0) return;
    const hasApi = [...surveyed.lists.get(target)!.values()].some(list => list.listed !== undefined);
    await attach({ repository: target.repository, hasApi }, attachments, setup.ports);
  });
  await storing;
  return { name: image.name, root: image.content.root.digest, claims: made };
}

/** A bundle of the same signer found with a manifest, in a registry or (undefined) at GitHub. */
type Existing = Readonly<{ target: Target | undefined; subject: Digest; bundle: Buffer; verified: Verified }>;

async function findExisting(
  { image, subjects, lists }: Survey,
  who: Wanted,
  verifier: BundleVerifier,
): Promise<readonly Existing[]> {
  const found: Existing[] = [];
  await eachAlive(image.fleet, async target => {
    const each = subjects.map(async ({ digest: subject }) => {
      const list = lists.get(target)?.get(subject);
      const bundles = list === undefined ? [] : await findBundles(target.repository, subject, list);
      for (const { bundle } of bundles) {
        const verified = verifiedOrNot(verifier, bundle, subject, who);
        if (verified !== undefined) found.push({ target, subject, bundle, verified });
      }
    });
    await Promise.all(each);
  });
  return found;
}

/** Attestations that an earlier run has stored at GitHub. */
async function findStored(
  digests: readonly Digest[],
  who: Wanted,
  { verifier, stored }: Pick<SigningSetup, 'verifier' | 'stored'>,
): Promise<readonly Existing[]> {
  if (stored === undefined) return [];
  const found = await Promise.all(
    digests.map(async subject => {
      const bundles = await stored(subject);
      return bundles.flatMap((bundle): Existing[] => {
        const verified = verifiedOrNot(verifier, bundle, subject, who);
        return verified === undefined ? [] : [{ target: undefined, subject, bundle, verified }];
      });
    }),
  );
  return found.flat();
}

function verifiedOrNot(verifier: BundleVerifier, bundle: Found['bundle'], digest: Digest, who: Wanted) {
  try {
    return verifier.verify(bundle, { digest }, who);
  } catch (error) {
    if (error instanceof SignatureDoubt) return undefined;
    throw error;
  }
}

type ExpectedClaim = Readonly<{ claim: Claim; exact?: boolean | undefined }>;

function isHeld(
  existing: readonly Existing[],
  target: Existing['target'],
  digest: Digest,
  wanted: ExpectedClaim,
): boolean {
  return existing.some(one => one.target === target && one.subject === digest && satisfies(one.verified.claim, wanted));
}

/** Whether an existing claim satisfies the wanted one. */
function satisfies(known: Claim, { claim, exact }: ExpectedClaim): boolean {
  if (known.predicateType !== claim.predicateType) return false;
  return !exact || isDeepStrictEqual(known.predicate, claim.predicate);
}

function digestsOf({ subjects }: Claim): ReadonlySet<Digest> {
  return new Set(subjects.map(({ digest }) => digest));
}

type Obtained = Omit<SignedClaim, 'isReferrer'> & Readonly<{ verify(bundle: Buffer): void; isStored: boolean }>;

/** A bundle with the claim: an existing one that covers all its subjects, or a new one. */
async function obtain(
  request: ClaimRequest,
  existing: readonly Existing[],
  { image, who, setup }: Readonly<{ image: StagedImage; who: Wanted; setup: SigningSetup }>,
): Promise<Obtained> {
  const { claim } = request;
  const { predicateType } = claim;
  const digests = [...digestsOf(claim)];
  const [digest] = digests as [Digest, ...Digest[]];
  const checking = (by: Wanted) => {
    let last: Readonly<{ bundle: Buffer; verified: Verified }> | undefined;
    return (bundle: Buffer): Verified => {
      // What each registry returns is compared with the bundle: the same bytes are verified once.
      if (!last?.bundle.equals(bundle)) {
        last = { bundle, verified: verifyOwn(setup.verifier, bundle, { digest, predicateType }, by) };
      }
      return last.verified;
    };
  };
  const known = existing.find(({ verified }) => {
    const about = digestsOf(verified.claim);
    return satisfies(verified.claim, request) && digests.every(one => about.has(one));
  });
  if (known !== undefined) {
    const { bundle, verified } = known;
    const held = (target: Existing['target']) => digests.every(one => isHeld(existing, target, one, request));
    // GitHub lists a bundle under each of its subjects.
    const isStored = isHeld(existing, undefined, digest, request);
    const wasThere =
      (!request.isReferrer || image.fleet.alive().every(held)) && (request.store === undefined || isStored);
    return { ...verified, bundle, wasThere, isStored, verify: checking(who) };
  }
  const signer = await setup.source.signer();
  const bundle = await signClaim(claim, signer, setup.services, setup.sigstore);
  const verify = checking(asCertified(signer, who));
  const { identity, issuer } = verify(bundle);
  return { claim, bundle, identity, issuer, wasThere: false, isStored: false, verify };
}

function verifyOwn(
  verifier: BundleVerifier,
  bundle: Buffer,
  subject: Parameters<BundleVerifier['verify']>[1],
  by: Wanted,
): Verified {
  try {
    return verifier.verify(bundle, subject, by);
  } catch (error) {
    if (!(error instanceof SignatureDoubt)) throw error;
    throw new ActionError('SIGN_FAILED', `the signature that was just made ${error.message}`, {
      hint: 'No tag was moved. Check that `trusted-root` and `signing-config` belong to the same Sigstore, and are up to date.',
      cause: error,
    });
  }
}
