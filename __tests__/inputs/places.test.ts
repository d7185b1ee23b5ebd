import { describe, expect, test } from '@jest/globals';
import { complaints, read } from './env.ts';

type Given = Readonly<Record<string, string>>;

const hub = { username: 'acme', password: 'pw' };
const ghcr = { registries: '- ghcr.io' };
const hubAuth = { 'registry-auth': '- {username: acme, password: pw}' };

describe('a bare name that does not go to the registry of the login', () => {
  test.each<[string, Given, RegExp]>([
    [
      'its complete twin is there already',
      { images: 'acme/app\nghcr.io/acme/app', ...ghcr, ...hub },
      /^`images` has "acme\/app", .* sends to ghcr\.io, where `ghcr\.io\/acme\/app` already goes.*`docker\.io\/acme\/app`.*remove "acme\/app"\.$/,
    ],
    ['the same without a login', { images: 'acme/app\nghcr.io/acme/app', ...ghcr }, /nothing goes to Docker Hub/],
    [
      'username and password are for Docker Hub',
      { images: 'acme/app', ...ghcr, ...hub },
      /not to Docker Hub, though there is a login for it\. Write `docker\.io\/acme\/app`.*`ghcr\.io\/acme\/app` to publish only there.*`registry-auth`\.$/,
    ],
    ['the same in a run without secrets', { images: 'acme/app', ...ghcr, username: 'acme' }, /though there is a login/],
    ['the same in complete references', { tags: 'acme/app:1', ...ghcr, ...hub }, /^`tags` has "acme\/app"/],
    [
      'a login for another registry was taken for a place',
      { images: 'acme/app', registry: 'ghcr.io', ...hub },
      /`registry: ghcr\.io` only sets the login\. Write `images: ghcr\.io\/acme\/app`, or .*- registry: ghcr\.io/,
    ],
  ])('is refused: %s', (_, given, expected) => {
    expect(complaints(given).join('\n')).toMatch(expected);
  });

  test.each<[string, Given, RegExp]>([
    [
      'a login of registry-auth may be for base images',
      { images: 'acme/app', ...ghcr, ...hubAuth },
      /not to Docker Hub/,
    ],
    [
      'a login that leads nowhere',
      { images: 'ghcr.io/acme/app', ...hub },
      /a login for docker\.io, but nothing is published there\. Write `images: docker\.io\/acme\/app`.*`registry-auth`/,
    ],
    ['so with `push: True`', { tags: 'ghcr.io/a/b:1', ...hub, push: 'True' }, /a login for docker\.io/],
    ['the same with registries', { images: 'app', ...ghcr, registry: 'quay.io', ...hub }, /a login for quay\.io/],
    ['the same with references', { tags: 'ghcr.io/a/b:1', ...hub }, /a login for docker\.io/],
  ])('is a warning: %s', (_, given, expected) => {
    const { warnings } = read(given);
    expect(warnings).toEqual([expect.stringMatching(expected)]);
  });

  test.each<Given>([
    { images: 'acme/app\nghcr.io/acme/app', ...hub },
    { images: 'acme/app', registries: '- ghcr.io\n- docker.io', ...hub },
    { images: 'docker.io/acme/app\nacme/app', ...ghcr, ...hub },
    { images: 'ghcr.io/acme/app', ...hubAuth },
    { images: 'acme/app', ...ghcr },
    { images: 'acme/app\nghcr.io/acme/app', registries: '- ghcr.io\n- docker.io' },
    { images: 'name=acme/app,enable=false\nghcr.io/acme/app', ...ghcr },
    { images: 'ghcr.io/a/b', registry: 'ghcr.io', ...hub },
    { images: 'ghcr.io/a/b', push: 'false', ...hub },
    { images: 'ghcr.io/a/b', source: 'docker.io/a/b:1', ...hub },
    hub,
    { images: 'ghcr.io/a/b', 'cache-ref': 'quay.io/a/cache:x', registry: 'quay.io', ...hub },
  ])('%j is fine', given => {
    expect(complaints(given)).toEqual([]);
    expect(read(given).warnings).toEqual([]);
  });
});

