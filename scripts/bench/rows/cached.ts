import { attempt } from '../../command.ts';
import { chainSteps, missingChain, repositoryApi } from '../chain.ts';
import { type Lab, registriesInput } from '../lab.ts';
import { alternate, BARE_NODE, median } from '../measure.ts';
import { aimFor, atMostTimes, besideNode, notMeasured, type Result, shareOfOverhead } from '../result.ts';
import type { Distance } from '../shaper.ts';

/** Nothing changed since the last run: 3 tags × 2 registries. Only overhead and round trips remain. */
export async function cachedNearby(lab: Lab): Promise<readonly Result[]> {
  return measure(lab, { where: 'loopback', distance: undefined, rounds: 15, aims: [1.15, 1.25] });
}

export async function cachedFarAway(lab: Lab): Promise<readonly Result[]> {
  return measure(lab, {
    ...{ where: '40 ms more per request', distance: { latency: 40 }, rounds: 9 },
    aims: [0.4, 0.5],
  });
}

/** The same next to docker's own actions, if available: a twentieth of their overhead is allowed. */
export async function cachedBesideChain(lab: Lab): Promise<readonly Result[]> {
  const what = 'cached job, 3 tags × 2 registries, loopback, beside docker’s actions';
  const missing = missingChain();
  if (missing !== undefined) return [notMeasured(what, missing)];
  const { accounts, sources, config, references, inputs, tags } = await prepare(lab, undefined);
  const api = await repositoryApi();
  const chain = { accounts, path: 'bench/chain', tags, buildContext: sources.context };
  try {
    const costs = await alternate(
      [
        { name: 'Slipway', run: async () => (await lab.action(sources, inputs)).ms },
        {
          name: 'docker’s chain',
          run: async () => (await lab.job(sources, chainSteps(chain), { GITHUB_API_URL: api.url })).ms,
        },
        { name: BARE, run: () => lab.bare(sources, references, config) },
      ],
      lab.rounds(9),
    );
    return [shareOfOverhead(what, costs, ['Slipway', 'docker’s chain', BARE], 0.05)];
  } finally {
    api.stop();
    for (const { host } of accounts) {
      await attempt('docker', ['image', 'rm', '--force', ...tags.map(tag => `${host}/bench/chain:${tag}`)]);
    }
  }
}

const BARE = 'buildx --push';

type Setting = Readonly<{
  where: string;
  distance: Distance | undefined;
  rounds: number;
  /** The allowed multiple of bare buildx's time where bare Node takes 40 ms to start, and where it takes 100. */
  aims: readonly [number, number];
}>;

async function measure(lab: Lab, { where, distance, rounds, aims }: Setting): Promise<readonly Result[]> {
  const { sources, config, references, inputs } = await prepare(lab, distance);
  const costs = await alternate(
    [
      { name: 'Slipway', run: async () => (await lab.action(sources, inputs)).ms },
      { name: BARE, run: () => lab.bare(sources, references, config) },
      BARE_NODE,
    ],
    lab.rounds(rounds),
  );
  const node = median(costs.get(BARE_NODE.name)!);
  const what = `cached job, 3 tags × 2 registries, ${where}`;
  return [besideNode(atMostTimes(what, costs, 'Slipway', BARE, aimFor(node, ...aims)), node)];
}

/** Two registries, an image of two layers, and its publishers under three tags. */
async function prepare(lab: Lab, distance: Distance | undefined) {
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
  return { accounts, sources, config, tags, references, inputs };
}
