import { type ActionRun, type Lab, registriesInput } from '../lab.ts';
import { createLayout } from '../layout.ts';
import { median } from '../measure.ts';
import { type Grown, growth, type Result } from '../result.ts';
import type { Sources } from '../sources.ts';

/** The maximum ratio of the last ones' cost to the first ones': medians of so few runs vary by that. */
const LIMIT = 1.25;
const ONE_TAG = { tags: 'type=raw,value=1', flavor: 'latest=false' };

/** Images of one run, all cached, of one layer each; one registry, one tag. */
export async function manyImages(lab: Lab): Promise<readonly Result[]> {
  const registries = registriesInput([await lab.registry()]);
  const sources = await lab.sources([10_000]);
  return measure(lab, 'images in one run', [1, 10, 50], async count => {
    // The name is in the configuration, so each image is distinct.
    const builds = each(count, at => `- {name: image-${at}, labels: number=${at}}`).join('\n');
    const bake = { images: 'bench/{{target}}', registries, builds, allow: `fs.read=${folderOf(sources)}`, ...ONE_TAG };
    return () => lab.action(sources, bake);
  });
}

/** Registries of a cached image of two layers, one tag each. */
export async function manyRegistries(lab: Lab): Promise<readonly Result[]> {
  const accounts = await Promise.all(each(8, () => lab.registry()));
  const sources = await lab.sources([10_000, 10_000]);
  return measure(lab, 'registries', [1, 2, 4, 8], async count => {
    const registries = registriesInput(accounts.slice(0, count));
    return () => lab.action(sources, { images: 'bench/slipway', registries, ...ONE_TAG });
  });
}

/** Layers of an OCI layout that goes to an empty repository: no engine's file system supports a thousand. */
export async function manyLayers(lab: Lab): Promise<readonly Result[]> {
  const registries = registriesInput([await lab.registry()]);
  const sources = await lab.sources([1000]);
  let runs = 0;
  return measure(lab, 'layers', [10, 100, 500, 1000], async count => {
    const { folder } = createLayout(lab.folder('layout'), [each(count, () => 200)]);
    const inputs = { source: `oci:${folder}`, registries, 'build-contexts': '', ...ONE_TAG };
    return () => lab.action(sources, { ...inputs, images: `bench/layers-${++runs}` });
  });
}

/** Tags of a cached image in one registry. */
export async function manyTags(lab: Lab): Promise<readonly Result[]> {
  const registries = registriesInput([await lab.registry()]);
  const sources = await lab.sources([10_000]);
  return measure(lab, 'tags', [1, 50, 200], async count => {
    const tags = each(count, at => `type=raw,value=1.${at}`).join('\n');
    return () => lab.action(sources, { images: 'bench/slipway', registries, tags, flavor: 'latest=false' });
  });
}

/** Every size several times, alternating; a first round, which warms caches, is discarded. */
async function measure(
  lab: Lab,
  what: string,
  counts: readonly number[],
  prepare: (count: number) => Promise<() => Promise<ActionRun>>,
): Promise<readonly Result[]> {
  const sizes = await Promise.all(counts.map(async count => ({ count, run: await prepare(count) })));
  const costs = new Map<number, ActionRun[]>(counts.map(count => [count, []]));
  for (let round = 0; round <= lab.rounds(5); round++) {
    for (const { count, run } of round % 2 === 0 ? sizes : sizes.toReversed()) {
      const cost = await run();
      if (round > 0) costs.get(count)!.push(cost);
    }
  }
  const grown = counts.map((count): Grown => {
    const all = costs.get(count)!;
    return { count, ms: median(all.map(({ ms }) => ms)), peak: Math.max(...all.map(({ peak }) => peak)) };
  });
  return growth(what, grown, LIMIT);
}

function each<T>(count: number, make: (at: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, at) => make(at));
}

function folderOf({ context }: Sources): string {
  return context.slice(context.indexOf('=') + 1);
}
