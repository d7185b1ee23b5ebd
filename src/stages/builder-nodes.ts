import { type Node, nodesOf } from '../buildx/nodes.ts';
import { buildxConfigDir, userConfigDir } from '../credentials/user-config.ts';
import type { Machine } from '../machine.ts';
import { readIfThere } from '../read-if-there.ts';
import type { Prepared } from './prepare.ts';

/** The nodes of this run's builder, as far as buildx has noted them. */
export function nodesOfBuilder(
  { builder: { name }, dockerEnv }: Pick<Prepared, 'builder' | 'dockerEnv'>,
  { env }: Pick<Machine, 'env'>,
): readonly Node[] {
  if (name === undefined) return [];
  return nodesOf(name, { buildxConfig: buildxConfigDir(dockerEnv, userConfigDir(env)), readFile: readIfThere });
}
