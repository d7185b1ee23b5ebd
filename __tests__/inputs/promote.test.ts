import { describe, expect, test } from '@jest/globals';
import { sourceText } from '../../src/inputs/promote.ts';
import { complaints, read } from './env.ts';

const DIGEST = `sha256:${'ab'.repeat(32)}` as const;

describe('source', () => {
  test.each([
    ['ghcr.io/acme/api:1.2', { registry: 'ghcr.io', path: 'acme/api' }, '1.2', undefined],
    [`acme/api@${DIGEST}`, { registry: 'docker.io', path: 'acme/api' }, undefined, DIGEST],
    [`localhost:5000/api:rc@${DIGEST}`, { registry: 'localhost:5000', path: 'api' }, 'rc', DIGEST],
  ])('%s is an image of a registry', (text, name, tag, digest) => {
    const { source } = read({ source: text });
    expect(source).toMatchObject({ kind: 'registry', reference: { name, tag, digest } });
    expect(sourceText(source!)).toBe(text);
  });

  test.each([
    ['oci:image.tar', 'image.tar', undefined],
    ['oci:./out/image', './out/image', undefined],
    ['oci:image:1.2.3', 'image', { name: '1.2.3' }],
    ['oci:image:ghcr.io/acme/api:1.2.3', 'image', { name: 'ghcr.io/acme/api:1.2.3' }],
    [`oci:/tmp/image@${DIGEST}`, '/tmp/image', { digest: DIGEST }],
  ])('%s is a layout', (text, path, select) => {
    const { source } = read({ source: text });
    expect(source).toEqual({ kind: 'layout', path, select });
    expect(sourceText(source!)).toBe(text);
  });

  test('by default the image is built, and no layout is written', () => {
    expect(read({})).toMatchObject({ source: undefined, layout: '' });
  });

  test('every input that could only change the image is refused, all at once', () => {
    const given = {
      'build-args': 'A=1',
      platforms: 'linux/amd64',
      file: 'Dockerfile',
      labels: 'a=b',
      annotations: 'a=b',
      outputs: 'type=registry',
      provenance: 'true',
      'no-cache': 'true',
      'source-date-epoch': '0',
      builder: 'ci',
      driver: 'kubernetes',
      'driver-opts': 'a=b',
      endpoint: 'tcp://host:1',
      'keep-state': 'true',
      cleanup: 'false',
      'buildx-version': 'v0.29.0',
      cache: 'actions',
      'cache-mode': 'min',
      'cache-scope': 's',
      'cache-key-files': 'x',
    };
    const told = complaints({ source: 'acme/api:1', images: 'acme/api', ...given });
    expect(told.map(line => line.split('`')[1]).sort()).toEqual(Object.keys(given).sort());
    expect(told.every(line => /publishes an existing image unchanged: nothing is built\. Remove/.test(line))).toBe(
      true,
    );
  });

  // Reusable workflows pass every input, most of them with their defaults.
  test('their default values are no contradiction', () => {
    const given = {
      ...{ 'no-cache': 'False', pull: 'false', 'build-args': '', labels: '' },
      ...{ 'keep-state': 'false', cleanup: 'True', cache: 'none', 'cache-mode': 'max', 'cache-max-size': '1gb' },
    };
    expect(complaints({ source: 'acme/api:1', ...given })).toEqual([]);
    expect(complaints({ source: 'acme/api:1', cache: 'auto' })).toEqual([]);
  });

  test('inputs for publishing can be combined with it', () => {
    const given = {
      tags: 'type=sha',
      flavor: 'latest=false',
      branches: 'main',
      test: 'true',
      load: 'true',
      retries: '1',
    };
    expect(complaints({ source: 'oci:image.tar', images: 'acme/api', 'immutable-tags': '*', ...given })).toEqual([]);
  });
});

describe('layout', () => {
  test.each([
    ['image.tar', 'image.tar'],
    ['./image', 'image/'],
  ])('may not be what `source: oci:%s` reads', (from, to) => {
    expect(complaints({ source: `oci:${from}`, layout: to }).join()).toMatch(
      /^`layout` is the path that `source` reads/,
    );
  });

  test('needs an image', () => {
    expect(complaints({ layout: 'image', call: 'check' }).join()).toMatch(
      /^`layout` is set, but `call: check` makes no/,
    );
    expect(complaints({ layout: 'image', call: 'build' })).toEqual([]);
  });
});
