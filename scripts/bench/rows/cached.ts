import { type Lab, registriesInput } from '../lab.ts';
import { alternate } from '../measure.ts';
import { atMostLonger, atMostTimes, type Result } from '../result.ts';
import type { Distance } from '../shaper.ts';

/** Nothing changed since the last run: 3 tags × 2 registries. What is left is the overhead, and the round trips. */
export async function cachedNearby(lab: Lab): Promise<readonly Result[]> {
  const costs = await measure(lab, undefined, lab.rounds(15));
  return [atMostLonger('cached job, 3 tags × 2 registries, loopback', costs, 'Slipway', 'buildx --push', 200)];
}

export async function cachedFarAway(lab: Lab): Promise<readonly Result[]> {
  const costs = await measure(lab, { latency: 40 }, lab.rounds(9));
  const what = 'cached job, 3 tags × 2 registries, 40 ms more per request';
  return [atMostTimes(what, costs, 'Slipway', 'buildx --push', 0.5)];
}

async function measure(lab: Lab, distance: Distance | undefined, rounds: number) {
  const accounts = await Promise.all([lab.registry(distance), lab.registry(distance)]);
  const sources = await lab.sources([lab.size(5), lab.size(5)]);
  const config = lab.login(accounts);
  const tags = ['1', '1.4', '1.4.2'];
  const references = accounts.flatMap(({ host }) => tags.map(tag => `${host}/bench/bare:${tag}`));
  const inputs = {
    images: 'bench/slipway',
    registries: registriesInput(accounts),
    tags: tags.map(tag => `type=raw,value=${tag}`).join('\n'),
    flavor: 'latest=false',
  };
  return alternate(
    [
      { name: 'Slipway', run: async () => (await lab.action(sources, inputs)).ms },
      { name: 'buildx --push', run: () => lab.bare(sources, references, config) },
    ],
    rounds,
  );
}
