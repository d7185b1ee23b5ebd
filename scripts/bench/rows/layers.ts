import { type Lab, registriesInput } from '../lab.ts';
import { duration, forTheRecord, type Result } from '../result.ts';

/** An image of a hundred layers, nearly the limit of overlay file systems. */
export async function hundredLayers(lab: Lab): Promise<readonly Result[]> {
  const registry = await lab.registry();
  const sources = await lab.sources(Array<number>(100).fill(10_000));
  const registries = registriesInput([registry]);
  const inputs = { images: 'bench/slipway', registries, tags: 'type=raw,value=1', flavor: 'latest=false' };
  const { ms, peak } = await lab.action(sources, inputs);
  return [forTheRecord(`image of 100 new layers (${Math.round(peak)} MB resident)`, duration(ms))];
}
