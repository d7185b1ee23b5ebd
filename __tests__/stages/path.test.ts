import { expect, test } from '@jest/globals';
import type { Builder } from '../../src/buildx/builder.ts';
import { readInputs } from '../../src/inputs.ts';
import { choosePath, type PathFacts } from '../../src/stages/path.ts';

type Row = [given: Record<string, string>, builder: Partial<Builder>, facts: Partial<PathFacts>, why: RegExp];

const choose = (given: Record<string, string>, builder: Partial<Builder>, facts: Partial<PathFacts>) => {
  const inputs = readInputs(
    Object.fromEntries(Object.entries(given).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value])),
  );
  const far: Builder = {
    name: 'far',
    driver: 'remote',
    path: 'layout',
    nodes: ['tcp://10.0.0.5:1234'],
    created: false,
    ...builder,
  };
  return choosePath(inputs, far, { registries: ['ghcr.io'], trusts: new Map(), isPublished: false, ...facts });
};

const CA = { trusts: new Map([['ghcr.io', { ca: 'PEM' }]]) };
const LOOPBACK = { registries: ['localhost:5000'] };
const TWO = ['tcp://10.0.0.5:1234', 'tcp://10.0.0.6:1234'];
const BOTH = { platforms: 'linux/amd64,linux/arm64' };

test.each<Row>([
  [{}, {}, {}, /pushes by itself/],
  [{}, { driver: 'kubernetes' }, {}, /"far" \(kubernetes\) pushes by itself/],
  [{ outputs: 'type=local,dest=out' }, {}, {}, /pushes by itself/],
  [BOTH, { nodes: TWO }, {}, /pushes by itself/],
  [{}, { nodes: ['tcp://127.0.0.1:1234', 'unix:///run/buildkit.sock'] }, LOOPBACK, /pushes by itself/],
  [{}, { created: true, driver: 'docker-container' }, CA, /pushes by itself/],
  [{}, {}, { ...CA, registries: ['ghcr.io', 'quay.io'] }, /pushes by itself/],
])('%j, builder %j, %j: by digest', (given, builder, facts, why) => {
  expect(choose(given, builder, facts)).toMatchObject({ path: 'by-digest', why: expect.stringMatching(why) });
});

test.each<Row>([
  [{ test: 'true' }, {}, {}, /tested here/],
  [{ load: 'true' }, {}, {}, /loaded here/],
  [{ outputs: 'type=docker' }, {}, {}, /loaded here/],
  [{ call: 'check' }, {}, {}, /nothing is pushed/],
  [{}, {}, { registries: [] }, /nothing is pushed/],
  [{}, {}, { isPublished: true }, /published already/],
  [{}, {}, CA, /`ca`/],
  [{ ...BOTH, outputs: 'type=local,dest=out' }, { nodes: TWO }, {}, /`outputs`/],
  [{}, {}, LOOPBACK, /address of this machine/],
  [{}, { driver: 'docker-container', created: true }, LOOPBACK, /address of this machine/],
  [{}, { driver: 'docker' }, {}, /engine/],
])('%j, builder %j, %j: not by digest', (given, builder, facts, why) => {
  expect(choose(given, builder, facts)).toMatchObject({ path: 'layout', why: expect.stringMatching(why) });
});

test('the engine keeps its own way', () => {
  expect(choose({}, { driver: 'docker', path: 'fan-out' }, {}).path).toBe('fan-out');
});

test('what the builder reaches, and how', () => {
  const trusts = new Map([
    ['ca.example', { ca: 'PEM' }],
    ['plain.example', { insecure: true as const }],
  ]);
  const route = choose({}, {}, { trusts, registries: ['ca.example', 'plain.example', 'ghcr.io'] });
  expect(['ca.example', 'plain.example', 'ghcr.io'].map(route.reaches)).toEqual([false, true, true]);
  expect(['ca.example', 'plain.example', 'ghcr.io'].map(route.insecure)).toEqual([false, true, false]);
});
