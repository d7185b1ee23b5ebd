import { join } from 'node:path';
import { command } from '../../command.ts';
import type { Lab } from '../lab.ts';
import { median } from '../measure.ts';
import { type Result, under } from '../result.ts';

const PLAN = join(import.meta.dirname, '../plan-once.ts');

/** The first plan of a process, as in a job: nothing is compiled yet. */
export async function planning(lab: Lab): Promise<readonly Result[]> {
  const costs: number[] = [];
  for (let round = 0; round < lab.rounds(11); round++) costs.push(Number(await command(process.execPath, [PLAN])));
  return [under('plan of 200 rules × 50 images × 5 registries', median(costs), 50, 'ms')];
}
