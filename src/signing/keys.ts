import { createPrivateKey, createPublicKey, type KeyObject, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

/** Why a text is not a valid signing key: a clause, and how to fix it. */
export class KeyProblem extends Error {
  readonly fix: string;

  constructor(problem: string, fix: string) {
    super(problem);
    this.fix = fix;
  }
}

const FORMS =
  'Give a PEM private key of the curve P-256 (`openssl ecparam -name prime256v1 -genkey -noout`), or the file that `cosign generate-key-pair` writes.';

/**
 * Reads a private key: PEM (PKCS#8 or SEC 1, encrypted or not), or cosign's own encrypted form.
 *
 * @throws KeyProblem
 */
export async function readPrivateKey(pem: string, password: string): Promise<KeyObject> {
  const cosign = /-----BEGIN ENCRYPTED (?:COSIGN|SIGSTORE) PRIVATE KEY-----([\s\S]*?)-----END/.exec(pem)?.[1];
  const key = cosign === undefined ? readPem(pem, password) : await readCosignKey(cosign, password);
  if (key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key;
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  throw new KeyProblem(`is a key of an unsupported kind (${details?.namedCurve ?? type})`, FORMS);
}

function readPem(pem: string, passphrase: string): KeyObject {
  if (/-----BEGIN (?:PUBLIC KEY|CERTIFICATE)/.test(pem)) throw new KeyProblem('is not a private key', FORMS);
  if (!pem.includes('-----BEGIN ')) throw new KeyProblem('is neither a PEM key nor the path of one', FORMS);
  const isEncrypted = /ENCRYPTED/.test(pem);
  if (isEncrypted && passphrase === '') throw needsPassword();
  try {
    return createPrivateKey({ key: pem, ...(isEncrypted && { passphrase }) });
  } catch {
    // OpenSSL's error is omitted: it is about a secret.
    if (isEncrypted) throw wrongPassword();
    throw new KeyProblem('is not a valid PEM private key', FORMS);
  }
}

/** @see https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md and go-securesystemslib/encrypted */
async function readCosignKey(body: string, password: string): Promise<KeyObject> {
  const { kdf, cipher, ciphertext } = parseCosign(body);
  const { N = 0, r = 0, p = 0 } = kdf?.params ?? {};
  // cosign's own are 65536, 8 and 1; a file must not require gigabytes or hours.
  const isBounded =
    [N, r, p].every(Number.isSafeInteger) && N > 1 && N <= 2 ** 20 && r > 0 && r <= 16 && p > 0 && p <= 4;
  if (kdf?.name !== 'scrypt' || cipher?.name !== 'nacl/secretbox' || !isBounded) {
    throw new KeyProblem('is a cosign key in an unknown format', FORMS);
  }
  const { default: nacl } = await import('tweetnacl');
  const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);
  const secret = await derive(password, bytesOf(kdf.salt), 32, { N, r, p, maxmem: 256 * N * r });
  const nonce = bytesOf(cipher.nonce);
  if (nonce.length !== nacl.secretbox.nonceLength) throw new KeyProblem('is a damaged cosign key', FORMS);
  const opened = nacl.secretbox.open(bytesOf(ciphertext), nonce, secret);
  if (opened === null) throw password === '' ? needsPassword() : wrongPassword();
  try {
    return createPrivateKey({ key: Buffer.from(opened), format: 'der', type: 'pkcs8' });
  } catch {
    throw new KeyProblem('is not a private key', FORMS);
  }
}

type CosignKey = Readonly<{
  kdf?: Readonly<{ name?: string; params?: Readonly<{ N?: number; r?: number; p?: number }>; salt?: string }>;
  cipher?: Readonly<{ name?: string; nonce?: string }>;
  ciphertext?: string;
}>;

function parseCosign(body: string): CosignKey {
  try {
    return (JSON.parse(Buffer.from(body, 'base64').toString()) ?? {}) as CosignKey;
  } catch {
    throw new KeyProblem('is a damaged cosign key', FORMS);
  }
}

function bytesOf(base64: unknown): Buffer {
  return Buffer.from(typeof base64 === 'string' ? base64 : '', 'base64');
}

function needsPassword(): KeyProblem {
  return new KeyProblem('is encrypted, and `sign-key-password` is empty', 'Set `sign-key-password` to its password.');
}

function wrongPassword(): KeyProblem {
  return new KeyProblem(
    'cannot be decrypted with `sign-key-password`',
    'Check that the password is the one of this key.',
  );
}

/**
 * Reads a public key in PEM, of a kind that cosign 3 can verify: P-256, as it creates them, or RSA, as many key
 * services do. (With P-384, P-521 and Ed25519, cosign 3.1.1 writes bundles that it then rejects.)
 *
 * @throws KeyProblem
 */
export function readPublicKey(pem: string): KeyObject {
  const key = readPublicPem(pem);
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === 'rsa' || details?.namedCurve === 'prime256v1') return key;
  throw new KeyProblem(
    `is a key of an unsupported kind (${details?.namedCurve ?? type})`,
    'Use a key of the curve P-256, or an RSA key.',
  );
}

function readPublicPem(pem: string): KeyObject {
  try {
    if (/-----BEGIN PUBLIC KEY-----/.test(pem)) return createPublicKey(pem);
  } catch {
    // Reported below.
  }
  throw new KeyProblem(
    'is not a PEM public key',
    'Give the text of `cosign.pub`, from `-----BEGIN PUBLIC KEY-----` on.',
  );
}
