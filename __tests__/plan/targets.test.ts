import { describe, expect, test } from '@jest/globals';
import { looksComplete, parseReferences, tagsMode } from '../../src/plan/reference-lines.ts';
import { destinations, referenceDestinations, resolveNames } from '../../src/plan/targets.ts';
import type { PushDecision, RegistryEntry } from '../../src/plan/terms/types.ts';

const filters = { branches: [], gitTags: [], events: [] };
function entry(registry: string, prefix = '', optional = false): RegistryEntry {
  return { registry, prefix, username: '', password: '', optional, filters };
}
const images = (...names: string[]) => names.map(name => ({ name, enable: true }));
const names = (...args: Parameters<typeof resolveNames>) => resolveNames(...args).map(target => target.name.text);

describe('resolveNames', () => {
  const two = [entry('ghcr.io'), entry('eu.pkg.dev', 'proj/repo')];
  test.each<[string[], RegistryEntry[], string[]]>([
    [['acme/api'], [], ['acme/api']],
    [['Acme/API'], [], ['acme/api']],
    [
      ['acme/api', 'b'],
      two,
      ['ghcr.io/acme/api', 'eu.pkg.dev/proj/repo/acme/api', 'ghcr.io/b', 'eu.pkg.dev/proj/repo/b'],
    ],
    [['quay.io/acme/api', 'b'], two, ['quay.io/acme/api', 'ghcr.io/b', 'eu.pkg.dev/proj/repo/b']],
    [['localhost/a', 'h:5/a'], two, ['localhost/a', 'h:5/a']],
    [['acme/api', 'ghcr.io/acme/api', 'acme/api'], [entry('ghcr.io')], ['ghcr.io/acme/api']],
    [['acme/api', 'docker.io/acme/api'], [], ['acme/api']],
  ])('%j', (given, registries, expected) => {
    expect(names(images(...given), registries)).toEqual(expected);
  });

  test('omits disabled names, and keeps Docker Hub’s library', () => {
    expect(names([{ name: 'a/b', enable: false }], [])).toEqual([]);
    expect(resolveNames(images('nginx'), [entry('docker.io')])[0]?.name).toEqual({
      registry: 'docker.io',
      path: 'library/nginx',
      text: 'docker.io/nginx',
    });
  });

  test('a complete name belongs to the entry with its registry and the longest prefix', () => {
    const registries = [entry('ghcr.io', '', true), entry('ghcr.io', 'acme')];
    const of = (name: string) => resolveNames(images(name), registries)[0]?.entry;
    expect(of('ghcr.io/acme/api')).toBe(registries[1]);
    expect(of('ghcr.io/acmes/api')).toBe(registries[0]);
    expect(of('quay.io/acme/api')).toBeUndefined();
  });

  test('5 registries and 50 images', () => {
    const many = Array.from({ length: 50 }, (_, i) => `team/app-${i}`);
    expect(
      names(
        images(...many),
        ['a.io', 'b.io', 'c.io', 'd.io', 'e.io'].map(r => entry(r)),
      ),
    ).toHaveLength(250);
  });
});

describe('complete references', () => {
  test('a bare one goes to each entry of registries, as a bare name does', () => {
    const { references } = parseReferences(['myapp/frontend:2.0.0,quay.io/a/b:1', 'nginx:1']);
    const registries = [entry('ghcr.io'), entry('docker.io', 'mirror')];
    const made = referenceDestinations(
      references,
      registries,
      () => false,
      () => ({ push: true, reason: '' }),
    );
    expect(made.map(({ name, tags }) => `${name}:${tags.map(tag => tag.name)}`)).toEqual([
      'ghcr.io/myapp/frontend:2.0.0',
      'docker.io/mirror/myapp/frontend:2.0.0',
      'quay.io/a/b:1',
      'ghcr.io/nginx:1',
      'docker.io/mirror/nginx:1',
    ]);
  });

  test.each<[string[], string[], string]>([
    [['a/b'], ['ghcr.io/a/b:1'], 'rules'],
    [[], ['ghcr.io/a/b:1', 'a:1,c/d'], 'references'],
    [[], ['type=raw,value=a:b', '{{date "YYYY/MM"}}', 'latest'], 'rules'],
    [[], ['priority=1,type=sha,prefix=a/b'], 'rules'],
    [[], [], 'rules'],
    [[], ['a/b:1', 'latest'], 'mixture'],
    [[], ['a/b:1', 'type=sha'], 'mixture'],
  ])('%j with tags %j: %s', (given, tags, mode) => {
    expect(tagsMode(given, tags)).toBe(mode);
  });

  test('a bare tag is not mistaken for a complete reference', () => {
    expect(['latest', 'v1.2', 'a/b', 'a:1', 'x.io/a'].map(looksComplete)).toEqual([false, false, true, true, true]);
  });

  test('are grouped by repository, in order, each tag once', () => {
    const yes: PushDecision = { push: true, reason: 'yes' };
    const no: PushDecision = { push: false, reason: 'no' };
    const { references, problems } = parseReferences([
      'docker.io/acme/api:1,ghcr.io/acme/api:1',
      'docker.io/acme/api:2',
      'docker.io/acme/api:1',
      'ghcr.io/acme/api',
    ]);
    expect(problems).toEqual([]);
    const decisionOf = (e: RegistryEntry | undefined) => (e === undefined ? yes : no);
    expect(
      referenceDestinations(references, [entry('ghcr.io', '', true)], tag => tag === 'latest', decisionOf),
    ).toEqual([
      {
        registry: 'docker.io',
        path: 'acme/api',
        name: 'docker.io/acme/api',
        optional: false,
        decision: yes,
        tags: [
          { name: '1', moving: false, from: 'tags' },
          { name: '2', moving: false, from: 'tags' },
        ],
      },
      {
        registry: 'ghcr.io',
        path: 'acme/api',
        name: 'ghcr.io/acme/api',
        optional: true,
        decision: no,
        tags: [
          { name: '1', moving: false, from: 'tags' },
          { name: 'latest', moving: true, from: 'tags' },
        ],
      },
    ]);
  });
});

test('every target gets the rules’ tags', () => {
  const tags = [{ name: '1.2.3', moving: false, from: 'type=semver' }];
  const decision = { push: true, reason: '' };
  const made = destinations(
    resolveNames(images('a/b'), [entry('x.io', '', true), entry('y.io')]),
    () => tags,
    () => decision,
  );
  expect(made.map(d => [d.name, d.optional, d.tags])).toEqual([
    ['x.io/a/b', true, tags],
    ['y.io/a/b', false, tags],
  ]);
});
