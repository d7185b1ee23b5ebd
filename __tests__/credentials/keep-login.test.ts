import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseDockerConfig } from '../../src/credentials/docker-config.ts';
import { checkKeepLogins, configPathIn, keepLogins, takeBackLogins } from '../../src/credentials/keep-login.ts';
import type { Undo } from '../../src/journal/undo.ts';
import type { Credential } from '../../src/registry/auth/credential.ts';

let root: string;
let dir: string;
let path: string;
const noted: Undo[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'keep-login-'));
  dir = join(root, 'home/.docker');
  path = join(dir, 'config.json');
  mkdirSync(join(root, 'home'));
  mkdirSync(join(root, 'run'));
  noted.length = 0;
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const LOGINS: ReadonlyMap<string, Credential> = new Map<string, Credential>([
  ['ghcr.io', { kind: 'basic', username: 'mona', password: 'ghs_x' }],
  ['docker.io', { kind: 'basic', username: 'acme', password: 'dckr_y' }],
  ['acme.azurecr.io', { kind: 'identity', identityToken: 'refresh' }],
]);
const keep = (logins = LOGINS) =>
  keepLogins(logins, dir, { path: join(root, 'run'), note: async undo => void noted.push(undo) });
const takeBack = () => takeBackLogins(configPathIn(dir), join(root, 'run'));
const read = () => JSON.parse(readFileSync(path, 'utf8'));
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Odd spacing, an unknown key, no final newline: no program would write it like this again. */
const ODD = '{ "auths" : {"ghcr.io":{"auth":"b2xkOm9sZA=="},\n"quay.io": {} },   "HttpHeaders":{"X":"1"}}';

test('logins are written as docker does, and new ones are removed afterwards', async () => {
  await keep();
  expect(read()).toEqual({
    auths: {
      'ghcr.io': { auth: base64('mona:ghs_x') },
      'https://index.docker.io/v1/': { auth: base64('acme:dckr_y') },
      'acme.azurecr.io': { identitytoken: 'refresh' },
    },
  });
  expect(parseDockerConfig(readFileSync(path, 'utf8'), path).auths).toEqual(LOGINS);
  expect([statSync(path).mode & 0o777, statSync(dir).mode & 0o777]).toEqual([0o600, 0o700]);
  expect(noted).toEqual([{ kind: 'login', path }]);
  takeBack();
  expect(readdirSync(join(root, 'home'))).toEqual([]);
  takeBack();
});

test('an existing file is restored byte for byte, with its permissions and as the same link', async () => {
  mkdirSync(dir);
  const real = join(root, 'home/real.json');
  writeFileSync(real, ODD);
  chmodSync(real, 0o640);
  symlinkSync('../real.json', path);
  await keep();
  expect(read().auths['ghcr.io']).toEqual({ auth: base64('mona:ghs_x') });
  expect(read()).toMatchObject({ HttpHeaders: { X: '1' }, auths: { 'quay.io': {} } });
  expect(lstatSync(path).isSymbolicLink()).toBe(true);
  takeBack();
  expect(readFileSync(real, 'utf8')).toBe(ODD);
  expect([statSync(real).mode & 0o777, lstatSync(path).isSymbolicLink()]).toEqual([0o640, true]);
  expect(readdirSync(dir)).toEqual(['config.json']);
});

test('helpers are bypassed for these hosts, and used again afterwards', async () => {
  mkdirSync(dir);
  const before = { credsStore: 'desktop', credHelpers: { 'ghcr.io': 'gh', 'gcr.io': 'gcloud' } };
  writeFileSync(path, JSON.stringify(before));
  await keep();
  expect(read().credHelpers).toEqual({
    'ghcr.io': '',
    'gcr.io': 'gcloud',
    'https://index.docker.io/v1/': '',
    'acme.azurecr.io': '',
  });
  // Another step logs in somewhere, which changes the file.
  const changed = read();
  changed.auths['quay.io'] = { auth: base64('q:q') };
  writeFileSync(path, JSON.stringify(changed));
  takeBack();
  expect(read()).toEqual({ ...before, auths: { 'quay.io': { auth: base64('q:q') } } });
});

