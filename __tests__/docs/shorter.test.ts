import { globSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { makeCheckout } from '../../scripts/docs/dry-run.ts';
import { workflowOf } from '../../scripts/docs/example.ts';
import { type Replay, replay } from '../../scripts/docs/replay.ts';
import { migrate } from '../../scripts/migrate/migrate.ts';
import { ownPin, ownUses } from '../../scripts/release/uses.ts';

const root = join(import.meta.dirname, '../..');
const checkout = makeCheckout();
afterAll(() => rmSync(checkout.folder, { recursive: true }));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** Common workflows with docker's own actions, each next to the example that replaces it. */
const names = globSync('examples/docker/*.yml', { cwd: root })
  .map(path => basename(path, '.yml'))
  .toSorted();
const pairs = names.map(name => ({
  name,
  chain: read(`examples/docker/${name}.yml`),
  ours: read(`examples/${name}.yml`),
}));

/** Non-empty lines without comments: of the whole file, and below `steps:`. */
function linesOf(text: string): Readonly<{ file: number; steps: number }> {
  const lines = text.split('\n').filter(line => !/^\s*(?:#|$)/.test(line));
  const steps = lines.findIndex(line => line.trim() === 'steps:');
  expect(lines.filter(line => line.trim() === 'steps:')).toHaveLength(1);
  return { file: lines.length, steps: lines.length - steps - 1 };
}

test("ten common workflows: whole files at most half as long as with docker's actions, the steps at most a third", () => {
  expect(names).toHaveLength(10);
  const rows = pairs.map(({ name, chain, ours }) => ({ name, chain: linesOf(chain), ours: linesOf(ours) }));
  const sum = (side: 'chain' | 'ours', part: 'file' | 'steps') => rows.reduce((all, row) => all + row[side][part], 0);
  const ratios = {
    file: sum('ours', 'file') / sum('chain', 'file'),
    steps: sum('ours', 'steps') / sum('chain', 'steps'),
  };
  expect([ratios.file <= 1 / 2, ratios.steps <= 1 / 3, rows]).toEqual([true, true, rows]);
});

describe.each(pairs)('$name', ({ name, chain, ours }) => {
  test('starts on the same events, with the same permissions', () => {
    const before = (text: string) => text.slice(text.indexOf('\non:'), text.indexOf('\njobs:'));
    expect(before(ours)).toBe(before(chain));
  });

  test('publishes the same on each of them', async () => {
    const { text, left } = migrate(chain, ownUses(ownPin(read('package.json'))));
    expect(left).toEqual([]);
    const [was, is] = [await published(name, text), await published(name, ours)];
    expect(is).toEqual(was);
    expect(Object.values(is).some(references => references.length > 0)).toBe(true);
  });
});

/**
 * The pushed references, by occasion and leg of the matrix. A chain that builds twice only pushes with the second
 * build.
 */
async function published(name: string, text: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const replays = await replay({ name, text, workflow: workflowOf(text) }, { root, checkout });
  const groups = Map.groupBy(replays, ({ occasion, variant }) => `${occasion.title} ${variant}`);
  return Object.fromEntries([...groups].map(([key, group]) => [key, group.flatMap(referencesOf).toSorted()]));
}

function referencesOf({ run }: Replay): readonly string[] {
  if (run === undefined) return [];
  expect(run.error).toBe('');
  const destinations = run.plan?.images.flatMap(image => image.destinations) ?? [];
  const pushed = destinations.filter(({ decision }) => decision.push);
  return pushed.flatMap(({ registry, path, tags }) => tags.map(tag => `${registry}/${path}:${tag.name}`));
}
