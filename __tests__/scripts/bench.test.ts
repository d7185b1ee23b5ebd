import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { withTable } from '../../scripts/bench/document.ts';
import { alternate, median } from '../../scripts/bench/measure.ts';
import {
  aimFor,
  atMostLonger,
  atMostTimes,
  besideNode,
  duration,
  growth,
  markdown,
  notMeasured,
  under,
} from '../../scripts/bench/result.ts';
import { type Shaper, startShaper } from '../../scripts/bench/shaper.ts';

test.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[4, 1, 2, 100], 3],
])('the median of %j is %d', (values, expected) => expect(median(values)).toBe(expected));

test('contestants take turns, the first round is thrown away and the order is reversed every other round', async () => {
  const order: string[] = [];
  let cost = 0;
  const contestant = (name: string) => ({
    name,
    run: async () => {
      order.push(name);
      return ++cost;
    },
  });
  const costs = await alternate([contestant('a'), contestant('b')], 2);
  expect(order).toEqual(['a', 'b', 'b', 'a', 'a', 'b']);
  expect(Object.fromEntries(costs)).toEqual({ a: [4, 5], b: [3, 6] });
});

describe('a verdict', () => {
  const costs = new Map([
    ['we', [1100]],
    ['they', [1000]],
  ]);
  test.each([
    [atMostTimes('x', costs, 'we', 'they', 1.1), '× 1.10', true],
    [atMostTimes('x', costs, 'we', 'they', 1.05), '× 1.10', false],
    [atMostLonger('x', costs, 'we', 'they', 100), '+100 ms', true],
    [atMostLonger('x', costs, 'we', 'they', 99), '+100 ms', false],
    [atMostLonger('x', costs, 'they', 'we', 0), '−100 ms', true],
    [under('x', 119.4, 120, 'MB'), '119 MB', true],
    [under('x', 120, 120, 'MB'), '120 MB', false],
  ])('%#', (result, figure, met) => expect(result).toMatchObject({ figure, met }));
});

test.each([
  [25, 0.4],
  [40, 0.4],
  [70, 0.45],
  [100, 0.5],
  [300, 0.5],
])('if bare Node takes %d ms, the target between 0.4 and 0.5 is %d', (node, aim) => {
  expect(aimFor(node, 0.4, 0.5)).toBe(aim);
});

test("the machine's bare start of Node is shown next to the comparison", () => {
  expect(besideNode({ ...under('x', 1, 2, 'ms'), against: 'buildx 1.00 s' }, 26.4).against).toBe(
    'buildx 1.00 s; bare Node 26 ms',
  );
});

test.each([
  ['the same', [100, 190, 590], '× 1.00', true],
  ['less', [100, 190, 290], '× 0.25', true],
  ['more', [100, 190, 1110], '× 2.30', false],
  // If noise makes the larger one faster, that is no failure.
  ['nothing', [100, 190, 180], '× 0.00', true],
])('the last units must not cost more than the first ones: %s', (_what, [one, ten, fifty], figure, met) => {
  const sizes = [
    { count: 1, ms: one!, peak: 90 },
    { count: 10, ms: ten!, peak: 91 },
    { count: 50, ms: fifty!, peak: 95 },
  ];
  const lines = growth('tags', sizes, 1.25);
  expect(lines.map(({ what }) => what)).toEqual([
    '1 tags (90 MB resident)',
    '10 tags (91 MB resident)',
    '50 tags (95 MB resident)',
    '… each of the tags from the 11th on',
  ]);
  expect(lines.at(-1)).toMatchObject({ figure, met, against: 'up to the 10th 10.0 ms', target: '≤ 1.25 ×' });
});

test('times are written as people read them', () => {
  expect([0.4, 999, 1000, 61_234].map(duration)).toEqual(['0 ms', '999 ms', '1.00 s', '61.23 s']);
});

test('the table is Markdown, and replaces the last one', () => {
  const table = markdown([under('start', 5, 9, 'ms'), notMeasured('oras', 'oras is not installed')]);
  expect(table.split('\n').map(line => line.replaceAll(/ +/g, ' '))).toEqual([
    '| What | Slipway | Against | Figure | Target | Met |',
    expect.stringMatching(/^\| -+ \| -+ \| -+ \| -+ \| -+ \| -+ \|$/),
    '| start | 5 ms | | 5 ms | < 9 ms | yes |',
    '| oras | not measured | oras is not installed | | | |',
  ]);
  const document = withTable('# P\n<!-- results -->\nold\n<!-- /results -->\nrest\n', table, 'a machine');
  expect(document).toBe(`# P\n<!-- results -->\n\n${table}\n\nMeasured with a machine.\n\n<!-- /results -->\nrest\n`);
  expect(withTable(document, table, 'a machine')).toBe(document);
  expect(() => withTable('nothing', table, '')).toThrow('markers');
});

describe('the shaping proxy', () => {
  const upstream = createServer((req, res) => {
    let size = 0;
    req.on('data', (chunk: Buffer) => (size += chunk.length));
    req.on('end', () => res.writeHead(201, { 'x-host': req.headers.host, 'x-size': String(size) }).end('body'));
  });
  let shaper: Shaper;
  beforeAll(async () => {
    await new Promise<void>(resolve => upstream.listen(0, '127.0.0.1', resolve));
    const { port } = upstream.address() as AddressInfo;
    shaper = await startShaper(`127.0.0.1:${port}`, { latency: 40, rate: 10_000_000 });
  });
  afterAll(async () => {
    await shaper.stop();
    upstream.close();
  });

  test('delays each request, keeps its Host, and passes everything on', async () => {
    const started = performance.now();
    const answer = await fetch(`http://${shaper.host}/v2/`);
    expect(performance.now() - started).toBeGreaterThanOrEqual(39);
    expect([answer.status, answer.headers.get('x-host'), await answer.text()]).toEqual([201, shaper.host, 'body']);
  });

  test('shares its bandwidth among connections', async () => {
    const started = performance.now();
    const send = () => fetch(`http://${shaper.host}/`, { method: 'PUT', body: Buffer.alloc(1_500_000) });
    const answers = await Promise.all([send(), send()]);
    // 3 MB at 10 MB/s.
    expect(performance.now() - started).toBeGreaterThanOrEqual(290);
    expect(answers.map(answer => answer.headers.get('x-size'))).toEqual(['1500000', '1500000']);
  });
});
