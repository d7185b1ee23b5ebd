import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { complaints, read } from './env.ts';

type Given = Readonly<Record<string, string>>;

const own: Given = { GITHUB_REPOSITORY: 'Acme/Shop', component: 'services/api', registries: 'ghcr.io' };
/** A workspace with these paths and their parent folders. */
const holds =
  (...paths: readonly string[]) =>
  (path: string) =>
    paths.some(one => [resolve(one), resolve(one, '..')].includes(path));

describe('what follows from `component`', () => {
  const workspace = holds('.git/config', 'services/api/Dockerfile');

  test('context and image', () => {
    const { build, metadata, warnings } = read(own, workspace);
    expect([build.context, build.file]).toEqual(['services/api', '']);
    expect(metadata.images).toEqual(['acme/shop-api']);
    expect(metadata.component).toEqual({ path: 'services/api', name: 'api', ownTagsOnly: true });
    expect(warnings).toEqual([]);
  });

  test.each(['./services/api/', 'services/api/', './/services/api'])('%s is the same folder', component => {
    expect(read({ ...own, component }, workspace).metadata.component?.path).toBe('services/api');
  });

  test('without a checkout the folder is read from git', () => {
    expect(read(own, () => false).build.context).toBe('{{defaultContext}}:services/api');
  });

  test('a checkout without the folder is refused', () => {
    expect(() => read(own, holds('.git/config'))).toThrow(
      /`component` is not a folder in the workspace: "services\/api"/,
    );
    expect(() => read({ ...own, context: '.' }, holds('.git/config'))).not.toThrow();
  });
});

describe('explicit inputs win', () => {
  const both = holds('.git/config', 'services/api/Dockerfile', 'services/api/prod.Dockerfile', 'Dockerfile');
  test.each<[Given, string, string]>([
    [{ context: '.' }, '.', 'services/api/Dockerfile'],
    [{ context: '.', file: 'Dockerfile' }, '.', 'Dockerfile'],
    [{ context: '.', file: 'services/api/prod.Dockerfile' }, '.', 'services/api/prod.Dockerfile'],
    [{ file: 'prod.Dockerfile' }, 'services/api', 'services/api/prod.Dockerfile'],
    [{ file: 'Dockerfile' }, 'services/api', 'Dockerfile'],
    [{ context: 'https://github.com/acme/other.git' }, 'https://github.com/acme/other.git', ''],
    [{ context: '{{defaultContext}}' }, '{{defaultContext}}', 'services/api/Dockerfile'],
    // There it is searched in the folder that the context names.
    [{ context: '{{defaultContext}}:services' }, '{{defaultContext}}:services', 'api/Dockerfile'],
    [{ context: '{{ defaultContext }}:services/api/' }, '{{ defaultContext }}:services/api/', ''],
    [{ context: '{{defaultContext}}:web' }, '{{defaultContext}}:web', ''],
    // Nothing is built.
    [{ source: 'ghcr.io/acme/shop-api:candidate' }, '', ''],
  ])('%j: context %s, file %s', (given, context, file) => {
    const { build } = read({ ...own, ...given }, both);
    expect([build.context, build.file]).toEqual([context, file]);
  });

  test('without a checkout, a git context has the component’s Dockerfile too', () => {
    const { build } = read({ ...own, context: '{{defaultContext}}' }, () => false);
    expect(build.file).toBe('services/api/Dockerfile');
  });

  test('`images` and `git-tags`', () => {
    const { metadata } = read({ ...own, images: 'ghcr.io/acme/api', 'git-tags': 'v*' }, both);
    expect(metadata).toMatchObject({ images: ['ghcr.io/acme/api'], component: { ownTagsOnly: false } });
  });

  test('a folder of several components under one name is a warning, unless their tags differ', () => {
    const warnings = (given: Given) => read({ ...own, images: 'acme/shop', ...given }, both).warnings;
    expect(warnings({})).toEqual([expect.stringMatching(/`images` does not name the component "api"/)]);
    expect(warnings({ flavor: 'suffix=-api,onlatest=true' })).toEqual([]);
    expect(warnings({ tags: 'release,prefix=api-' })).toEqual([]);
    expect(warnings({ images: 'acme/shop/API' })).toEqual([]);
  });
});

test.each([
  '..',
  '../api',
  'services/../api',
  '/srv/api',
  'a b',
  'api:1',
  '.',
  'a//b',
  '-x',
  'https://x/y',
  '$API',
  'ä',
])('%s is not a component', component => {
  expect(complaints({ component }).join()).toMatch(/^Invalid `component`: .*; expected a folder of the repository/);
});

test("a component that cannot be an image's name needs one", () => {
  expect(complaints({ ...own, component: 'services/api_' }).join()).toMatch(
    /^`images` is not given, and the repository's name with api_ is not a valid image name: .*shop-api_"/,
  );
  expect(complaints({ ...own, component: 'services/api_', images: 'acme/api_x' })).toEqual([]);
});
