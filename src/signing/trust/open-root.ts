import { resolve } from 'node:path';
import { InputError, messageOf } from '../../host/errors.ts';
import { readText } from '../../host/files/regular-file.ts';
import { quote } from '../../host/text/quote.ts';
import { GITHUB_ROOT } from './github-root.ts';
import { PUBLIC_ROOT } from './public-root.ts';
import { type BundleVerifier, bundleVerifier, type Doubt, SignatureDoubt, type Verified } from './verify.ts';

/** A trusted root with years of logs has some tens of KB. Bytes. */
const LARGEST = 4 * 1024 * 1024;

/** Doubts after which another root may know the signer. */
const UNKNOWN: readonly Doubt[] = ['certificate', 'log', 'timestamp', 'expired'];

/**
 * Verifies against the public Sigstore's root, and unknown signers against GitHub's own, which signs the attestations
 * of private repositories.
 */
function builtIn(): BundleVerifier {
  const open = bundleVerifier(PUBLIC_ROOT);
  let github: BundleVerifier | undefined;
  return {
    verifyBytes: open.verifyBytes,
    verify(bundle, subject, by) {
      try {
        return open.verify(bundle, subject, by);
      } catch (error) {
        const mayKnow = by.kind === 'keyless' && error instanceof SignatureDoubt && UNKNOWN.includes(error.doubt);
        if (!mayKnow) throw error;
        github ??= bundleVerifier(GITHUB_ROOT);
        return verifyElse(github, error, [bundle, subject, by]);
      }
    },
  };
}

/** @throws SignatureDoubt the first one, unless the second root knows the signer and also has a doubt */
function verifyElse(
  other: BundleVerifier,
  first: SignatureDoubt,
  asked: Parameters<BundleVerifier['verify']>,
): Verified {
  try {
    return other.verify(...asked);
  } catch (error) {
    throw error instanceof SignatureDoubt && !UNKNOWN.includes(error.doubt) ? error : first;
  }
}

/**
 * Verifies against the root of the input `trusted-root`; '' means those of the public Sigstore and GitHub.
 *
 * @throws InputError
 */
export function openRoot(path: string, workspace: string): BundleVerifier {
  if (path === '') return builtIn();
  try {
    return bundleVerifier(readText(resolve(workspace, path), { follow: true, largest: LARGEST }));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is not valid JSON' : messageOf(error);
    const problem = `cannot be used (${quote(path)}): ${why}`;
    const fix = 'Give the path of a trusted root in JSON, as `cosign trusted-root create` writes it.';
    throw new InputError([{ input: 'trusted-root', problem, fix }]);
  }
}

/** Verifies against a given root; '' means those of the public Sigstore and GitHub. @throws InputError */
export function rootIn(text: string): BundleVerifier {
  if (text === '') return builtIn();
  try {
    return bundleVerifier(text);
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is not valid JSON' : messageOf(error);
    const fix = 'Write a trusted root in JSON, as `cosign trusted-root create` makes it.';
    throw new InputError([{ input: 'policy', problem: `has a \`trusted-root\` that cannot be used: ${why}`, fix }]);
  }
}
