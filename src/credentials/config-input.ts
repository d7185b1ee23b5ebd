import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { resolve } from 'node:path';
import { ActionError } from '../host/errors.ts';
import { readRegular } from '../host/files/regular-file.ts';
import { type DockerConfig, parseDockerConfig } from './docker-config.ts';

const INPUT = 'docker-config';
const PASSPHRASE = `\`${INPUT}-passphrase\``;
const MAGIC = Buffer.from('Salted__');
/** The default of `openssl enc -pbkdf2` without `-iter`. */
const ITERATIONS = 10_000;

function bad(problem: string, hint: string): ActionError {
  return new ActionError('INPUT_INVALID', `\`${INPUT}\` ${problem}`, { hint });
}

/**
 * Decrypts the output of `openssl enc -aes-256-cbc -pbkdf2 -salt`: `Salted__`, eight bytes of salt, the ciphertext. Key
 * and initialization vector are the 48 bytes of PBKDF2 with SHA-256 (openssl-enc(1)).
 *
 * @throws ActionError `INPUT_INVALID` for a wrong passphrase or a corrupt file
 */
function decryptOpenssl(bytes: Buffer, passphrase: string): Buffer {
  const salt = bytes.subarray(MAGIC.length, MAGIC.length + 8);
  const derived = pbkdf2Sync(passphrase, salt, ITERATIONS, 48, 'sha256');
  try {
    const decipher = createDecipheriv('aes-256-cbc', derived.subarray(0, 32), derived.subarray(32));
    return Buffer.concat([decipher.update(bytes.subarray(MAGIC.length + 8)), decipher.final()]);
  } catch {
    throw wrongPassphrase();
  }
}

const ENCRYPT = 'openssl enc -aes-256-cbc -pbkdf2 -salt -in config.json -out config.enc';

function wrongPassphrase(): ActionError {
  return bad('cannot be decrypted', `Check ${PASSPHRASE}, and encrypt with: ${ENCRYPT}`);
}

/** The tool that encrypted content that is not JSON; undefined if it is not encrypted. */
function cipherOf(bytes: Buffer): string | undefined {
  const text = bytes.toString('latin1').trimStart();
  if (text.startsWith('$ANSIBLE_VAULT;')) return 'by ansible-vault';
  if (/^(?:-----BEGIN (?:PGP|AGE)|age-encryption\.org)/.test(text)) return 'by PGP or age';
  const inside = text.length < SHORTEST_CIPHER ? undefined : fromBase64(bytes);
  // Codeship's jet writes nothing but the base64 of its ciphertext.
  return inside?.some(byte => byte < 9 || byte > 126) ? 'by another tool than openssl (Codeship’s jet?)' : undefined;
}

/** In base64: shorter texts may be paths. */
const SHORTEST_CIPHER = 100;

function fromBase64(bytes: Buffer): Buffer | undefined {
  const text = bytes.toString('latin1').replace(/\s+/g, '');
  return text !== '' && /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}

const isEncrypted = (bytes: Buffer): boolean => bytes.subarray(0, MAGIC.length).equals(MAGIC);
const isJson = (bytes: Buffer): boolean => bytes.toString().trimStart().startsWith('{');

/** JSON text from JSON, an encrypted file, or base64 of either. */
function decode(bytes: Buffer, passphrase: string): string | undefined {
  const candidates = [bytes, fromBase64(bytes)].filter(each => each !== undefined);
  const known = candidates.find(each => isEncrypted(each) || isJson(each));
  if (known === undefined || !isEncrypted(known)) return known?.toString();
  if (passphrase === '') throw bad('is encrypted', `Set ${PASSPHRASE} to the passphrase it was encrypted with.`);
  const opened = decryptOpenssl(known, passphrase);
  // One wrong passphrase in 256 leaves valid padding.
  if (!isJson(opened)) throw wrongPassphrase();
  return opened.toString();
}

async function readIfFile(path: string): Promise<Buffer | undefined> {
  try {
    return readRegular(path, { follow: true });
  } catch {
    return undefined;
  }
}

/**
 * The input `docker-config`: the content of a Docker config, base64 of it, or a path (relative to the workspace); each
 * may be encrypted with openssl. Undefined when the input is empty.
 *
 * @throws ActionError `INPUT_INVALID` for anything else, or for an unreadable entry
 */
export async function readConfigInput(
  input: string,
  workspace: string,
  passphrase = '',
): Promise<DockerConfig | undefined> {
  const value = input.trim();
  if (value === '') return undefined;
  const isPath = !value.startsWith('{') && !value.includes('\n') && value.length < 4096;
  const file = isPath ? await readIfFile(resolve(workspace, value)) : undefined;
  const content = decode(file ?? Buffer.from(value), passphrase);
  const cipher = content === undefined ? cipherOf(file ?? Buffer.from(value)) : undefined;
  if (cipher !== undefined) {
    throw bad(`is encrypted ${cipher}`, `Decrypt it, encrypt with openssl, and set ${PASSPHRASE}: ${ENCRYPT}`);
  }
  if (content === undefined) {
    throw bad(
      file === undefined
        ? 'is neither JSON, base64-encoded JSON, nor a path that exists'
        : 'names a file that is not JSON',
      'Give the content of a Docker config.json, base64 of it, or its path in the workspace.',
    );
  }
  const config = parseDockerConfig(content, `\`${INPUT}\``);
  // Unlike the user's own file, this one was passed to be used: its problems must be fixed.
  if (config.problems.length > 0) {
    throw new ActionError('INPUT_INVALID', config.problems.join('\n'), {
      hint: 'An entry is {"auth": "base64 of user:password"} or {"username": "…", "password": "…"}.',
    });
  }
  return config;
}
