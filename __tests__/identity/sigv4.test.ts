import { expect, test } from '@jest/globals';
import { signed, type Unsigned } from '../../src/identity/aws/sigv4.ts';

const KEY = { id: 'AKIDEXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', session: undefined };
const SESSION =
  'AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==';
const TIME = new Date('2015-08-30T12:36:00Z');

const get = (path: string): Unsigned => ({
  method: 'GET',
  url: new URL(path, 'https://example.amazonaws.com'),
  headers: {},
  body: '',
});
const post = (headers: Record<string, string>, body: string): Unsigned => ({
  ...get('/'),
  method: 'POST',
  headers,
  body,
});
const FORM = 'application/x-www-form-urlencoded';

// The names and signatures of AWS's own suite, aws-sig-v4-test-suite, and the example of its documentation.
test.each<readonly [name: string, request: Unsigned, signature: string]>([
  ['get-vanilla', get('/'), '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  [
    'get-vanilla-query-order-key-case',
    get('/?Param2=value2&Param1=value1'),
    'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  ],
  ['post-vanilla', post({}, ''), '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
  [
    'post-x-www-form-urlencoded',
    post({ 'content-type': FORM }, 'Param1=value1'),
    'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
  ],
])('%s', (_, request, signature) => {
  const headers = signed(request, KEY, { service: 'service', region: 'us-east-1', time: TIME });
  expect(headers['x-amz-date']).toBe('20150830T123600Z');
  expect(headers.authorization).toContain('Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request');
  expect(headers.authorization).toContain(`Signature=${signature}`);
});

test('the example of the documentation, ListUsers', () => {
  const url = new URL('https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08');
  const headers = { 'content-type': `${FORM}; charset=utf-8` };
  const request: Unsigned = { method: 'GET', url, headers, body: '' };
  const { authorization } = signed(request, KEY, { service: 'iam', region: 'us-east-1', time: TIME });
  expect(authorization).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
  );
});

test('post-sts-header-before: a session token is signed with the rest', () => {
  const scope = { service: 'service', region: 'us-east-1', time: TIME };
  const headers = signed(post({}, ''), { ...KEY, session: SESSION }, scope);
  expect(headers['x-amz-security-token']).toBe(SESSION);
  expect(headers.authorization).toContain('SignedHeaders=host;x-amz-date;x-amz-security-token');
  expect(headers.authorization).toContain('85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead');
});
