import { describe, expect, test } from '@jest/globals';
import {
  formatReference,
  isLoopback,
  isLoopbackAddress,
  normalizeRegistry,
  parseName,
  parseReference,
  parseRegistry,
} from '../../src/oci/reference.ts';
import { apiOrigin } from '../../src/registry/origin.ts';

const D = `sha256:${'a'.repeat(64)}` as const;

describe('parseReference', () => {
  test.each([
    ['nginx', 'docker.io', 'library/nginx', undefined, undefined],
    ['acme/api:1.2', 'docker.io', 'acme/api', '1.2', undefined],
    ['docker.io/nginx', 'docker.io', 'library/nginx', undefined, undefined],
    ['index.docker.io/acme/api', 'docker.io', 'acme/api', undefined, undefined],
    ['ghcr.io/acme/api:v1_2-x.y', 'ghcr.io', 'acme/api', 'v1_2-x.y', undefined],
    ['GHCR.io/acme/api', 'ghcr.io', 'acme/api', undefined, undefined],
    ['localhost/x', 'localhost', 'x', undefined, undefined],
    ['localhost:5000/x:y', 'localhost:5000', 'x', 'y', undefined],
    ['registry:5000/a/b/c', 'registry:5000', 'a/b/c', undefined, undefined],
    ['[::1]:5000/a', '[::1]:5000', 'a', undefined, undefined],
    ['10.0.0.1/a__b/c--d', '10.0.0.1', 'a__b/c--d', undefined, undefined],
    [`acme/api:1@${D}`, 'docker.io', 'acme/api', '1', D],
    [`r.io/a@${D}`, 'r.io', 'a', undefined, D],
  ])('%s', (text, registry, path, tag, digest) => {
    const reference = parseReference(text);
    expect(reference).toMatchObject({ name: { registry, path }, tag, digest });
    expect(formatReference(reference)).toBe(text);
  });

  test.each([
    ['', /not a repository name/],
    ['acme/API', /upper-case/],
    ['Acme/api', /upper-case/],
    ['acme//api', /not a repository name/],
    ['acme/api/', /not a repository name/],
    ['a___b', /not a repository name/],
    ['-a', /not a repository name/],
    ['acme/a..b', /not a repository name/],
    ['a b', /not a repository name/],
    ['acme/api:', /invalid tag/],
    ['acme/api:.x', /invalid tag/],
    [`acme/api:${'x'.repeat(129)}`, /invalid tag/],
    ['acme/api@sha256:abc', /digest/],
    [`acme/api@${D}@${D}`, /digest/],
    [`acme/${'a'.repeat(255)}`, /not a repository name/],
    ['a'.repeat(64), /image id/],
    ['-x.io/a', /not a registry/],
    ['https://ghcr.io/acme/api', /not a registry|invalid tag/],
    ['acme/api$(id)', /not a repository name/],
  ])('refuses %p', (text, message) => {
    expect(() => parseReference(text)).toThrow(
      expect.objectContaining({
        code: 'INPUT_INVALID',
        message: expect.stringMatching(message),
        hint: expect.any(String),
      }),
    );
  });
});

test("a name keeps the user's spelling", () => {
  expect(parseName('docker.io/nginx')).toEqual({
    registry: 'docker.io',
    path: 'library/nginx',
    text: 'docker.io/nginx',
  });
});

describe('parseRegistry', () => {
  test.each([
    ['ghcr.io', 'ghcr.io', ''],
    [' GHCR.IO/ ', 'ghcr.io', ''],
    ['https://index.docker.io/v1/', 'docker.io', ''],
    ['https://registry-1.docker.io/v2/', 'docker.io', ''],
    ['docker.io', 'docker.io', ''],
    ['docker.io/acme', 'docker.io', 'acme'],
    ['europe-docker.pkg.dev/proj/repo/', 'europe-docker.pkg.dev', 'proj/repo'],
    ['http://localhost:5000/team', 'localhost:5000', 'team'],
  ])('%p', (text, host, prefix) => {
    expect(parseRegistry(text)).toEqual({ host, prefix });
    expect(normalizeRegistry(text)).toBe(host);
  });

  test.each(['', 'https://', 'a b', 'user@ghcr.io', 'ghcr.io/A b', 'ghcr.io?x', '${{ x }}'])('refuses %p', text => {
    expect(() => parseRegistry(text)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
  });
});

test.each([
  ['127.0.0.1:5000', true],
  ['127.255.0.9', true],
  ['localhost', true],
  ['LOCALHOST:1', true],
  ['[::1]:5000', true],
  ['localhost.example.com', false],
  ['127.0.0.1.example.com', false],
  ['ghcr.io', false],
])('loopback %s: %p', (host, is) => {
  expect(isLoopback(host)).toBe(is);
});

test.each([
  ['tcp://127.0.0.1:2375', true],
  ['localhost:1234', true],
  ['tcp://docker:2375', false],
  ['unix:///var/run/docker.sock', false],
  ['', false],
])("a daemon's address %s at this machine: %p", (address, is) => {
  expect(isLoopbackAddress(address)).toBe(is);
});

test.each([
  ['docker.io', {}, 'https://registry-1.docker.io'],
  ['ghcr.io', {}, 'https://ghcr.io'],
  ['localhost:5000', {}, 'http://localhost:5000'],
  ['localhost:5000', { ca: 'PEM' }, 'https://localhost:5000'],
  ['r.example', { insecure: true }, undefined],
])('API of %s %p', (host, options, origin) => {
  expect(apiOrigin(host, options)?.origin).toBe(origin);
});
