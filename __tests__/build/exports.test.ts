import { expect, test } from '@jest/globals';
import { type Exports, planExports } from '../../src/build/exports.ts';
import { readInputs } from '../../src/inputs/inputs.ts';

type Row = [inputs: Record<string, string>, push: boolean, fanOut: (keyof Exports)[], layout: (keyof Exports)[]];

test.each<Row>([
  [{}, true, ['engine'], ['layout']],
  [{}, false, ['engine'], []],
  [{ test: 'true' }, true, ['engine', 'unpack'], ['layout', 'load']],
  [{ test: 'true' }, false, ['engine', 'unpack'], ['layout', 'load']],
  [{ scan: 'trivy' }, true, ['engine', 'unpack'], ['layout', 'load']],
  [{ 'container-test': 'port: 80' }, false, ['engine', 'unpack'], ['layout', 'load']],
  [{ load: 'true' }, false, ['engine', 'unpack', 'keep'], ['layout', 'load', 'keep']],
  [{ outputs: 'type=docker' }, true, ['engine', 'unpack', 'keep'], ['layout', 'load', 'keep']],
  [{ 'keep-local': 'true' }, true, ['engine', 'unpack', 'keep'], ['layout']],
  [{ 'keep-local': 'true', test: 'true' }, true, ['engine', 'unpack', 'keep'], ['layout', 'load', 'keep']],
  [{ 'keep-local': 'true', outputs: 'type=local,dest=out' }, false, [], []],
  [{ gates: '- npm test' }, false, ['engine', 'unpack'], ['layout', 'load']],
  [{ outputs: 'type=local,dest=out' }, false, [], []],
  [{ outputs: 'type=local,dest=out' }, true, ['engine'], ['layout']],
  [{ outputs: 'type=local,dest=out', test: 'true' }, false, ['engine', 'unpack'], ['layout', 'load']],
  [{ call: 'check', load: 'true' }, true, [], []],
  [{ call: 'build' }, true, ['engine'], ['layout']],
])('%j, push %s: %j by fan-out, %j as a layout', (given, push, fanOut, layout) => {
  const env = Object.fromEntries(Object.entries(given).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value]));
  const inputs = readInputs(env);
  const chosen = (path: 'fan-out' | 'layout') =>
    Object.entries(planExports(inputs, push, path)).flatMap(([key, on]) => (on ? [key] : []));
  expect(chosen('fan-out').sort()).toEqual([...fanOut].sort());
  expect(chosen('layout').sort()).toEqual([...layout].sort());
});
