import { describe, expect, test } from '@jest/globals';
import { isMovingTag } from '../../../src/plan/tags/moving.ts';
import { tagName } from '../../../src/plan/tags/tag-name.ts';
import { compute, tagsOf } from '../metadata/support.ts';

describe('tag names', () => {
  test.each([
    ['a', 'a'],
    ['a//b  c', 'a-b-c'],
    ['_x.Y-z', '_x.Y-z'],
    ['a'.repeat(128), 'a'.repeat(128)],
  ])('%s becomes %s', (value, name) => {
    expect(tagName(value)).toEqual({ kind: 'as is', name });
  });

  test.each(['-a', '.a', '/a', 'ä', '日本'])('%s is refused, unless it is a ref', value => {
    expect(tagName(value).kind).toBe('refused');
    expect(tagName(value, { fixStart: true })).toMatchObject({ kind: 'changed', name: expect.stringMatching(/^\w/) });
  });

  test('a long one is cut to 128 characters and stays distinct', () => {
    const names = ['x', 'y'].map(end => tagName(`${'a'.repeat(200)}${end}`));
    for (const tag of names)
      expect(tag).toMatchObject({ kind: 'changed', name: expect.stringMatching(/^a{115}-[0-9a-f]{12}$/) });
    expect(names[0]).not.toEqual(names[1]);
  });

  test('a ref that is changed is a notice that names the rule', () => {
    const context = { ref: 'refs/heads/日本' };
    const { tagNames, notices } = compute('push-branch', {}, { context });
    expect(tagNames[0]?.name).toMatch(/^[0-9a-f]{12}$/);
    expect(notices[0]).toContain('type=ref,event=branch');
    expect(tagsOf('push-branch', {}, { context: { ref: 'refs/heads/ärger' } })[0]).toMatch(/^rger-[0-9a-f]{12}$/);
  });

  test.each([
    ['latest', true],
    ['1', true],
    ['1.2', true],
    ['20260305', true],
    ['1.2.3', false],
    ['v1.2.3-rc.1', false],
    ['sha-3f1c0a9', false],
    [`sha-${'3f'.repeat(20)}`, false],
  ])('%s moves: %s', (name, moving) => {
    expect(isMovingTag(name)).toBe(moving);
  });
});
