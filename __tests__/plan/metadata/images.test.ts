import { describe, expect, test } from '@jest/globals';
import { parseImages } from '../../../src/plan/metadata/images.ts';
import { problemsOf } from './support.ts';

const on = (name: string) => ({ name, enable: true });

describe('images', () => {
  test.each([
    [[], []],
    [['Acme/API'], [on('acme/api')]],
    [['a/b,ghcr.io/c/d,'], [on('a/b'), on('ghcr.io/c/d')]],
    [
      ['a/b', 'name=C/d'],
      [on('a/b'), on('c/d')],
    ],
    [['name=a/b,enable=false'], [{ name: 'a/b', enable: false }]],
    [
      ['a/b,enable=true', ' NAME = c/d , enable = false '],
      [on('a/b'), { name: 'c/d', enable: false }],
    ],
    [['localhost:5000/a'], [on('localhost:5000/a')]],
  ])('%j', (lines, expected) => {
    expect(parseImages(lines)).toEqual(expected);
  });

  test('every bad line is reported', () => {
    const lines = ['name=', 'name=a,enable=yes', 'name=a,tag=b', 'ok', 'enable=true', 'a="b"'];
    expect(problemsOf(() => parseImages(lines)).map(each => `${each.input} ${each.problem}`)).toEqual([
      'images "name=" has no name',
      'images "name=a,enable=yes" has "yes" for enable',
      'images "name=a,tag=b" has an unknown attribute "tag"',
      'images "enable=true" has no name',
      'images "a=\\"b\\"" has quotes around a value (a="b")',
    ]);
  });

  test.each([
    ['$IMAGE_NAME', 'the shell variable $IMAGE_NAME', '${{ env.IMAGE_NAME }}'],
    ['ghcr.io/${OWNER}/api', 'the shell variable ${OWNER}', '${{ env.OWNER }}'],
    ['name="acme/api"', 'quotes around a value', '"name=acme/api"'],
    ["'acme/api'", 'quotes around a value', 'acme/api'],
    ['{{ registry | lower }}/api', 'Jinja', 'Handlebars'],
  ])('%s: the cause is named', (line, problem, fix) => {
    const [found] = problemsOf(() => parseImages([line]));
    expect(found).toMatchObject({ problem: expect.stringContaining(problem), fix: expect.stringContaining(fix) });
  });
});
