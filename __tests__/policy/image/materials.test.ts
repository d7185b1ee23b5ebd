import { describe, expect, test } from '@jest/globals';
import { checkMaterials } from '../../../src/policy/image/check-materials.ts';
import { materialsIn } from '../../../src/policy/image/materials.ts';
import { rulesOf } from '../values.ts';

const HEX = 'c'.repeat(64);
const DIGEST = `sha256:${HEX}`;
const metadata = (...uris: readonly string[]) =>
  JSON.stringify({ 'buildx.build.provenance': { materials: uris.map(uri => ({ uri, digest: { sha256: HEX } })) } });

/** For a build's result only. */
const records = (text: string) => ({ metadata: text, statements: [], isAttested: true, linked: [] });
const textsIn = (text: string) => materialsIn(records(text))?.images.map(image => image.text);

test.each([
  ['pkg:docker/alpine@3.22?platform=linux%2Famd64', 'alpine:3.22'],
  [`pkg:docker/alpine@3.22?digest=${DIGEST}&platform=linux%2Famd64`, `alpine:3.22@${DIGEST}`],
  [`pkg:docker/alpine?digest=${encodeURIComponent(DIGEST)}`, `alpine@${DIGEST}`],
  [`pkg:docker/ghcr.io/acme/base@${encodeURIComponent(DIGEST)}`, `ghcr.io/acme/base@${DIGEST}`],
  ['pkg:docker/localhost%3A5000/acme/base@1', 'localhost:5000/acme/base:1'],
  ['pkg:docker/localhost:5000/acme/base@1?platform=linux%2Farm64', 'localhost:5000/acme/base:1'],
])('%s is %s', (uri, text) => {
  expect(textsIn(metadata(uri))).toEqual([text]);
});

test('sources other than images are left to other rules', () => {
  const sources = metadata('https://github.com/acme/api.git#main', 'https://example.com/x.tgz', 'pkg:docker/alpine@3');
  expect(materialsIn(records(sources))).toMatchObject({ images: [{ text: 'alpine:3' }], unnamed: [] });
});

test('an image from a layout has no meaningful name', () => {
  expect(materialsIn(records(metadata('pkg:oci/base?digest=sha256:1')))).toEqual({
    images: [],
    unnamed: ['pkg:oci/base?digest=sha256:1'],
  });
  expect(materialsIn(records(metadata('pkg:docker/A%20B')))?.unnamed).toEqual(['pkg:docker/A%20B']);
});

test('provenance per platform, and in the newer form', () => {
  const one = { materials: [{ uri: 'pkg:docker/a@1' }] };
  const other = { buildDefinition: { resolvedDependencies: [{ uri: 'pkg:docker/b@2', digest: {} }] } };
  const text = JSON.stringify({
    'buildx.build.provenance/linux/amd64': one,
    'buildx.build.provenance/linux/arm64': other,
  });
  expect(textsIn(text)).toEqual(['a:1', 'b:2']);
});

test.each([
  ['', undefined],
  ['no JSON', undefined],
  ['{}', undefined],
  ['{"buildx.build.provenance": "x"}', undefined],
  ['{"buildx.build.provenance": {"materials": "x"}}', undefined],
  ['{"buildx.build.provenance": {}}', undefined],
  ['{"buildx.build.provenance": {"buildType": "https://mobyproject.org/buildkit@v1"}}', []],
])('%j', (text, expected) => expect(textsIn(text)).toEqual(expected));

describe('several records', () => {
  const statement = (...uris: readonly string[]) =>
    JSON.stringify({ predicate: { materials: uris.map(uri => ({ uri })) } });
  const of = (given: Partial<Parameters<typeof materialsIn>[0]>) =>
    materialsIn({ metadata: '{}', statements: [], isAttested: true, linked: [], ...given })?.images.map(
      image => image.text,
    );

  test("if buildx reports nothing, the image's provenance counts, for every platform", () => {
    const [one, other] = [[statement('pkg:docker/a@1')], [statement('pkg:docker/b@2')]];
    expect(of({ statements: [one, other] })).toEqual(['a:1', 'b:2']);
    expect(of({ statements: [one, []] })).toBeUndefined();
    expect(of({ statements: [one, ['{}']] })).toBeUndefined();
  });

  test('an added statement hides nothing', () => {
    const statements = [[statement('pkg:docker/evil@1'), statement('pkg:docker/good@1')]];
    expect(of({ statements })).toEqual(['evil:1', 'good:1']);
  });

  test('a statement that BuildKit was not asked for proves nothing', () => {
    const statements = [[statement('pkg:docker/good@1')]];
    expect(of({ statements, isAttested: false })).toBeUndefined();
    expect(of({ statements, isAttested: false, metadata: metadata('pkg:docker/a@1') })).toEqual(['a:1']);
  });

  test('a name that had two digests counts twice', () => {
    const digests = ['a', 'b'].map(letter => letter.repeat(64));
    const materials = digests.map(sha256 => ({ uri: 'pkg:docker/base@1', digest: { sha256 } }));
    const text = JSON.stringify({ 'buildx.build.provenance': { materials } });
    expect(materialsIn(records(text))?.images.map(({ digest }) => digest)).toEqual(digests.map(hex => `sha256:${hex}`));
  });

  test('linked targets', () => {
    const own = metadata('pkg:docker/a@1');
    expect(of({ metadata: own, linked: [metadata('pkg:docker/b@2')] })).toEqual(['a:1', 'b:2']);
    expect(of({ metadata: own, linked: ['{"buildx.build.ref":"x"}'] })).toBeUndefined();
  });
});

describe('the materials of a build', () => {
  const rules = rulesOf('base-images: {allow: ghcr.io/acme, pinned: true, signed-by: {identity: someone}}').baseImages!;
  const check = async (text: string, problem?: string) => {
    const breaches = await checkMaterials(rules, 'api', materialsIn(records(text)), async () => problem);
    return breaches.map(({ rule, found }) => `${rule}: ${found}`);
  };

  test('complies', async () => {
    expect(await check(metadata(`pkg:docker/ghcr.io/acme/base?digest=${DIGEST}`))).toEqual([]);
  });

  test('does not', async () => {
    expect(await check(metadata('pkg:docker/evil@1', 'pkg:oci/x'), 'nobody has signed it')).toEqual([
      'base-images: the build used an image without a name (pkg:oci/x)',
      'base-images.allow: the base image "evil:1" is not allowed',
      'base-images.pinned: the base image "evil:1" is not pinned by digest',
      'base-images.signed-by: nobody has signed it',
    ]);
  });

  test('is unknown: that does not comply', async () => {
    expect(await check('{}')).toEqual(['base-images: the build did not say which images it used']);
  });
});
