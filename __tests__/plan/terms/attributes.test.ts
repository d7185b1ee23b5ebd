import { expect, test } from '@jest/globals';
import { attributesIn, valuesIn } from '../../../src/plan/terms/attributes.ts';

test.each<[spec: string, attributes: readonly (readonly [string, string])[]]>([
  ['', []],
  [
    'type=s3,Bucket = x',
    [
      ['type', 's3'],
      ['bucket', 'x'],
    ],
  ],
  [
    'ref=a,ref=b',
    [
      ['ref', 'a'],
      ['ref', 'b'],
    ],
  ],
  ['acme/api:cache', [['', 'acme/api:cache']]],
  [
    '"env.A=b,c",d=e=f',
    [
      ['env.a', 'b,c'],
      ['d', 'e=f'],
    ],
  ],
  [
    'a=b,"c=d',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
])('%j', (spec, attributes) => expect(attributesIn(spec)).toEqual(attributes));

test('all values of some keys', () => {
  expect(valuesIn('url=a,x=b,URL_V2=c', 'url', 'url_v2')).toEqual(['a', 'c']);
});
