import { resolve } from 'node:path';
import { ActionError, InputError } from '../host/errors.ts';
import { readIfThere } from '../host/files/read-if-there.ts';
import { matchesGlob } from '../host/text/glob.ts';
import type { TrustedSigner } from '../inputs/signing/trusted-signers.ts';
import type { Digest } from '../oci/types.ts';
import { readReferrerList } from '../registry/referrer-list.ts';
import type { Repository } from '../registry/types.ts';
import { COSIGN_SIGNATURE } from './bundle/statement.ts';
import { matchesIdentity } from './glob.ts';
import { KeyProblem, readPublicKey } from './keys.ts';
import { findBundles } from './referrers/find.ts';
import { type BundleVerifier, SignatureDoubt, type Verified, type Wanted } from './trust/verify.ts';

/** An image in a repository. `name`: as its user wrote it. */
type Place = Readonly<{
  repository: Repository;
  digest: Digest;
  name: string;
  /** Bundles from another source, asked only if the repository has no good one. @throws ActionError */
  elsewhere?: (() => Promise<readonly Buffer[]>) | undefined;
}>;

/**
 * The accepted signers of an input.
 *
 * @param input its name, for messages
 * @throws InputError for an invalid key
 */
export function wantedOf(signers: readonly TrustedSigner[], input: string, workspace: string): readonly Wanted[] {
  return signers.map((signer): Wanted => {
    if (signer.kind === 'identity') {
      const { identity, issuer } = signer;
      return {
        kind: 'keyless',
        isIdentity: text => matchesIdentity(identity, text),
        isIssuer: text => matchesGlob(issuer, text),
      };
    }
    const { key } = signer;
    const pem = key.includes('-----BEGIN') ? key : (readIfThere(resolve(workspace, key)) ?? '');
    try {
      return { kind: 'key', key: readPublicKey(pem), log: false };
    } catch (error) {
      if (!(error instanceof KeyProblem)) throw error;
      throw new InputError([{ input: `${input}.key`, problem: error.message, fix: error.fix }]);
    }
  });
}

/** The type of statement; default: a plain signature as made by cosign. */
type Asked = Readonly<{
  predicateType?: string;
  /** @throws SignatureDoubt for other problems of the right signer's signature */
  check?(verified: Verified): void;
}>;

/**
 * Verifies that one of these has signed an image. One good signature is enough.
 *
 * @throws ActionError SIGNATURE_INVALID, with the reason for each existing signature
 */
export async function verifyImage(
  { repository, digest, name, elsewhere }: Place,
  wanted: readonly Wanted[],
  verifier: BundleVerifier,
  { predicateType = COSIGN_SIGNATURE, check }: Asked = {},
): Promise<Verified> {
  const found = await findBundles(repository, digest, await readReferrerList(repository, digest));
  const doubts: SignatureDoubt[] = [];
  const firstGood = (bundles: readonly Buffer[]): Verified | undefined => {
    for (const bundle of bundles) {
      for (const by of wanted) {
        try {
          const verified = verifier.verify(bundle, { digest, predicateType }, by);
          check?.(verified);
          return verified;
        } catch (error) {
          if (!(error instanceof SignatureDoubt)) throw error;
          doubts.push(error);
        }
      }
    }
    return undefined;
  };
  const good = firstGood(found.map(({ bundle }) => bundle)) ?? firstGood((await elsewhere?.()) ?? []);
  if (good !== undefined) return good;
  throw notSigned(`${name} (${digest})`, doubts);
}

const NOTHING =
  'Sign it with `sign:` or with cosign 3. Signatures under `.sig` tags, as cosign 2 writes them, are not read.';
const WRONG = 'Compare the identity with the one in the command that the signing run printed in its summary.';

function notSigned(image: string, doubts: readonly SignatureDoubt[]): ActionError {
  // Statements of another type are reported only if there are no others.
  const specific = doubts.filter(({ doubt }) => doubt !== 'predicate');
  const shown = [...new Set((specific.length > 0 ? specific : doubts).map(({ message }) => message))].slice(0, 5);
  if (shown.length === 0) return new ActionError('SIGNATURE_INVALID', `${image} is not signed`, { hint: NOTHING });
  const message = `${image} is not signed as required: its signature ${shown.join('; another one ')}`;
  return new ActionError('SIGNATURE_INVALID', message, { hint: WRONG });
}
