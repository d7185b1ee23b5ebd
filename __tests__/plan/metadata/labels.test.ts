import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { merged } from '../../../src/plan/metadata/labels.ts';
import { compute, problemsOf, sha } from './support.ts';

const oci = (version: string, revision = sha) => [
  'org.opencontainers.image.created=2026-03-05T07:08:09.045Z',
  'org.opencontainers.image.description=Serves & answers',
  'org.opencontainers.image.licenses=Apache-2.0',
  `org.opencontainers.image.revision=${revision}`,
  'org.opencontainers.image.source=https://github.com/acme/api',
  'org.opencontainers.image.title=api',
  'org.opencontainers.image.url=https://github.com/acme/api',
  `org.opencontainers.image.version=${version}`,
];

describe('labels', () => {
  test.each([
    ['push-tag', 'v1.2.3'],
    ['pull-request', 'pr-7'],
    ['release', 'v1.2.3'],
  ])('the eight of OCI for %s', (event, version) => {
    expect(compute(event).labels).toEqual(oci(version));
  });

  test('for an event without facts', () => {
    expect(compute('empty', {}, { context: { repository: '' } }).labels).toEqual([
      'org.opencontainers.image.created=2026-03-05T07:08:09.045Z',
      ...['description', 'licenses', 'revision', 'source', 'title', 'url', 'version'].map(
        key => `org.opencontainers.image.${key}=`,
      ),
    ]);
  });

  test('the last value of a key wins, keys are sorted alphabetically, a template may give nothing', () => {
    const labels = [
      'b=1',
      'A=x=y',
      '{{#if tag}}x=y{{/if}}',
      'b=2',
      'org.opencontainers.image.title=Mine',
      'at={{branch}}',
      'e=',
    ];
    const expected = oci('dev').map(label => label.replace('title=api', 'title=Mine'));
    expect(compute('push-branch', { labels }).labels).toEqual(['A=x=y', 'at=dev', 'b=2', 'e=', ...expected]);
  });
});

test.each(['none', '=value', 'a key=value', '{{branch}}', "{{env 'KEY'}}=x"])('%s is not key=value', line => {
  const given = { labels: [line], annotations: [line] };
  const problems = problemsOf(() => compute('push-branch', given));
  expect(problems.map(({ input }) => input)).toEqual(['labels', 'annotations']);
  expect(problems[0]?.problem).toMatch(/is not `key=value`$|credential/);
});

test('plain keys are in dictionary order', () => {
  const key = fc.string({ unit: fc.constantFrom(...'abyz09.-'), minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.uniqueArray(key), keys => {
      const sorted = merged(keys.map(name => [name, ''])).map(([name]) => name);
      expect(sorted).toEqual(keys.toSorted((a, b) => a.localeCompare(b, 'en')));
    }),
  );
});

describe('annotations', () => {
  const own = (list: readonly string[]) => list.filter(each => !each.includes('opencontainers'));

  test.each([
    [undefined, ['manifest:a=1']],
    ['index', ['index:a=1']],
    ['manifest,index', ['manifest:a=1', 'index:a=1']],
    ['', ['manifest:a=1']],
  ])('levels %s', (levels, expected) => {
    const env = levels === undefined ? {} : { DOCKER_METADATA_ANNOTATIONS_LEVELS: levels };
    const { annotations } = compute('push-branch', { annotations: ['a=1'] }, { context: { env } });
    expect(own(annotations)).toEqual(expected);
    expect(annotations).toHaveLength(9 * expected.length);
  });

  test('follow the rules of labels, level by level', () => {
    const env = { DOCKER_METADATA_ANNOTATIONS_LEVELS: 'manifest,index' };
    const { annotations } = compute('push-branch', { labels: ['a=1'] }, { context: { env } });
    expect(annotations).toEqual(['manifest', 'index'].flatMap(level => oci('dev').map(label => `${level}:${label}`)));
  });

  test.each([
    ['index:a=1', ['index:a=1']],
    ['manifest[linux/amd64]:a=1', ['manifest[linux/amd64]:a=1']],
    ['index,manifest-descriptor:a=1', ['index,manifest-descriptor:a=1']],
    ['other:a=1', ['manifest:other:a=1']],
  ])('%s has its level already, or not', (line, expected) => {
    expect(own(compute('push-branch', { annotations: [line] }).annotations)).toEqual(expected);
  });

  test('an explicit level replaces the computed annotation of that level', () => {
    const { annotations } = compute('push-branch', { annotations: ['manifest:org.opencontainers.image.title=Mine'] });
    expect(annotations.filter(each => each.includes('title'))).toEqual([
      'manifest:org.opencontainers.image.title=Mine',
    ]);
  });
});

describe('documents', () => {
  const given = { labels: ['text=line 1\nline 2', 'quote="'], bakeTarget: 'meta' };
  const { json, bakeFiles } = compute('push-tag', given, { names: ['acme/api', 'ghcr.io/acme/api'] });
  const tags = ['acme/api:v1.2.3', 'acme/api:latest', 'ghcr.io/acme/api:v1.2.3', 'ghcr.io/acme/api:latest'];
  const args = { DOCKER_META_IMAGES: 'acme/api,ghcr.io/acme/api', DOCKER_META_VERSION: 'v1.2.3' };
  const pairs = oci('v1.2.3').map((line): [string, string] => [line.split('=')[0] ?? '', line.split('=')[1] ?? '']);
  const labels = { ...Object.fromEntries(pairs), quote: '"', text: 'line 1\nline 2' };
  const annotations = oci('v1.2.3').map(line => `manifest:${line}`);
  const bake = (content: object) => JSON.stringify({ target: { meta: content } }, null, 2);

  test('json', () => {
    expect(json).toBe(JSON.stringify({ tags, 'tag-names': ['v1.2.3', 'latest'], labels, annotations }));
  });

  test('bake files', () => {
    expect(bakeFiles).toEqual({
      'bake-file': bake({ tags, labels, args }),
      'bake-file-tags': bake({ tags, args }),
      'bake-file-labels': bake({ labels }),
      'bake-file-annotations': bake({ annotations }),
    });
  });

  test('layout, without names or version', () => {
    expect(compute('empty').bakeFiles['bake-file-tags']).toBe(`{
  "target": {
    "docker-metadata-action": {
      "tags": [],
      "args": {
        "DOCKER_META_IMAGES": ""
      }
    }
  }
}`);
  });
});