describe('changes by other steps are kept', () => {
  beforeEach(() => {
    mkdirSync(dir);
    writeFileSync(path, ODD);
  });

  test.each<[string, (json: { auths: Record<string, unknown> }) => unknown, Record<string, unknown>]>([
    [
      'a login elsewhere',
      json => Object.assign(json.auths, { 'x.io': { auth: 'eA==' } }),
      { 'ghcr.io': { auth: 'b2xkOm9sZA==' }, 'x.io': { auth: 'eA==' } },
    ],
    [
      'another login to the same host',
      json => Object.assign(json.auths, { 'ghcr.io': { auth: 'bmV3' } }),
      { 'ghcr.io': { auth: 'bmV3' } },
    ],
    ['a logout', json => void delete json.auths['ghcr.io'], {}],
  ])('%s', async (_, change, expected) => {
    await keep();
    const json = read();
    change(json);
    writeFileSync(path, JSON.stringify(json));
    takeBack();
    expect(read()).toEqual({ auths: { 'quay.io': {}, ...expected }, HttpHeaders: { X: '1' } });
  });

  test('a file without any of our logins stays as it is', async () => {
    await keep();
    const other = '{ "name": "tides" }';
    writeFileSync(path, other);
    takeBack();
    expect(readFileSync(path, 'utf8')).toBe(other);
  });

  test('a removed file is not created again', async () => {
    await keep();
    unlinkSync(path);
    takeBack();
    expect(existsSync(path)).toBe(false);
  });
});

test('two steps of a job, one within the other', async () => {
  mkdirSync(dir);
  writeFileSync(path, ODD);
  await keep();
  const inner = join(root, 'inner');
  mkdirSync(inner);
  const other = new Map<string, Credential>([['ghcr.io', { kind: 'basic', username: 'b', password: 'b' }]]);
  await keepLogins(other, dir, { path: inner, note: async () => {} });
  expect(read().auths['ghcr.io']).toEqual({ auth: base64('b:b') });
  takeBackLogins(path, inner);
  expect(read().auths['ghcr.io']).toEqual({ auth: base64('mona:ghs_x') });
  takeBack();
  expect(readFileSync(path, 'utf8')).toBe(ODD);
});

describe('a run that dies', () => {
  test('before it wrote anything: nothing changes', async () => {
    mkdirSync(dir);
    writeFileSync(path, ODD);
    const dying = keepLogins(LOGINS, dir, {
      path: join(root, 'run'),
      note: async () => {
        throw new Error('killed');
      },
    });
    await expect(dying).rejects.toThrow('killed');
    takeBack();
    expect(readFileSync(path, 'utf8')).toBe(ODD);
  });

  test('before it had a record: there is nothing to undo', () => expect(takeBack()).toBeUndefined());
});

describe('a file that cannot be written is one clear error, and stays as it is', () => {
  test.each([
    ['text that is not JSON', 's3cret', /is not valid JSON$/],
    ['a list', '[]', /is not a JSON object$/],
  ])('%s', async (_, content, message) => {
    mkdirSync(dir);
    writeFileSync(path, content);
    const failed = await keep().catch(error => error);
    expect(failed.message).toMatch(message);
    expect(failed.message).not.toContain('s3cret');
    expect(failed.code).toBe('RUNNER_UNUSABLE');
    expect([readFileSync(path, 'utf8'), noted]).toEqual([content, []]);
    expect(() => checkKeepLogins(dir)).toThrow(expect.objectContaining({ code: failed.code, message: failed.message }));
  });

  test('a folder in its place, a dangling link', async () => {
    mkdirSync(path, { recursive: true });
    await expect(keep()).rejects.toThrow(/not a regular file/);
    rmSync(path, { recursive: true });
    symlinkSync('/nowhere/config.json', path);
    await expect(keep()).rejects.toThrow(/`keep-login` cannot write/);
  });
});

describe('what cannot be kept is known before anything is written', () => {
  test('nothing is created by the check', () => {
    checkKeepLogins(dir);
    expect(readdirSync(join(root, 'home'))).toEqual([]);
    mkdirSync(dir);
    writeFileSync(path, ODD);
    checkKeepLogins(dir);
    expect([readdirSync(dir), readFileSync(path, 'utf8')]).toEqual([['config.json'], ODD]);
  });

  test('a folder that cannot be created', () => {
    writeFileSync(join(root, 'home/file'), '');
    const refused = expect.objectContaining({
      code: 'RUNNER_UNUSABLE',
      message: expect.stringMatching(
        /^`keep-login` cannot write .*\/file\/\.docker\/config\.json: .*\/file: it is not a folder$/,
      ),
    });
    expect(() => checkKeepLogins(join(root, 'home/file/.docker'))).toThrow(refused);
  });
});
