import { describe, expect, test } from '@jest/globals';
import { buildsOf, makesImage } from '../../src/bake/inputs.ts';
import type { BakeTarget } from '../../src/bake/target.ts';
import { InputError } from '../../src/host/errors.ts';
import { envOf, read } from '../inputs/env.ts';

const EVERY = { bake: 'true', images: 'ghcr.io/acme/{{target}}' };

function builds(
  targets: Readonly<Record<string, BakeTarget>>,
  given: Readonly<Record<string, string>> = EVERY,
  workspace = '/',
) {
  const named = Object.entries(targets).map(([name, target]) => ({ name, target }));
  return buildsOf({ targets: named, linked: {} }, read(given), { env: envOf(given), workspace });
}

function complaints(...args: Parameters<typeof builds>): string {
  try {
    builds(...args);
    return '';
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

test('an output that buildx would push counts as an image, however it is spelled', () => {
  for (const output of ['type=registry', 'TYPE=registry,name=a', ' type=image,push=true']) {
    expect([output, makesImage({ output: [output] })]).toEqual([output, true]);
  }
  expect(makesImage({ output: ['type=local,dest=out'] })).toBe(false);
});

test.each([
  ['', true],
  ['build', true],
  ['build,format=json', true],
  ['format=json,build', true],
  ['check', false],
  ['check,format=json', false],
])('a call replaces the build only if it is another one: %j', (call, expected) => {
  expect(makesImage({ call, output: ['type=registry'] })).toBe(expected);
});

describe('buildsOf', () => {
  test('`cwd://` means the workspace, for a Dockerfile too', () => {
    const [api] = builds({
      api: { context: 'cwd://services/api', dockerfile: 'cwd://Dockerfile', tags: ['ignored:1'] },
    });
    expect(api?.inputs.build).toMatchObject({ context: 'services/api', file: 'Dockerfile' });
  });

  test('gives each target the inputs of the step and the settings of the definition', () => {
    const [api] = builds({
      api: {
        context: 'services/api',
        dockerfile: '../Dockerfile',
        target: 'release',
        platforms: ['linux/amd64', 'linux/arm64'],
        tags: ['ignored:1'],
        contexts: { base: 'target:base' },
        attest: [{ type: 'sbom' }],
        'cache-to': [{ type: 'gha', mode: 'max' }],
        pull: true,
        output: [
          { type: 'registry', compression: 'zstd', push: 'true' },
          { type: 'local', dest: 'out' },
        ],
      },
    });
    expect(api?.name).toBe('api');
    expect(api?.inputs.metadata).toMatchObject({ images: ['ghcr.io/acme/api'], tags: [] });
    expect(api?.inputs.push).toBe('auto');
    expect(api?.inputs.build).toMatchObject({
      context: 'services/api',
      file: 'services/Dockerfile',
      target: 'release',
      platforms: ['linux/amd64', 'linux/arm64'],
      buildContexts: ['base=target:base'],
      attests: ['type=sbom'],
      cacheTo: ['type=gha,mode=max'],
      pull: true,
      outputs: { push: false, attributes: { compression: 'zstd' }, extra: ['type=local,dest=out'] },
    });
  });

  test('without `images`, the references are those of the definition', () => {
    const [api] = builds({ api: { tags: ['ghcr.io/acme/api:1', 'acme/api'] } }, { bake: 'true', push: 'true' });
    expect(api?.inputs.metadata).toMatchObject({ images: [], tags: ['ghcr.io/acme/api:1', 'acme/api'] });
  });

  test('targets that produce no image are not among the builds', () => {
    const names = builds({
      api: {},
      lint: { output: [{ type: 'cacheonly' }] },
      files: { output: ['type=local,dest=out'] },
      check: { call: 'check' },
      archive: { output: ['type=oci,dest=x.tar'] },
    }).map(({ name }) => name);
    expect(names).toEqual(['api', 'archive']);
  });

  test.each<readonly [string, Readonly<Record<string, BakeTarget>>, Readonly<Record<string, string>>, RegExp]>([
    ['no tags', { api: {} }, { bake: 'true' }, /`bake` gives no tags to target "api"/],
    [
      'rules without names',
      { api: { tags: ['a/b:1'] } },
      { bake: 'true', tags: 'type=sha' },
      /`tags` is given without `images`/,
    ],
    ['no image', { lint: { output: ['type=cacheonly'] } }, EVERY, /has no target that makes an image/],
    ['a bad reference', { api: { tags: ['ghcr.io/acme/api:1', 'a b:1'] } }, { bake: 'true' }, /`bake.api.tags`/],
    [
      'a reference by digest',
      { api: { tags: [`a/b@sha256:${'0'.repeat(64)}`] } },
      { bake: 'true' },
      /`bake.api.tags` has a digest/,
    ],
    ['a forged command', { api: { platforms: ['linux/a\n::error::x'] } }, EVERY, /Invalid `bake.api.platforms`/],
    ['names of one variable', { 'a-b': {}, a_b: {} }, EVERY, /differs from "a-b" only in case/],
    ['files that are not granted', { api: { context: '/proc' } }, EVERY, /^$/],
  ])('%s', (_, targets, given, message) => {
    expect(complaints(targets, given)).toMatch(message);
  });

  test('what is wrong with an input of the step is reported once, under its own name', () => {
    const given = { ...EVERY, labels: 'a={{target}}\nnonsense' };
    expect(complaints({ api: {}, web: {} }, given)).toMatch(/^Invalid `labels`: "nonsense" \(line 2\)[^\n]*$/);
    expect(complaints({ api: {} }, given)).toMatch(/^Invalid `labels`: "nonsense"/);
    // One that is wrong for some targets names these.
    expect(complaints({ api: {}, web: { platforms: ['linux/amd64'] } }, { ...EVERY, merge: 'true' })).toMatch(
      /^`bake.api.merge` needs `platforms`[^\n]*$/,
    );
  });

  test('a wish that two fields of a target express is reported once', () => {
    const api = { network: 'host', entitlements: ['network.host'], context: '/root/x', contexts: { base: '/root/x' } };
    expect(complaints({ api }, EVERY, '/work').split('\n')).toEqual([
      expect.stringContaining('asks for `fs.read=/root/x`'),
      expect.stringContaining('asks for `network.host`'),
    ]);
  });
});
