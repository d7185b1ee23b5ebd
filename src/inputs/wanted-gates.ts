import type { Inputs } from './inputs.ts';

/** What a run's gates are made of. */
export type GateSpecs = Pick<Inputs, 'test' | 'gates' | 'scan' | 'containerTest'>;

/** Whether the image must be here before anything is published. */
export function hasGates({ test, gates, scan, containerTest }: GateSpecs): boolean {
  return test !== '' || gates.length > 0 || scan.length > 0 || containerTest !== undefined;
}
