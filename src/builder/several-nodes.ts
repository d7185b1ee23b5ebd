import type { BuildInputs } from '../plan/terms/types.ts';
import type { BuilderInUse } from './builder-in-use.ts';

type Wanted = Readonly<{ build: Pick<BuildInputs, 'platforms'> }>;

/** Whether platforms may be built on several nodes, or the number of nodes is unknown. */
export function maySpread({ build }: Wanted, nodes: number): boolean {
  return build.platforms.length > 1 && nodes !== 1;
}

/** The same, before a route is chosen. */
export function isSpread(
  inputs: Wanted,
  { driver, name, nodes }: Pick<BuilderInUse, 'driver' | 'name' | 'nodes'>,
): boolean {
  return driver !== 'docker' && name !== undefined && maySpread(inputs, nodes.length);
}
