import { expect, test } from '@jest/globals';
import { covers, formatScope, parseScope } from '../../../src/registry/auth/scope.ts';
import { parseChallenge } from '../../../src/registry/errors/challenge.ts';
import { cpuSeconds } from '../../fakes/cpu.ts';

const bearer = (params: object) => ({
  scheme: 'bearer',
  service: undefined,
  scope: undefined,
  error: undefined,
  ...params,
});

test.each([
  [undefined, undefined],
  ['', undefined],
  ['Basic realm="Registry"', { scheme: 'basic' }],
  ['basic', { scheme: 'basic' }],
  ['Negotiate abc==', undefined],
  [
    'Bearer realm="https://a/t",service="r",scope="repository:a/b:pull,push"',
    bearer({ realm: 'https://a/t', service: 'r', scope: 'repository:a/b:pull,push' }),
  ],
  ['bearer realm = "https://a/t" , error="invalid_token"', bearer({ realm: 'https://a/t', error: 'invalid_token' })],
  ['Bearer realm="https://a/t?x=\\"1\\"",service=plain', bearer({ realm: 'https://a/t?x="1"', service: 'plain' })],
  ['Basic realm="x", Bearer realm="https://a/t"', bearer({ realm: 'https://a/t' })],
  ['Bearer realm="https://a/t", Basic realm="x"', bearer({ realm: 'https://a/t' })],
  ['Bearer service="no realm", Basic realm="x"', { scheme: 'basic' }],
  ['Bearer realm="unclosed', undefined],
])('challenge %p', (header, expected) => {
  expect(parseChallenge(header)).toEqual(expected);
});

test('hostile headers are parsed quickly', () => {
  const pieces = ['a="', 'a=', '"\\', 'Basic ', ',,,,', 'a="\\"'];
  const parse = () => pieces.forEach(piece => void parseChallenge(piece.repeat(500_000)));
  expect(cpuSeconds(parse)).toBeLessThan(20);
});

test('scopes', () => {
  const scope = parseScope('repository:a/b:push,pull registry:catalog:* broken repository:a/b:pull');
  expect(formatScope(scope)).toEqual(['repository:a/b:pull,push', 'registry:catalog:*']);
  expect(covers(scope, ['repository:a/b:pull'])).toBe(true);
  expect(covers(scope, ['repository:a/c:pull'])).toBe(false);
});
