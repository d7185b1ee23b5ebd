import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { KeyProblem, readPrivateKey, readPublicKey } from '../../src/signing/keys.ts';

/** From `cosign generate-key-pair` 3.1.1, only for this test: its password is `pw`. */
const COSIGN = `-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----
eyJrZGYiOnsibmFtZSI6InNjcnlwdCIsInBhcmFtcyI6eyJOIjo2NTUzNiwiciI6
OCwicCI6MX0sInNhbHQiOiJUaFRDUWdDRVN1amJCbVg0MGNUNW11WnQ4TkQxZE1s
SFZrenpaWmhwQlVNPSJ9LCJjaXBoZXIiOnsibmFtZSI6Im5hY2wvc2VjcmV0Ym94
Iiwibm9uY2UiOiJjR3VFSklYZkVYdi83TDBxSW1YbWNSUW5CUXRDL3VWNyJ9LCJj
aXBoZXJ0ZXh0IjoiZzVDd0YwZjZWNXhCdzRFYTE0ZTNCU0c0Szc3R28ydkQ4TXJm
OVRTL3I4bUt1bWIySzRYeElSZm5nRTBHQ0ZULzZUSlNCNURYWmZLNGFocEcvNWtv
L2M1a3B0UGQ3UGYyQXptZjU0TDcyUXFWbXBkUzN5UlFHK05VYk5WWkdBMHcwZ3Vj
bjlxS25yK1R0TmpsMyszUkRxU0tQZFQ2YVNnekpCdndSUjljeExMVTZnNUZlbGp1
eHVlam9XeUJTNWxPR2gydWhpWEUzMkszamc9PSJ9
-----END ENCRYPTED SIGSTORE PRIVATE KEY-----
`;
const COSIGN_PUB = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE9NUq2v0yIjguWgyi4p/zRu4E40lY
f9/9ucwVunejsBLckdNYmcQUY8sys6BcZjjyliqRl/4z9vHrwoNCKTRI3g==
-----END PUBLIC KEY-----`;

const p256 = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const plain = (type: 'pkcs8' | 'sec1') => p256().export({ type, format: 'pem' }).toString();
const locked = (passphrase: string) =>
  p256().export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString();
const otherKind = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const otherCurve = () =>
  generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ type: 'sec1', format: 'pem' }).toString();

describe('a private key', () => {
  test.each([
    ['PKCS#8', plain('pkcs8'), ''],
    ['SEC 1', plain('sec1'), ''],
    ['with an unneeded password', plain('pkcs8'), 'pw'],
    ['encrypted PKCS#8', locked('pw'), 'pw'],
    ['with Windows line ends', plain('pkcs8').replaceAll('\n', '\r\n'), ''],
    ['cosign', COSIGN, 'pw'],
  ])('%s', async (_what, pem, password) => {
    expect((await readPrivateKey(pem, password)).asymmetricKeyDetails).toMatchObject({ namedCurve: 'prime256v1' });
  });

  test.each([
    ['text', 'hello', '', /neither a PEM key/],
    ['a public key', COSIGN_PUB, '', /not a private key/],
    ['cut short', plain('pkcs8').slice(0, 60), '', /not a valid PEM/],
    ['of another kind', otherKind(), '', /unsupported kind \(ed25519\)/],
    ['of another curve', otherCurve(), '', /unsupported kind \(secp384r1\)/],
    ['encrypted, without a password', locked('pw'), '', /`sign-key-password` is empty/],
    ['encrypted, with a wrong password', locked('pw'), 'wp', /cannot be decrypted/],
    ["cosign's, without a password", COSIGN, '', /`sign-key-password` is empty/],
    ["cosign's, with a wrong password", COSIGN, 'wp', /cannot be decrypted/],
    ["cosign's, damaged", COSIGN.replace('eyJ', 'eyK'), 'pw', /damaged|unknown format/],
    ["cosign's, asking for gigabytes", greedy(), 'pw', /unknown format/],
  ])('%s is rejected with a remedy', async (_what, pem, password, problem) => {
    const error = await readPrivateKey(pem, password).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(KeyProblem);
    expect(error).toMatchObject({ message: expect.stringMatching(problem), fix: expect.stringMatching(/\.$/) });
  });
});

test('a public key', () => {
  expect(readPublicKey(COSIGN_PUB).asymmetricKeyType).toBe('ec');
  for (const text of ['', 'x', plain('pkcs8'), '-----BEGIN PUBLIC KEY-----\nx\n-----END PUBLIC KEY-----']) {
    expect(() => readPublicKey(text)).toThrow(KeyProblem);
  }
  expect(readPublicKey(publicOf('rsa', { modulusLength: 2048 })).asymmetricKeyType).toBe('rsa');
  expect(() => readPublicKey(publicOf('ec', { namedCurve: 'P-384' }))).toThrow(/unsupported kind \(secp384r1\)/);
  expect(() => readPublicKey(publicOf('ed25519', {}))).toThrow(/unsupported kind \(ed25519\)/);
});

function greedy(): string {
  const kdf = { name: 'scrypt', params: { N: 2 ** 24, r: 64, p: 1 }, salt: '' };
  const key = { kdf, cipher: { name: 'nacl/secretbox', nonce: '' }, ciphertext: '' };
  const body = Buffer.from(JSON.stringify(key)).toString('base64');
  return `-----BEGIN ENCRYPTED COSIGN PRIVATE KEY-----\n${body}\n-----END ENCRYPTED COSIGN PRIVATE KEY-----`;
}

function publicOf(kind: 'rsa' | 'ec' | 'ed25519', options: object): string {
  // The types have a separate function for each kind of key.
  const generate = generateKeyPairSync as (kind: string, options: object) => { publicKey: KeyObject };
  return generate(kind, options).publicKey.export({ type: 'spki', format: 'pem' }).toString();
}
