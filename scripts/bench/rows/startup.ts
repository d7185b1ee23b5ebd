import { type Lab, registriesInput } from '../lab.ts';
import { createLayout } from '../layout.ts';
import { alternate, BARE_NODE, median } from '../measure.ts';
import { atMostTimes, duration, type Result, under } from '../result.ts';

/** A dry run only starts, reads its inputs and plans; its post step only starts. */
export async function startUp(lab: Lab): Promise<readonly Result[]> {
  const sources = await lab.sources([1000]);
  const nobody = { host: 'registry.example', username: 'mona', password: 'correct-horse' };
  const inputs = { images: 'bench/slipway', registries: registriesInput([nobody]), 'dry-run': 'true' };
  const costs = await alternate(
    [{ name: 'Slipway', run: async () => (await lab.action(sources, inputs)).ms }, BARE_NODE],
    lab.rounds(21),
  );
  const result = under('start-up of main and post together (dry run)', median(costs.get('Slipway')!), 200, 'ms');
  return [{ ...result, against: `\`node -e 0\` twice: ${duration(2 * median(costs.get(BARE_NODE.name)!))}` }];
}

/** Post after a run that left only its folder on the machine: that of a layout pushed to a registry. */
export async function postStep(lab: Lab): Promise<readonly Result[]> {
  const sources = await lab.sources([1000]);
  const registry = await lab.registry();
  const { folder } = createLayout(lab.folder('layout'), [[1000]]);
  const inputs = {
    ...{ source: `oci:${folder}`, images: 'bench/post', registries: registriesInput([registry]) },
    ...{ tags: 'type=raw,value=1', flavor: 'latest=false', 'build-contexts': '' },
  };
  const costs = await alternate(
    [{ name: 'Slipway', run: async () => (await lab.action(sources, inputs)).post }, BARE_NODE],
    lab.rounds(21),
  );
  return [atMostTimes('post with nothing left to remove', costs, 'Slipway', BARE_NODE.name, 1.5)];
}
