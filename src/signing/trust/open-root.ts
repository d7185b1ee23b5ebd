import { resolve } from 'node:path';
import { InputError, messageOf } from '../../host/errors.ts';
import { readText } from '../../host/files/regular-file.ts';
import { PUBLIC_ROOT } from './public-root.ts';
import { type BundleVerifier, bundleVerifier } from './verify.ts';

/** A trusted root with years of logs has some tens of KB. Bytes. */
const LARGEST = 4 * 1024 * 1024;

/**
 * Verifies against the root that the input `trusted-root` names; '' is the public Sigstore's.
 *
 * @throws InputError
 */
export function openRoot(path: string, workspace: string): BundleVerifier {
  if (path === '') return bundleVerifier(PUBLIC_ROOT);
  try {
    return bundleVerifier(readText(resolve(workspace, path), { follow: true, largest: LARGEST }));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is not valid JSON' : messageOf(error);
    const problem = `cannot be used (${JSON.stringify(path.slice(0, 200))}): ${why}`;
    const fix = 'Give the path of a trusted root in JSON, as `cosign trusted-root create` writes it.';
    throw new InputError([{ input: 'trusted-root', problem, fix }]);
  }
}

/** Verifies against a root that is at hand; '' is the public Sigstore's. @throws InputError */
export function rootIn(text: string): BundleVerifier {
  if (text === '') return bundleVerifier(PUBLIC_ROOT);
  try {
    return bundleVerifier(text);
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is not valid JSON' : messageOf(error);
    const fix = 'Write a trusted root in JSON, as `cosign trusted-root create` makes it.';
    throw new InputError([{ input: 'policy', problem: `has a \`trusted-root\` that cannot be used: ${why}`, fix }]);
  }
}
