import { type Lab, registriesInput } from '../lab.ts';
import { alternate, BARE_NODE, median } from '../measure.ts';
import { aimFor, atMostTimes, besideNode, type Result } from '../result.ts';
import type { Distance } from '../shaper.ts';

/** Nothing changed since the last run: 3 tags × 2 registries. What is left is the overhead, and the round trips. */
export async function cachedNearby(lab: Lab): Promise<readonly Result[]> {
  return measure(lab, { where: 'loopback', distance: undefined, rounds: 15, aims: [1.15, 1.25] });
}

export async function cachedFarAway(lab: Lab): Promise<readonly Result[]> {
  return measure(lab, {
    ...{ where: '40 ms more per request', distance: { latency: 40 }, rounds: 9 },
    aims: [0.4, 0.5],
  });
}

type Setting = Readonly<{
  where: string;
  distance: Distance | undefined;
  rounds: number;
  /** How many times bare buildx's time is allowed where bare Node takes 40 ms to start, and where it takes 100. */
  aims: readonly [number, number];
}>;

async function measure(lab: Lab, { where, distance, rounds, aims }: Setting): Promise<readonly Result[]> {
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
  const costs = await alternate(
    [
      { name: 'Slipway', run: async () => (await lab.action(sources, inputs)).ms },
      { name: 'buildx --push', run: () => lab.bare(sources, references, config) },
      BARE_NODE,
    ],
    lab.rounds(rounds),
  );
  const node = median(costs.get(BARE_NODE.name)!);
  const what = `cached job, 3 tags × 2 registries, ${where}`;
  return [besideNode(atMostTimes(what, costs, 'Slipway', 'buildx --push', aimFor(node, ...aims)), node)];
}
