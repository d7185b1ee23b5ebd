import { describe, expect, test } from '@jest/globals';
import type { Context } from '../../../src/event/context.ts';
import { compute } from '../metadata/support.ts';

const ports = { readWorkspaceFile: () => '1.6.0\n' };

/** The version by which each moving tag is compared, and which part of it. */
function held(event: string, tags: readonly string[], flavor: readonly string[] = [], context: Partial<Context> = {}) {
  const { tagNames } = compute(event, { tags, flavor }, { ports, context });
  return Object.fromEntries(
    tagNames.flatMap(({ name, beside }) => (beside ? [[name, [beside.version, beside.line.join('.')]]] : [])),
  );
}

describe('a full version among plain tags is the version of the moving ones next to it', () => {
  const all = { '1': ['1.6.0', 'major'], '1.6': ['1.6.0', 'major.minor'], latest: ['1.6.0', ''] };
  test.each<[string, string[], Record<string, string[]>]>([
    ['raw values', ['1.6.0', '1.6', '1', 'latest'], all],
    ['in any order', ['latest', '1', '1.6.0', '1.6'], all],
    ['a v', ['v1.6.0', 'v1.6', 'latest'], { 'v1.6': all['1.6'], latest: all.latest }],
    ['the same version with a v beside it', ['v1.6.0', '1.6.0', 'latest'], { latest: all.latest }],
    ['a file', ["{{file 'VERSION'}}", 'type=raw,value=latest'], { latest: all.latest }],
    [
      'a part of a file',
      ["{{file 'VERSION'}}", String.raw`type=raw,value={{regex_replace (file 'VERSION') '\.\d+$' ''}}`],
      { '1.6': all['1.6'] },
    ],
    ['a prerelease', ['1.6.0-rc.1', 'latest', 'next'], { latest: ['1.6.0-rc.1', ''], next: ['1.6.0-rc.1', ''] }],
    [
      'a variant',
      ['1.6.0-alpine', '1.6-alpine', 'alpine'],
      { '1.6-alpine': ['1.6.0', 'major.minor'], alpine: ['1.6.0', ''] },
    ],
    ['a version beside its variant', ['1.6.0', '1.6.0-alpine', 'latest'], { latest: all.latest }],
    ['two versions', ['1.6.0', '2.0.0', 'latest'], {}],
    ['no version', ['1.6', 'latest'], {}],
    [
      'a date is a version, a part of another is not in its line',
      ['2026.11.29', '1.6', 'latest'],
      { latest: ['2026.11.29', ''] },
    ],
  ])('%s', (_what, tags, expected) => {
    expect(held('push-default', tags)).toEqual(expected);
  });

  test('from a git tag without a rule for versions', () => {
    const rules = [
      "type=raw,value={{regex_replace tag '^v' ''}}",
      String.raw`type=raw,value={{regex_replace tag '^v(\d+)\..*' '$1'}}`,
      'type=raw,value=stable',
    ];
    expect(held('push-tag', rules)).toEqual({ '1': ['1.2.3', 'major'], stable: ['1.2.3', ''] });
  });

  test('and `latest` of the flavor', () => {
    expect(held('push-default', ['1.6.0'], ['latest=true'])).toEqual({ latest: all.latest });
  });

  test('next to a rule for versions, whose tags have their own', () => {
    expect(held('push-tag', ['type=semver,pattern={{version}}', 'stable'])).toEqual({ stable: ['1.2.3', ''] });
  });
});

describe('tags that follow branches and days have no version', () => {
  test.each([
    'type=ref,event=branch',
    'type=edge',
    'type=raw,value={{branch}}',
    'type=raw,value=x,suffix=-{{branch}}',
    "type=raw,value={{date 'YYYYMMDD'}}",
    'type=raw,value=build-{{run_number}}',
    '{{ .Branch }}',
    'type=raw,value=main',
  ])('%s', rule => {
    expect(held('push-default', ["{{file 'VERSION'}}", rule])).toEqual({});
  });

  test('nor do tags with an affix from the flavor', () => {
    expect(held('push-default', ['1.6.0', 'latest'], ['prefix={{branch}}.'])).toEqual({});
  });

  test("Codeship's `.Branch` of a git tag counts as a version", () => {
    expect(held('push-tag', ['{{ .Branch }}', 'latest'])).toEqual({ latest: ['1.2.3', ''] });
  });
});
