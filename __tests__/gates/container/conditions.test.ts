import { expect, test } from '@jest/globals';
import { inWords, portsOf, settle } from '../../../src/gates/container/conditions.ts';
import type { Condition } from '../../../src/inputs/gates/container-test.ts';

const http = (port?: number): Condition => ({ kind: 'http', path: '/up', port, status: undefined });
const portsFor = async (conditions: readonly Condition[], exposed: readonly number[]) =>
  portsOf(await settle(conditions, async () => exposed));

test("a path is requested at its own port, the awaited port, or the image's exposed port", async () => {
  expect(await portsFor([http(1)], [2])).toEqual([1]);
  expect(await portsFor([http(), { kind: 'port', port: 3 }], [2])).toEqual([3]);
  expect(await portsFor([http()], [2])).toEqual([2]);
  expect(await portsFor([{ kind: 'healthy' }, { kind: 'log', text: 'x' }], [2])).toEqual([]);
});

test.each([
  [[http()], [], /no port, and the image exposes none/],
  [[http()], [1, 2], /no port, and the image exposes 1, 2/],
  [[http(), { kind: 'port', port: 3 } as const, { kind: 'port', port: 4 } as const], [1], /and `port` names 3, 4/],
])('%j, exposed %j: the port is unknown', async (conditions, exposed, said) => {
  await expect(settle(conditions, async () => exposed)).rejects.toMatchObject({ code: 'INPUT_INVALID', message: said });
});

test('conditions in words', () => {
  expect(inWords({ kind: 'http', path: '/up', port: 80, status: 204 })).toBe('/up on port 80');
  expect(inWords({ kind: 'log', text: 'a\nb' })).toBe('the log line "a\\nb"');
});
