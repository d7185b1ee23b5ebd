import { type ActionRun, type Lab, registriesInput } from '../lab.ts';
import { alternate, BARE_NODE, median } from '../measure.ts';
import { aimFor, atMostLonger, atMostTimes, besideNode, forTheRecord, type Result, under } from '../result.ts';
import type { Sources } from '../sources.ts';

/** Layers of 100 MB, and one of 1 MB on top. */
const LAYERS = 10;

/** The common push: a big image with few changes. */
export async function oneLayerChanged(lab: Lab): Promise<readonly Result[]> {
  const what = '1 GB image, a layer of 1 MB changed, one registry';
  const { costs, node } = await measure(lab, lab.rounds(15), sources => sources.renew(LAYERS));
  return [besideNode(atMostLonger(what, costs, 'Slipway', 'buildx --push', aimFor(node, 200, 300)), node)];
}

/** The first push: every byte is new, so every layer is compressed, and sent. */
export async function everythingNew(lab: Lab): Promise<readonly Result[]> {
  const what = '1 GB of new layers, one registry, one tag';
  const { costs, runs, node } = await measure(lab, lab.rounds(5), sources => {
    for (let layer = 0; layer < LAYERS; layer++) sources.renew(layer);
  });
  const peak = Math.max(...runs.map(run => run.peak));
  const written = Math.max(...runs.map(run => run.written));
  return [
    besideNode(atMostTimes(what, costs, 'Slipway', 'buildx --push', 1), node),
    under('… resident memory of the action at its peak', peak, 120, 'MB'),
    under('… written to files by the action', written, 1, 'MB'),
  ];
}

/** All layers are built, and the registry is empty: only the transfer, without compression. */
export async function emptyRegistry(lab: Lab): Promise<readonly Result[]> {
  const sources = await lab.sources(Array<number>(LAYERS).fill(lab.size(100)));
  const timed = (run: (host: Awaited<ReturnType<Lab['registry']>>) => Promise<number>) => async () => {
    const registry = await lab.registry();
    const ms = await run(registry);
    await registry.stop();
    return ms;
  };
  const runs: ActionRun[] = [];
  const costs = await alternate(
    [
      {
        name: 'Slipway',
        run: timed(async registry => {
          runs.push(await lab.action(sources, inputsFor([registry])));
          return runs.at(-1)!.ms;
        }),
      },
      {
        name: 'buildx --push',
        run: timed(registry => lab.bare(sources, [`${registry.host}/bench/bare:1`], lab.login([registry]))),
      },
    ],
    lab.rounds(3),
  );
  const result = atMostTimes('1 GB built before, an empty registry', costs, 'Slipway', 'buildx --push', 1.1);
  return [forTheRecord(`${result.what} (${result.figure})`, result.ours, result.against)];
}

async function measure(lab: Lab, rounds: number, change: (sources: Sources) => void) {
  const registry = await lab.registry();
  const sources = await lab.sources([...Array<number>(LAYERS).fill(lab.size(100)), 1_000_000]);
  const config = lab.login([registry]);
  const runs: ActionRun[] = [];
  const slipway = async (): Promise<number> => {
    change(sources);
    runs.push(await lab.action(sources, inputsFor([registry])));
    return runs.at(-1)!.ms;
  };
  const bare = async (): Promise<number> => {
    change(sources);
    return lab.bare(sources, [`${registry.host}/bench/bare:1`], config);
  };
  const costs = await alternate(
    [{ name: 'Slipway', run: slipway }, { name: 'buildx --push', run: bare }, BARE_NODE],
    rounds,
  );
  return { costs, runs, node: median(costs.get(BARE_NODE.name)!) };
}

function inputsFor(accounts: Parameters<typeof registriesInput>[0]) {
  const registries = registriesInput(accounts);
  return { images: 'bench/slipway', registries, tags: 'type=raw,value=1', flavor: 'latest=false' };
}
