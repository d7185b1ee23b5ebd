import { expect, test } from '@jest/globals';
import {
  entryAnnotations,
  indexAnnotations,
  splitAnnotations,
  splitAttributes,
} from '../../src/plan/index-annotations.ts';

const OF_ALL = { platform: undefined, key: 'key', value: 'value' };
const OF_ARM = { ...OF_ALL, platform: 'linux/arm64' };

test.each([
  ['key=value', ['key=value'], {}, []],
  ['manifest:key=a:b', ['manifest:key=a:b'], {}, []],
  ['index:key=a=b', [], { key: 'a=b' }, []],
  ['manifest,index:key=value', ['manifest:key=value'], { key: 'value' }, []],
  ['index[linux/amd64],manifest[linux/arm64]:key=value', ['manifest[linux/arm64]:key=value'], { key: 'value' }, []],
  ['index-descriptor:key=value', [], {}, []],
  ['manifest-descriptor:key=value', ['manifest-descriptor:key=value'], {}, [OF_ALL]],
  ['manifest-descriptor[linux/arm64]:key=value', ['manifest-descriptor[linux/arm64]:key=value'], {}, [OF_ARM]],
  [
    'index,manifest-descriptor,manifest-descriptor[linux/arm64]:key=value',
    ['manifest-descriptor,manifest-descriptor[linux/arm64]:key=value'],
    { key: 'value' },
    [OF_ALL, OF_ARM],
  ],
  ['index.of:ships=value', ['index.of:ships=value'], {}, []],
])('%s', (annotation, parts, index, entries) => {
  expect(splitAnnotations([annotation])).toEqual({ parts, index, entries });
});

test('attributes of an output', () => {
  const attributes = {
    compression: 'zstd',
    'annotation.a': '1',
    'annotation-index.b': '2',
    'annotation-index[linux/amd64].c': '3',
    'annotation-index-descriptor.d': '4',
    'annotation-manifest.e': '5',
    'annotation-manifest-descriptor.f.g': '6',
    'annotation-manifest-descriptor[linux/arm64].h': '7',
  };
  expect(splitAttributes(attributes)).toEqual({
    parts: {
      ...{ compression: 'zstd', 'annotation.a': '1', 'annotation-manifest.e': '5' },
      ...{ 'annotation-manifest-descriptor.f.g': '6', 'annotation-manifest-descriptor[linux/arm64].h': '7' },
    },
    index: { b: '2', c: '3' },
    entries: [
      { platform: undefined, key: 'f.g', value: '6' },
      { platform: 'linux/arm64', key: 'h', value: '7' },
    ],
  });
});

test('of a whole image, those of its output count less, as in buildx', () => {
  const attributes = { 'annotation-index.b': '3', 'annotation-index.e': '6', 'annotation.c': '4' };
  const { index } = indexAnnotations(['index:a=1', 'index:b=2', 'manifest:d=5'], attributes);
  expect(index).toEqual({ a: '1', b: '2', e: '6' });
});

test('of an entry, those that name its platform count more, under any name of it', () => {
  const given = ['manifest-descriptor[aarch64]:a=1', 'manifest-descriptor:a=2', 'manifest-descriptor:b=3'];
  const all = indexAnnotations(given, {
    'annotation-manifest-descriptor.a': '4',
    'annotation-manifest-descriptor.c': '5',
    'annotation-manifest-descriptor[linux/arm64].b': '6',
  });
  expect(entryAnnotations(all, 'linux/arm64')).toEqual({ a: '1', b: '6', c: '5' });
  expect(entryAnnotations(all, 'linux/amd64')).toEqual({ a: '2', b: '3', c: '5' });
});
