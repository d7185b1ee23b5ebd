import { expect, test } from '@jest/globals';
import { mayProxyPlain, proxyAtFault, proxyPasswords } from '../../src/http/proxy.ts';
import { networkError } from '../../src/registry/errors/errors.ts';

const ENV = { HTTPS_PROXY: 'http://bosun:p%40ss@proxy.example:3128', http_proxy: 'http://other.example' };
const refused = (port: number) => ({ syscall: 'connect', code: 'ECONNREFUSED', port });

test.each([
  ['its port', refused(3128), 'proxy.example:3128'],
  ['its port, the usual one', refused(80), 'other.example'],
  ['another port', refused(443), undefined],
  ['its name', { syscall: 'getaddrinfo', hostname: 'proxy.example' }, 'proxy.example:3128'],
  ['another name', { syscall: 'getaddrinfo', hostname: 'ghcr.io' }, undefined],
  ['a reset', { syscall: 'read', code: 'ECONNRESET' }, undefined],
])('%s could not be reached: the fault of %s', (_, error, proxy) => {
  expect(proxyAtFault(error, ENV)).toBe(proxy);
  expect(proxyAtFault(error, undefined)).toBeUndefined();
});

test('passwords in their written and their sent form', () => {
  expect(proxyPasswords(ENV)).toEqual(['p%40ss', 'p@ss']);
  expect(proxyPasswords({ HTTP_PROXY: 'not a URL' })).toEqual([]);
});

test.each([
  [{ HTTP_PROXY: 'http://a' }, true],
  [{ http_proxy: 'http://a' }, true],
  [{ HTTPS_PROXY: 'http://a', HTTP_PROXY: '' }, false],
  [undefined, false],
])('plain http goes through a proxy by %j: %p', (env, expected) => {
  expect(mayProxyPlain(env)).toBe(expected);
});

test("a refused tunnel is reported without Node's message, which contains the proxy's password", () => {
  const error = Object.assign(new Error('tunnel through http://bosun:p%40ss@proxy.example'), {
    code: 'ERR_PROXY_TUNNEL',
    statusCode: 407,
  });
  const told = networkError({ host: 'ghcr.io', path: 'acme/api', what: 'reading tag 1', anonymous: false }, error);
  expect(told.message).toBe('ghcr.io/acme/api: reading tag 1: the proxy does not connect to it (407)');
  expect([told.code, told.verdict, told.hint]).toEqual([
    'NETWORK_ERROR',
    'settled',
    expect.stringContaining('HTTPS_PROXY'),
  ]);
});
