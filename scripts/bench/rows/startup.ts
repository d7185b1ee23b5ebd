import { command } from '../../command.ts';
import { type Lab, registriesInput } from '../lab.ts';
import { alternate, clock, median } from '../measure.ts';
import { duration, type Result, under } from '../result.ts';

/** A dry run does nothing but start, read its inputs and plan; its post step does nothing but start. */
export async function startUp(lab: Lab): Promise<readonly Result[]> {
  const sources = await lab.sources([1000]);
  const nobody = { host: 'registry.example', username: 'mona', password: 'correct-horse' };
  const inputs = { images: 'bench/slipway', registries: registriesInput([nobody]), 'dry-run': 'true' };
  const costs = await alternate(
    [
      { name: 'Slipway', run: async () => (await lab.action(sources, inputs)).ms },
      { name: 'node -e 0', run: () => clock(() => command(process.execPath, ['-e', '0'])) },
    ],
    lab.rounds(21),
  );
  const result = under('start-up of main and post together (dry run)', median(costs.get('Slipway')!), 200, 'ms');
  return [{ ...result, against: `\`node -e 0\` twice: ${duration(2 * median(costs.get('node -e 0')!))}` }];
}
