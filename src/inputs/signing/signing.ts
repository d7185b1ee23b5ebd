import { quote } from '../../host/text/quote.ts';
import { boolean, line, parseBoolean, type Source } from '../reading/source.ts';
import { type AttestInputs, readAttest } from './attest.ts';
import { readTrustedSigners, type TrustedSigner } from './trusted-signers.ts';

/** How published images are signed. Paths are relative to the workspace. */
export type SigningInputs = Readonly<{
  /** Undefined: unsigned. */
  sign: 'key' | 'keyless' | undefined;
  /** A private key, or the path of one. */
  signKey: string;
  signKeyPassword: string;
  /** Also sign images in the form of cosign 2. */
  signLegacy: boolean;
  /** Private names may appear in public logs. */
  signPublic: boolean;
  /** Paths; '' for the public Sigstore's. */
  signingConfig: string;
  trustedRoot: string;
  /** One of these must have signed the image of `source`; [] if not required. */
  verifySource: readonly TrustedSigner[];
  /** The same for base images. */
  signedBase: readonly TrustedSigner[];
}> &
  AttestInputs;

/** The signer of everything that needs one; undefined if nothing does. Attestations alone are the workflow's. */
export function signerOf({ sign, attest }: Pick<SigningInputs, 'sign' | 'attest'>): 'key' | 'keyless' | undefined {
  return sign ?? (attest.length > 0 ? 'keyless' : undefined);
}

export function readSigning(source: Source): SigningInputs {
  const sign = readSign(source);
  const inputs: SigningInputs = {
    sign,
    signKey: source.text('sign-key'),
    signKeyPassword: source.raw('sign-key-password'),
    signLegacy: boolean(source, 'sign-legacy'),
    signPublic: boolean(source, 'sign-public'),
    signingConfig: line(source, 'signing-config'),
    trustedRoot: line(source, 'trusted-root'),
    verifySource: readTrustedSigners(source, 'verify-source'),
    signedBase: readTrustedSigners(source, 'require-signed-base'),
    ...readAttest(source),
  };
  if (sign !== 'key') {
    for (const name of ['sign-key', 'sign-key-password'] as const) {
      if (source.text(name) === '') continue;
      source.report(name, 'is set, but nothing is signed with a key', 'Set `sign: key`, or remove it.');
    }
  }
  if (inputs.signLegacy && sign === undefined) {
    source.report(
      'sign-legacy',
      'is true, but the image is not signed',
      'Set `sign: keyless` or `sign: key`, or remove it.',
    );
  }
  const isSigned = signerOf(inputs) !== undefined;
  if (!isSigned && inputs.signingConfig !== '') {
    source.report(
      'signing-config',
      'is given, but nothing is signed',
      'Set `sign: keyless` or `sign: key`, or remove it.',
    );
  }
  const isVerified = inputs.verifySource.length + inputs.signedBase.length > 0;
  if (!isSigned && !isVerified && inputs.trustedRoot !== '') {
    const fix = 'Set `sign: keyless`, `sign: key` or `verify-source`, or remove it.';
    source.report('trusted-root', 'is given, but nothing is signed or verified', fix);
  }
  if (source.text('verify-source') !== '' && !isRegistry(source.text('source'))) {
    const fix = 'Give a `source` in a registry, or remove `verify-source`.';
    source.report('verify-source', 'is given, but no image from a registry is promoted', fix);
  }
  if (inputs.signingConfig !== '' && inputs.trustedRoot === '') {
    source.report(
      'trusted-root',
      'is empty, but `signing-config` is given',
      'Give the trusted root of the same Sigstore: every signature is verified before a tag moves.',
    );
  }
  return inputs;
}

function isRegistry(text: string): boolean {
  return text !== '' && !text.startsWith('oci:');
}

function readSign(source: Source): SigningInputs['sign'] {
  const text = source.text('sign');
  if (text === 'key' || text === 'keyless') return text;
  if (text !== '' && parseBoolean(text) !== false) source.invalid('sign', quote(text), '`keyless`, `key` or `false`');
  return undefined;
}