describe('a complete reference instead of a rule', () => {
  test.each<[Given, RegExp]>([
    [
      { images: 'acme/app', tags: 'acme/app:nightly' },
      /^`tags` has a complete reference beside `images`.*Write `nightly` in `tags` and `acme\/app` in `images`, or remove `images`/,
    ],
    [
      { images: 'acme/app', tags: 'ghcr.io/acme/app:{{sha}}' },
      /Write `\{\{sha\}\}` in `tags` and `ghcr\.io\/acme\/app` in `images`\.$/,
    ],
    [{ images: 'acme/app', tags: 'type=raw,value=acme/app:1' }, /Write `1` in `tags`/],
    [{ images: 'acme/app', tags: 'type=sha\nhost:5000/x:1' }, /"host:5000\/x:1"/],
    [{ images: 'Acme/App', tags: 'Acme/App:1' }, /Write `1` in `tags` and `Acme\/App`/],
    [{ images: 'acme/app', tags: 'acme/app' }, /Write `latest` in `tags`/],
    [
      { tags: 'ghcr.io/a/b:{{sha}}' },
      /with a template.*Write `\{\{sha\}\}` in `tags` and `ghcr\.io\/a\/b` in `images`\.$/,
    ],
  ])('%j is refused', (given, expected) => {
    expect(complaints(given)).toEqual([expect.stringMatching(expected)]);
  });

  test.each<[Given, RegExp]>([
    [
      { images: 'acme/app', tags: 'type=sha,prefix=ghcr.io/acme/app:' },
      /^`tags` has a complete reference in a prefix: .*Put `ghcr\.io\/acme\/app` in `images`, and remove it from the prefix\.$/,
    ],
    [{ images: 'acme/app', tags: 'type=raw,value=nightly,prefix=acme/app:' }, /Put `acme\/app` in `images`/],
    [{ images: 'acme/app', tags: 'type=ref,event=tag,prefix=acme/app:v' }, /Put `acme\/app` in `images`/],
    [{ images: 'acme/app', flavor: 'prefix=ghcr.io/acme/app:' }, /^`flavor` has a complete reference in a prefix/],
  ])('%j is refused for its prefix', (given, expected) => {
    expect(complaints(given)).toEqual([expect.stringMatching(expected)]);
  });

  test.each<Given>([
    { images: 'acme/app', tags: 'type=sha,prefix=other/app:' },
    { images: 'acme/app', tags: 'type=sha,prefix={{branch}}/' },
    { images: 'acme/app', flavor: 'prefix=ghcr.io/x-' },
    { images: 'acme/app', tags: 'feature/x' },
    { images: 'acme/app', tags: 'v1.2/hotfix' },
    { images: 'acme/app', tags: 'type=raw,value=2026-01-02T10:20:30' },
    { images: 'acme/app', tags: 'type=raw,value=a:b' },
    { images: 'acme/app', tags: "{{date 'HH:mm'}}" },
    { images: 'acme/app', tags: 'type=match,pattern=a/b:c' },
  ])('%j is a rule', given => expect(complaints(given)).toEqual([]));
});

test.each<[string, RegExp]>([
  [
    'ghcr.io/acme/api:latest',
    /^`images` takes names without a tag.*Write `ghcr\.io\/acme\/api`, and put `latest` in `tags`\.$/,
  ],
  ['host:5000/api:1', /`host:5000\/api`, and put `1`/],
  [
    'https://ghcr.io/acme/api',
    /^`images` takes names without a scheme.*Remove `https:\/\/`: write `ghcr\.io\/acme\/api`\.$/,
  ],
  ['acme/a b', /^`images` has an invalid name: "acme\/a b"/],
])('images: %s', (images, expected) => {
  expect(complaints({ images })).toEqual([expect.stringMatching(expected)]);
});

test.each<[string, string | undefined]>([
  ['relase', 'release'],
  ['releases', 'release'],
  ['Release', 'release'],
  ['brnach', 'branch'],
  ['release', undefined],
  ['release, branch', undefined],
  ['type=raw,value=releases', undefined],
  ['latest', undefined],
  ['edge', undefined],
  ['nightly', undefined],
  ['preview', undefined],
  ['stable', undefined],
  ['beta', undefined],
  ['develop', undefined],
  ['{{branch}}', undefined],
])('tags: %s is nearly the preset %s', (tags, preset) => {
  const expected = preset === undefined ? [] : [expect.stringContaining(`Did you mean the preset \`${preset}\`?`)];
  expect(read({ images: 'acme/app', tags }).warnings).toEqual(expected);
});
