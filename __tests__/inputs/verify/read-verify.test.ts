import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { InputError } from '../../../src/host/errors.ts';
import { DEFAULTS } from '../../../src/inputs/reading/defaults.ts';
import { VERIFY_DEFAULTS } from '../../../src/inputs/reading/verify-defaults.ts';
import { readVerify } from '../../../src/inputs/verify/read-verify.ts';
import { envOf } from '../env.ts';

const RUN = { serverUrl: 'https://github.com', repository: 'acme/api' };
const read = (given: Readonly<Record<string, string>>, run = RUN) => readVerify(envOf(given), run, () => false);

function complaints(given: Readonly<Record<string, string>>, run = RUN): readonly string[] {
  try {
    read(given, run);
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.message.split('\n');
    throw error;
  }
}

const DIGEST = `sha256:${'a'.repeat(64)}`;
const API = 'ghcr.io/acme/api';

test('verify/action.yml has these inputs, with their defaults', () => {
  const text = readFileSync(new URL('../../../verify/action.yml', import.meta.url), 'utf8');
  const { inputs } = parse(text) as { inputs: Record<string, { default?: string }> };
  const known: Readonly<Record<string, string>> = { ...DEFAULTS, ...VERIFY_DEFAULTS };
  for (const [name, { default: value = '' }] of Object.entries(inputs)) {
    expect([name, value.startsWith('${{') ? '' : value]).toEqual([name, known[name]]);
  }
  expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(VERIFY_DEFAULTS)));
});

describe('images', () => {
  const texts = (given: Readonly<Record<string, string>>) => read(given).images.map(({ text }) => text);

  test('come from a list and from outputs, without duplicates', () => {
    const refs = JSON.stringify([`${API}:1`, `${API}:2`]);
    const entry = { reference: `${API}:3`, digest: DIGEST, state: 'published' };
    const result = JSON.stringify([entry, { reference: 'docker.io/acme/api:3', digest: null, state: 'failed' }]);
    const images = `${API}:1, ${API}@${DIGEST}`;
    expect(texts({ images, refs, result })).toEqual([
      ...[`${API}:1`, `${API}@${DIGEST}`, `${API}:2`, `${API}:3@${DIGEST}`],
    ]);
  });

  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['none', {}, /^`images` is empty, and so are `refs` and `result`/],
    ['no reference', { images: 'Nope' }, /^`images` has an entry that is not an image: "Nope"/],
    ['no published one', { refs: '[]' }, /^`refs` lists no image\. Nothing was published/],
    ['none in the result', { result: '[]' }, /^`result` lists no published image/],
    ['text', { refs: 'a,b' }, /^Invalid `refs`: "a,b"; expected the output `refs`/],
    ['numbers', { refs: '[1]' }, /^Invalid `refs`: an entry that is not text/],
    ['an object', { result: '{}' }, /^Invalid `result`/],
    ['null', { result: '[null]' }, /^Invalid `result`: an entry without reference/],
    ['no digest', { result: `[{"reference":"${API}:1","state":"published"}]` }, /^Invalid `result`: an entry without/],
  ])('%s', (_what, given, message) => expect(complaints(given)).toEqual([expect.stringMatching(message)]));
});

test('the hint names no input that only the main action has', () => {
  expect(() => read({})).toThrow(expect.objectContaining({ hint: 'Correct the inputs named in the message.' }));
});

describe('required signers', () => {
  test('any workflow of this repository', () => {
    expect(read({ images: API })).toMatchObject({
      signedBy: [{ kind: 'identity', identity: 'https://github.com/*', issuer: expect.stringContaining('githubuser') }],
      origin: { repository: ['https://github.com/acme/api'], ref: [], builder: [] },
      require: ['signature'],
    });
  });

  test('on a ghe.com tenant, its issuer is the default; elsewhere it has to be given', () => {
    const tenant = read({ images: API }, { ...RUN, serverUrl: 'https://acme.ghe.com' });
    expect(tenant.signedBy).toMatchObject([{ issuer: 'https://token.actions.acme.ghe.com' }]);
    const own = { ...RUN, serverUrl: 'https://git.acme.example' };
    expect(complaints({ images: API }, own)).toEqual([expect.stringMatching(/^`signed-by` is empty, and the issuer/)]);
  });

  test('a given identity is complete; its origin may be required in addition', () => {
    const given = { images: API, 'signed-by': 'identity: https://github.com/acme/*' };
    expect(read(given).origin.repository).toEqual([]);
    const builder = 'acme/flows/.github/workflows/a.yml@*';
    expect(read({ ...given, 'source-repository': 'acme/*', 'source-ref': 'refs/tags/v*', builder }).origin).toEqual({
      repository: ['https://github.com/acme/*'],
      ref: ['refs/tags/v*'],
      builder: [`https://github.com/${builder}`],
    });
  });

  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['no requirement', { require: 'sbom' }, /^Invalid `require`: "sbom"/],
    ['any owner', { 'source-repository': '*/api' }, /^Invalid `source-repository`/],
    ['no owner', { 'source-repository': 'api' }, /^Invalid `source-repository`/],
    ['a short ref', { 'source-ref': 'main' }, /^Invalid `source-ref`: "main"/],
    ['any builder', { builder: '*' }, /^Invalid `builder`/],
    ['everyone', { 'signed-by': 'identity: "*"' }, /^`signed-by\.identity` accepts everyone/],
    [
      'an origin of a key',
      { 'signed-by': 'key: a.pub', 'source-ref': 'refs/*' },
      /^`source-ref` is given, but a key's/,
    ],
    ['half a login', { username: 'acme' }, /^`password` is empty/],
  ])('%s is refused', (_what, given, message) => {
    expect(complaints({ images: API, ...given })).toEqual([expect.stringMatching(message)]);
  });

  test('for a key, the origin is in the provenance', () => {
    const given = { images: API, 'signed-by': 'key: a.pub', 'source-ref': 'refs/*', require: 'provenance' };
    expect(complaints(given)).toEqual([]);
  });
});
