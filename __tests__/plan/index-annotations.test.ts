import { expect, test } from '@jest/globals';
import { indexAnnotations, splitAnnotations, splitAttributes } from '../../src/plan/index-annotations.ts';

test.each([
  ['key=value', ['key=value'], {}],
  ['manifest:key=a:b', ['manifest:key=a:b'], {}],
  ['index:key=a=b', [], { key: 'a=b' }],
  ['manifest,index:key=value', ['manifest:key=value'], { key: 'value' }],
  ['index[linux/amd64],manifest[linux/arm64]:key=value', ['manifest[linux/arm64]:key=value'], { key: 'value' }],
  ['index-descriptor:key=value', [], {}],
  ['manifest-descriptor:key=value', ['manifest-descriptor:key=value'], {}],
  ['index.of:ships=value', ['index.of:ships=value'], {}],
])('%s', (annotation, parts, index) => {
  expect(splitAnnotations([annotation])).toEqual({ parts, index });
});

test('attributes of an output', () => {
  const attributes = {
    compression: 'zstd',
    'annotation.a': '1',
    'annotation-index.b': '2',
    'annotation-index[linux/amd64].c': '3',
    'annotation-index-descriptor.d': '4',
    'annotation-manifest.e': '5',
  };
  expect(splitAttributes(attributes)).toEqual({
    parts: { compression: 'zstd', 'annotation.a': '1', 'annotation-manifest.e': '5' },
    index: { b: '2', c: '3' },
  });
});

test('of a whole image, those of its output count more', () => {
  const attributes = { 'annotation-index.b': '3', 'annotation.c': '4' };
  expect(indexAnnotations(['index:a=1', 'index:b=2', 'manifest:d=5'], attributes)).toEqual({ a: '1', b: '3' });
});
