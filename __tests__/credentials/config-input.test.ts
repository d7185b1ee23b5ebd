import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readConfigInput } from '../../src/credentials/config-input.ts';

const json = '{"auths":{"quay.io":{"auth":"YWNtZStjaTpwdw=="}}}';
const base64 = Buffer.from(json).toString('base64');
const wrapped = `${base64.replace(/.{20}/g, '$&\n')}\n`;
/** `json` by OpenSSL 3.0.19: openssl enc -aes-256-cbc -pbkdf2 -salt -pass 'pass:open sesame' | base64 */
const encrypted =
  'U2FsdGVkX1+hUUuQWoEK4SUQUF6rBgiPehPeLK9cUBMBltEiVN/iZOPl/TJKIXqnx+kVnsXv6hQJ9T7B7/HZ3CED4U0gtfUHPzr8KiXvdx8=';
/** `not json`, likewise. */
const encryptedText = 'U2FsdGVkX1/wqRMgOcmB3XVQYyAMDi0G7yBQ8XXUlSA=';

const workspace = mkdtempSync(join(tmpdir(), 'config-input-'));
const files = {
  'config.json': json,
  'config.b64': wrapped,
  'config.enc': Buffer.from(encrypted, 'base64'),
  'config.enc.b64': encrypted,
  notes: 'nothing like it',
  vault: '$ANSIBLE_VAULT;1.1;AES256\n3362643735663966\n',
  jet: `${Buffer.from(Array.from({ length: 120 }, (_, i) => (i * 37 + 130) % 256)).toString('base64')}\n`,
};
beforeAll(() => {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(workspace, name), content);
});
afterAll(() => rmSync(workspace, { recursive: true }));

const read = (value: string, passphrase = '') => readConfigInput(value, workspace, passphrase);

test.each([
  ['content', `\n${json}\n`, ''],
  ['base64', base64, ''],
  ['base64 in lines', wrapped, ''],
  ['a path in the workspace', 'config.json', ''],
  ['an absolute path', join(workspace, 'config.json'), ''],
  ['a file of base64', './config.b64', ''],
  ['an encrypted file', 'config.enc', 'open sesame'],
  ['an encrypted file in base64', 'config.enc.b64', 'open sesame'],
  ['encrypted content in base64', encrypted, 'open sesame'],
  ['plain content though a passphrase is set', json, 'open sesame'],
])('%s', async (_, value, passphrase) => {
  const expected = new Map([['quay.io', { kind: 'basic', username: 'acme+ci', password: 'pw' }]]);
  expect((await read(value, passphrase))?.auths).toEqual(expected);
});

test('an empty input means no config', async () => {
  expect(await read(' \n')).toBeUndefined();
});

describe('rejected with its name and how to fix it', () => {
  const damaged = Buffer.from(encrypted, 'base64').subarray(0, 50).toString('base64');

  test.each([
    [
      'no such path',
      'no/such',
      '',
      '`docker-config` is neither JSON, base64-encoded JSON, nor a path that exists',
      'Give',
    ],
    ['another file', 'notes', '', '`docker-config` names a file that is not JSON', 'Give'],
    ["ansible-vault's file", 'vault', '', 'is encrypted by ansible-vault', 'encrypt with openssl'],
    ['its content', files.vault, 'x', 'is encrypted by ansible-vault', 'openssl enc -aes-256-cbc -pbkdf2'],
    ["jet's file", 'jet', 'x', 'is encrypted by another tool than openssl', 'encrypt with openssl'],
    [
      'a long path',
      'configuration/of/production/registries/for/the/whole/organization/docker',
      '',
      'is neither',
      'Give',
    ],
    ['a folder', '.', '', '`docker-config` is neither', 'Give'],
    ['JSON cut short', '{"auths":', '', '`docker-config` is not a JSON object', 'A Docker config looks like'],
    ['no passphrase', 'config.enc', '', '`docker-config` is encrypted', 'Set `docker-config-passphrase`'],
    ['a wrong one', 'config.enc', 'open', '`docker-config` cannot be decrypted', 'Check `docker-config-passphrase`'],
    ['a corrupt file', damaged, 'open sesame', '`docker-config` cannot be decrypted', 'Check'],
    ['something else in it', encryptedText, 'open sesame', '`docker-config` cannot be decrypted', 'Check'],
    [
      'a bad entry',
      '{"auths":{"a":{"auth":"!"}}}',
      '',
      '`docker-config`: the entry of a is not a valid login',
      'An entry is',
    ],
  ])('%s', async (_, value, passphrase, message, hint) => {
    const error = {
      code: 'INPUT_INVALID',
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    };
    await expect(read(value, passphrase)).rejects.toMatchObject(error);
  });
});
