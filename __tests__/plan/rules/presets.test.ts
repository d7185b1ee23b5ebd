import { describe, expect, test } from '@jest/globals';
import { compute, problemsOf, tagsOf } from '../metadata/support.ts';

const tag = (name: string) => ({ context: { ref: `refs/tags/${name}` } });

describe('presets, by event', () => {
  test.each([
    ['push-tag', 'release', ['1.2.3', '1.2', 'latest']],
    ['release', 'release', ['1.2.3', '1.2', 'latest']],
    ['create-tag', 'release', ['1.2.3', '1.2', 'latest']],
    ['push-default', 'release', []],
    ['pull-request', 'release', []],
    ['schedule', 'release', []],
    ['push-tag', 'release, branch, pr, sha', ['1.2.3', '1.2', 'sha-3f1c0a9', 'latest']],
    ['push-default', 'release, branch, pr, sha', ['main', 'sha-3f1c0a9']],
    ['pull-request', 'release, branch, pr, sha', ['pr-7', 'sha-3f1c0a9']],
    ['pull-request-target', 'release, branch, pr, sha', ['pr-7', 'sha-3f1c0a9']],
    ['schedule', 'release, branch, pr, sha', ['main', 'sha-3f1c0a9']],
    ['push-tag', 'tag', ['v1.2.3', 'latest']],
    ['empty', 'release, branch, tag, pr, sha', []],
  ])('%s: %s gives %j', (event, line, expected) => {
    expect(tagsOf(event, { tags: [line] })).toEqual(expected);
  });
});

test.each([
  ['v1.4.2', ['1.4.2', '1.4', 'latest']],
  ['1.4.2', ['1.4.2', '1.4', 'latest']],
  ['v0.3.1', ['0.3.1', '0.3', 'latest']],
  ['v2.0.0-rc.1', ['2.0.0-rc.1']],
  ['v1.4.2+build.5', ['1.4.2', '1.4', 'latest']],
  ['v1', []],
  ['nightly-2026-11-30', []],
  ['api/v1.4.2', []],
])('release of the git tag %s gives %j', (name, expected) => {
  expect(tagsOf('push-tag', { tags: ['release'] }, tag(name))).toEqual(expected);
});

test('among rules, with separate attributes, and under a flavor', () => {
  const given = (tags: string[], flavor: string[] = []) => tagsOf('push-tag', { tags, flavor });
  expect(given(['type=sha', 'release', 'type=raw,value=stable'])).toEqual([
    '1.2.3',
    '1.2',
    'stable',
    'sha-3f1c0a9',
    'latest',
  ]);
  expect(given(['release,suffix=-alpine'])).toEqual(['1.2.3-alpine', '1.2-alpine', 'latest']);
  expect(given(['release'], ['latest=false', 'suffix=-alpine'])).toEqual(['1.2.3-alpine', '1.2-alpine']);
  expect(given(['release', 'release,enable=false'])).toEqual(['1.2.3', '1.2', 'latest']);
  const promoted = tagsOf('workflow-dispatch', { tags: ['release,value=v1.4.2'] });
  expect(promoted).toEqual(['1.4.2', '1.4', 'latest']);
  const api = { tags: ['release,match=^api/v(.*)'] };
  expect(tagsOf('push-tag', api, tag('api/v0.4.0'))).toEqual(['0.4.0', '0.4', 'latest']);
});

test('the minor version and latest move within their line; the version does not', () => {
  const { tagNames } = compute('push-tag', { tags: ['release'] });
  expect(tagNames.map(({ name, moving, from, release }) => [name, moving, from, release?.line])).toEqual([
    ['1.2.3', false, 'release', undefined],
    ['1.2', true, 'release', ['major', 'minor']],
    ['latest', true, 'flavor', []],
  ]);
});

test('a reason is given once for a preset', () => {
  expect(compute('pull-request', { tags: ['release'] }).untagged).toHaveLength(1);
});

test.each([
  ['type=raw,value=release', ['release']],
  ['value=release', ['release']],
  ['Release', ['Release']],
  ['releases', ['releases']],
  ['edge', ['edge']],
  ['nightly', ['nightly']],
  ['latest', ['latest']],
  ['constructor', ['constructor']],
  // As in metadata-action: the last value counts.
  ['release,stable', ['stable']],
])('%s is a plain tag, as in metadata-action', (line, expected) => {
  expect(tagsOf('push-default', { tags: [line] })).toEqual(expected);
});

test('an invalid attribute is rejected as in the rule', () => {
  expect(problemsOf(() => compute('push-tag', { tags: ['release,enable=maybe'] }))).toEqual([
    { input: 'tags', problem: expect.stringContaining('"release,enable=maybe"'), fix: expect.any(String) },
  ]);
});
