import { expect, test } from '@jest/globals';
import { readToml } from '../../../src/host/text/toml.ts';

test.each<[text: string, tables: object | undefined]>([
  ['', {}],
  ['# nothing\r\n', {}],
  ['a.b = 1\n[c]\nd = [1, "x"]', { a: { b: 1 }, c: { d: [1, 'x'] } }],
  ['keep = 9223372036854775807', { keep: 9223372036854775807n }],
  ["\"\\u0061\" = '''\n\\u0061'''", { a: '\\u0061' }],
  ['[a', undefined],
  ['a = 1\na = 2', undefined],
  [`a = ${'['.repeat(50_000)}`, undefined],
])('%j', async (text, tables) => expect(await readToml(text)).toEqual(tables));
