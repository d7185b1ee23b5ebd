import type { Inputs } from './inputs.ts';

/** The inputs that define a run's gates. */
export type GateSpecs = Pick<Inputs, 'test' | 'gates' | 'scan' | 'containerTest'>;

/** Whether the image must be on this machine before anything is published. */
export function hasGates({ test, gates, scan, containerTest }: GateSpecs): boolean {
  return test !== '' || gates.length > 0 || scan.length > 0 || containerTest !== undefined;
}
