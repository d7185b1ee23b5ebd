import type { Context } from '../event/context.ts';
import type { Problem } from '../host/errors.ts';
import { type SigningInputs, signerOf } from '../inputs/signing/signing.ts';

/** Why the public Sigstore cannot sign for this server's jobs; undefined if it can. */
export function foreignServer(signing: SigningInputs, { serverUrl }: Context): Problem | undefined {
  if (serverUrl === 'https://github.com') return undefined;
  return {
    ...aboutKeyless(signing, 'and the public Sigstore accepts only tokens of github.com'),
    fix: `Give the \`signing-config\` and \`trusted-root\` of a Sigstore that accepts tokens of ${serverUrl}, or use \`sign: key\`.`,
  };
}

/** The same for a dry run, which reads no files: undefined where a Sigstore is configured, or a key signs. */
export function foreignWithoutConfig(signing: SigningInputs, context: Context): Problem | undefined {
  const isPublic = signerOf(signing) === 'keyless' && signing.signingConfig === '';
  return isPublic ? foreignServer(signing, context) : undefined;
}

/** The input that asks for a certificate of the workflow's identity. */
export function aboutKeyless({ sign }: SigningInputs, problem: string): Pick<Problem, 'input' | 'problem'> {
  return sign === 'keyless'
    ? { input: 'sign', problem: `is \`keyless\`, ${problem}` }
    : { input: 'attest', problem: `needs a certificate for this workflow, ${problem}` };
}
