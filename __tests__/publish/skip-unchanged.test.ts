import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { stageUnlessUnchanged } from '../../src/publish/unchanged/stage-unless-unchanged.ts';
import { createDistributor } from '../../src/staging/distribute.ts';
import { closeRigs } from '../registry/rig.ts';
import { type Berth, type Dock, dock, layout } from './dock.ts';
import { closeWays, stagerTo } from './ways.ts';

let first: ReturnType<typeof layout>;
let next: ReturnType<typeof layout>;
let other: ReturnType<typeof layout>;
beforeAll(() => {
  first = layout({ revision: 'aaa', attestation: 'of the first build' });
  next = layout({ revision: 'bbb', attestation: 'of the second build' });
  other = layout({ revision: 'bbb', architecture: 'arm64' });
});
afterAll(() => {
  for (const image of [first, next, other]) image.remove();
});
afterEach(async () => {
  await closeWays();
  await closeRigs();
});

/** Publishes an image that is kept if it is unchanged. */
async function publishUnlessUnchanged(d: Dock, way: 'layout' | 'fan-out', image: ReturnType<typeof layout>) {
  let unchanged: string | undefined;
  const stage = async (closing: () => void) => {
    const to = createDistributor(d.fleet, { closing });
    const staged = await stageUnlessUnchanged(to, stagerTo(way, image), { fleet: d.fleet, log: d.log });
    unchanged = staged.unchanged?.reference;
    return staged.content;
  };
  const publication = await d.publish(image.folder, { stage });
  return { publication, unchanged };
}

const everywhere = (d: Dock) => d.rigs.flatMap((_, at) => ['1.2.3', 'latest'].map(tag => d.tagged(at, tag)));
const count = (d: Dock, form: RegExp) => d.fakes.flatMap(fake => fake.trace()).filter(line => form.test(line)).length;

/** Registries; the first one has the first image. */
async function published(berths: readonly Berth[], to: readonly number[] = [0]): Promise<Dock> {
  const d = await dock(berths);
  for (const at of to) await publishTo(d, at);
  return d;
}

async function publishTo(d: Dock, at: number): Promise<void> {
  const { createFleet } = await import('../../src/staging/fleet.ts');
  const [target] = d.fleet.targets.slice(at);
  await d.publish(first.folder, { fleet: createFleet([target!], d.log) });
}

describe.each(['layout', 'fan-out'] as const)('an image that has not changed, by way of %s', way => {
  test('keeps the digest that a moving tag points to, in every registry and under every tag', async () => {
    const d = await published([{}, {}]);
    const { publication, unchanged } = await publishUnlessUnchanged(d, way, next);
    expect([publication.pushed, publication.error]).toEqual(['true', undefined]);
    expect(unchanged).toMatch(/\/acme\/api:latest$/);
    expect(everywhere(d)).toEqual(Array(4).fill(first.root));
    expect(d.fakes.some(fake => fake.manifests.has(`acme/api@${next.root}`))).toBe(false);
  });

  test('is published again if anything but the commit differs', async () => {
    const d = await published([{}]);
    const { unchanged } = await publishUnlessUnchanged(d, way, other);
    expect(unchanged).toBeUndefined();
    expect(everywhere(d)).toEqual([other.root, other.root]);
  });

  test('is published the first time', async () => {
    const d = await dock([{}, {}]);
    const { publication, unchanged } = await publishUnlessUnchanged(d, way, next);
    expect([publication.pushed, unchanged]).toEqual(['true', undefined]);
    expect(everywhere(d)).toEqual(Array(4).fill(next.root));
  });

  test('is published again if the tag cannot be read, which is reported', async () => {
    let isThere = false;
    const fault: Berth['fault'] = ({ method, path }) =>
      isThere && method === 'GET' && path.endsWith('/manifests/latest') ? { status: 403 } : undefined;
    const d = await published([{ fault }]);
    isThere = true;
    const { unchanged } = await publishUnlessUnchanged(d, way, next);
    expect(unchanged).toBeUndefined();
    expect(everywhere(d)).toEqual([next.root, next.root]);
    expect(d.log.lines.join('\n')).toContain('Cannot tell whether');
  });
});

test('of several registries, the first required one determines the digest that is kept', async () => {
  const d = await dock([{ optional: true }, {}, {}]);
  await publishTo(d, 0);
  await publishTo(d, 2);
  const { unchanged } = await publishUnlessUnchanged(d, 'layout', next);
  expect(unchanged).toBe(`${d.fleet.targets[2]!.destination.name}:latest`);
  expect(everywhere(d)).toEqual(Array(6).fill(first.root));
  expect(count(d, /^PUT .*manifests\/latest/)).toBeGreaterThan(0);
});
