import { boolean, line, quote, type Source } from '../reading/source.ts';
import { type AttestInputs, readAttest } from './attest.ts';

/** How what is published is signed. Paths are relative to the workspace. */
export type SigningInputs = Readonly<{
  /** Undefined: it is not. */
  sign: 'key' | 'keyless' | undefined;
  /** A private key, or the path of one. */
  signKey: string;
  signKeyPassword: string;
  /** What is private may be named in public logs. */
  signPublic: boolean;
  /** Paths; '' for the public Sigstore's. */
  signingConfig: string;
  trustedRoot: string;
}> &
  AttestInputs;

/** Who signs what there is to sign; undefined when that is nothing. Attestations alone are the workflow's. */
export function signerOf({ sign, attest }: Pick<SigningInputs, 'sign' | 'attest'>): 'key' | 'keyless' | undefined {
  return sign ?? (attest.length > 0 ? 'keyless' : undefined);
}

export function readSigning(source: Source): SigningInputs {
  const sign = readSign(source);
  const inputs: SigningInputs = {
    sign,
    signKey: source.text('sign-key'),
    signKeyPassword: source.raw('sign-key-password'),
    signPublic: boolean(source, 'sign-public'),
    signingConfig: line(source, 'signing-config'),
    trustedRoot: line(source, 'trusted-root'),
    ...readAttest(source),
  };
  if (sign !== 'key') {
    for (const name of ['sign-key', 'sign-key-password'] as const) {
      if (source.text(name) === '') continue;
      source.report(name, 'is set, but nothing is signed with a key', 'Set `sign: key`, or remove it.');
    }
  }
  if (signerOf(inputs) === undefined) {
    for (const name of ['signing-config', 'trusted-root'] as const) {
      if (source.text(name) === '') continue;
      source.report(name, 'is set, but nothing is signed', 'Set `sign: keyless` or `sign: key`, or remove it.');
    }
  }
  if (inputs.signingConfig !== '' && inputs.trustedRoot === '') {
    source.report(
      'trusted-root',
      'is empty, and `signing-config` is given',
      'Give the trusted root of the same Sigstore: every signature is verified before a tag moves.',
    );
  }
  return inputs;
}

function readSign(source: Source): SigningInputs['sign'] {
  const text = source.text('sign');
  if (text === 'key' || text === 'keyless') return text;
  if (text !== '' && text !== 'false') source.invalid('sign', quote(text), '`keyless`, `key` or `false`');
  return undefined;
}
