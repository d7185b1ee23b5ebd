import { expect, test } from '@jest/globals';
import { nodesOf } from '../../src/builder/nodes.ts';
import { chooseRoute, type RouteFacts, wayOfAll } from '../../src/by-digest/route.ts';
import { readInputs } from '../../src/inputs/inputs.ts';

type Facts = Partial<RouteFacts>;
type Row = [given: Record<string, string>, facts: Facts, why: RegExp];

const FAR = { name: 'far', driver: 'remote', created: false };
const ONE = ['tcp://10.0.0.5:1234'];
const TWO = [...ONE, 'tcp://10.0.0.6:1234'];
const BOTH = { platforms: 'linux/amd64,linux/arm64' };
const CA = { trusts: new Map([['ghcr.io', { ca: 'PEM' }]]) };
const LOOPBACK = { registries: ['localhost:5000'] };
const OWN = { ...FAR, driver: 'docker-container', created: true };

const choose = (given: Record<string, string>, facts: Facts) => {
  const env = Object.fromEntries(Object.entries(given).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value]));
  const usual = { builder: FAR, nodes: ONE, registries: ['ghcr.io'], trusts: new Map(), isPublished: false };
  return chooseRoute(readInputs(env), { ...usual, ...facts });
};

test.each<Row>([
  [{}, {}, /builder "far" \(remote\), and nothing here needs the image/],
  [{}, { builder: { ...FAR, driver: 'kubernetes' } }, /"far" \(kubernetes\)/],
  [{ outputs: 'type=local,dest=out' }, {}, /nothing/],
  [BOTH, { nodes: TWO }, /nothing/],
  [{}, { nodes: ['tcp://127.0.0.1:1234', 'unix:///run/buildkit.sock'], ...LOOPBACK }, /nothing/],
  [{}, { builder: OWN, ...CA }, /nothing/],
  [{}, { ...CA, registries: ['ghcr.io', 'quay.io'] }, /nothing/],
])('%j, %j: by digest', (given, facts, why) => {
  expect(choose(given, facts)).toMatchObject({ byDigest: true, why: expect.stringMatching(why) });
});

test.each<Row>([
  [{ test: 'true' }, {}, /needed here/],
  [{ load: 'true' }, {}, /needed here/],
  [{ outputs: 'type=docker' }, {}, /needed here/],
  [{ call: 'check' }, {}, /nothing is pushed/],
  [{}, { registries: [] }, /nothing is pushed/],
  [{}, { isPublished: true }, /already published/],
  [{}, CA, /`ca`/],
  [{}, { ...CA, builder: { ...FAR, created: true } }, /`ca`/],
  [{}, LOOPBACK, /address that only this machine has/],
  [{}, { ...LOOPBACK, nodes: [] }, /address that only this machine has/],
  [{}, { ...LOOPBACK, builder: OWN, nodes: ['unix:///var/run/docker.sock'] }, /address that only this machine has/],
  [{ ...BOTH, outputs: 'type=local,dest=out' }, { nodes: TWO }, /`outputs`/],
  [{}, { builder: { ...FAR, driver: 'docker' } }, /the engine itself/],
])('%j, %j: not by digest', (given, facts, why) => {
  expect(choose(given, facts)).toMatchObject({ byDigest: false, why: expect.stringMatching(why) });
});

test.each([
  [BOTH, TWO, true],
  [BOTH, ONE, false],
  // Unknown: one build per platform is right for any number of nodes.
  [BOTH, [], true],
  [{ platforms: 'linux/arm64' }, TWO, false],
  [{}, TWO, false],
])('%j over %j: spread is %s', (given, nodes, isSpread) => {
  expect(choose(given, { nodes }).isSpread).toBe(isSpread);
});

test('several images take the same route: to this machine, if one of them has to come here', () => {
  const [pushed, tested] = [choose({}, {}), choose({ test: 'true' }, {})];
  expect(wayOfAll([pushed, pushed], ['api', 'worker'])).toMatchObject({
    byDigest: true,
    why: expect.stringMatching(/needs the image$/),
  });
  expect(wayOfAll([pushed, tested], ['api', 'worker'])).toMatchObject({
    byDigest: false,
    why: expect.stringMatching(/needed here \(worker\)$/),
  });
});

test('several images are built per platform if one of them has more than one', () => {
  const [one, both] = [choose({}, { nodes: TWO }), choose(BOTH, { nodes: TWO })];
  expect(wayOfAll([one, both], ['api', 'worker']).isSpread).toBe(true);
  expect(wayOfAll([one, one], ['api', 'worker']).isSpread).toBe(false);
});

test('what the builder can reach, and how', () => {
  const trusts = new Map([
    ['ca.example', { ca: 'PEM' }],
    ['plain.example', { insecure: true as const }],
  ]);
  const registries = ['ca.example', 'plain.example', 'ghcr.io'];
  const route = choose({}, { trusts, registries });
  expect(registries.map(route.reaches)).toEqual([false, true, true]);
  expect(registries.map(route.insecure)).toEqual([false, true, false]);
});

test.each([
  [
    'Far',
    JSON.stringify({ Nodes: [{ Endpoint: 'tcp://a:1' }, { Endpoint: 'tcp://b:1' }] }),
    ['tcp://a:1', 'tcp://b:1'],
  ],
  ['far', JSON.stringify({ Nodes: null }), []],
  ['far', 'not JSON', []],
  ['far', undefined, []],
  ['../far', JSON.stringify({ Nodes: [{}] }), []],
])('the nodes that buildx records for %s: %j', (name, text, expected) => {
  const read = (path: string) => (path === '/config/instances/far' ? text : undefined);
  const nodes = nodesOf(name, { buildxConfig: '/config', readFile: read });
  expect(nodes.map(({ endpoint }) => endpoint)).toEqual(expected);
});
