import { describe, expect, test } from '@jest/globals';
import { inputEnvironment } from '../../scripts/harness/action-file.ts';
import { parsePairs } from '../../scripts/harness/command-files.ts';
import { commandReader } from '../../scripts/harness/commands.ts';
import { evaluate } from '../../scripts/harness/expressions.ts';
import { createMasks, secretForms } from '../../scripts/harness/secrets.ts';

const contexts = { github: { token: 'ghs_x', event: { n: 4 } }, runner: {} };

test.each([
  ['plain', 'plain'],
  ['${{ github.token }}', 'ghs_x'],
  ['a ${{github.Token}} b ${{ github.event.n }}', 'a ghs_x b 4'],
  ['${{ github.missing.deeper }}', ''],
  ["${{ github.missing || 'it''s' }}", "it's"],
  ["${{ github.event.n == 4 && format('{0}}}', 'a') }}", 'a}'],
  ['${{ github.token == 1 }}', 'false'],
])('default %s is %s', (template, value) => {
  expect(evaluate(template, contexts)).toBe(value);
});

test.each([
  ['${{ secrets.X }}', 'Unrecognized named-value'],
  ['${{ hashFiles(github.token) }}', 'Unrecognized function'],
])('default %s is refused', (template, error) => {
  expect(() => evaluate(template, contexts)).toThrow(error);
});

describe('inputs', () => {
  const action = {
    name: 'a',
    inputs: new Map([
      ['a b', 'x'],
      ['git-tags', undefined],
    ]),
    main: '',
    post: undefined,
  };

  test.each([
    ['absent: the default', {}, { INPUT_A_B: 'x', 'INPUT_GIT-TAGS': '' }],
    ['explicitly empty stays empty', { 'a b': '' }, { INPUT_A_B: '', 'INPUT_GIT-TAGS': '' }],
    ['names in any case', { 'GIT-tags': 'v*' }, { INPUT_A_B: 'x', 'INPUT_GIT-TAGS': 'v*' }],
  ])('%s', (_, given, env) => {
    expect(inputEnvironment(action, given as Record<string, string>, contexts)).toEqual({ env, unexpected: [] });
  });

  test('an undeclared input is passed and reported', () => {
    const { env, unexpected } = inputEnvironment(action, { nope: '1' }, contexts);
    expect([env.INPUT_NOPE, unexpected]).toEqual(['1', ['nope']]);
  });
});

describe('commands', () => {
  const parse = (line: string) => commandReader()(line);

  test.each([
    ['::error file=a,line=3::b', { name: 'error', properties: { file: 'a', line: '3' }, data: 'b' }],
    ['::error title=a%2Cb%3Ac::x%0Ay%250A', { name: 'error', properties: { title: 'a,b:c' }, data: 'x\ny%0A' }],
    ['  \t::set-output name=x::y::z', { name: 'set-output', properties: { name: 'x' }, data: 'y::z' }],
    ['#5 [1/2] ##[add-path]/evil', { name: 'add-path', properties: {}, data: '/evil', old: true }],
    ['##[set-output name=a;b=c]d%5D', { name: 'set-output', properties: { name: 'a', b: 'c' }, data: 'd]', old: true }],
    ['::ERROR::x', { name: 'error', properties: {}, data: 'x' }],
  ])('%s', (line, command) => {
    expect(parse(line)).toEqual({ old: false, ...command });
  });

  test.each(['x ::error::y', '::nothing::y', '::error', ':: error::y', '##[nothing]x', '##[error'])(
    '%s is text',
    line => {
      expect(parse(line)).toBeUndefined();
    },
  );

  test('nothing is obeyed between stop-commands and its token', () => {
    const read = commandReader();
    const names = ['::stop-commands::T0k', '::error::x', '##[error]x', '::t0k::', '::error::y', '::T0k::'];
    expect(names.map(line => read(line)?.name)).toEqual([
      'stop-commands',
      undefined,
      undefined,
      'resume-commands',
      'error',
      undefined,
    ]);
  });
});

describe('command files', () => {
  test.each([
    ['a=b=c\n\nd=\n', { a: 'b=c', d: '' }],
    ['a<<E\nx\ny=1\n\nE\nb=<<E\n', { a: 'x\ny=1\n', b: '<<E' }],
    ['a<<E\nE\n', { a: '' }],
    ['a<<E\nb<<E\nE\n', { a: 'b<<E' }],
  ])('%j', (text, pairs) => {
    expect(parsePairs(text)).toEqual(pairs);
  });

  test.each(['a<<E\nx\n', 'word\n', '=x\n', 'a<<\nx\n'])('%j is refused', text => {
    expect(() => parsePairs(text)).toThrow('Invalid');
  });
});

describe('secrets', () => {
  const secret = 'p@ss "wörd"/1';

  test.each([
    ['plain', secret],
    ['JSON', JSON.stringify({ password: secret })],
    ['URI', `https://u:${encodeURIComponent(secret)}@host`],
    ['base64', Buffer.from(secret).toString('base64')],
    ...['u', 'us', 'use', 'user'].map(user => [
      `base64 with ${user}:`,
      Buffer.from(`${user}:${secret}!`).toString('base64'),
    ]),
  ])('found in %s', (_, text) => {
    expect(secretForms(secret).some(form => text!.includes(form))).toBe(true);
  });

  test('masks cover every form and every line of a secret', () => {
    const masks = createMasks(['first line\nsecond line', '']);
    masks.add(secret);
    const text = `a ${secret} second line ${Buffer.from(`u:${secret}`).toString('base64')}`;
    expect(masks.apply(text)).toMatch(/^a \*\*\* \*\*\* \S{0,4}\*\*\*\S{0,4}$/);
  });
});
