import type { Inputs } from './inputs.ts';
import { looksAtImages } from './policy/looks-at-images.ts';

/** The inputs that define a run's gates. */
export type GateSpecs = Pick<Inputs, 'test' | 'gates' | 'scan' | 'containerTest'>;

/** Whether the image must be on this machine before anything is published. */
export function hasGates({ test, gates, scan, containerTest }: GateSpecs): boolean {
  return test !== '' || gates.length > 0 || scan.length > 0 || containerTest !== undefined;
}

/** Whether the image is checked before anything may be published: by gates, or by rules of the policy. */
export function isChecked(inputs: GateSpecs & Pick<Inputs, 'policy'>): boolean {
  return hasGates(inputs) || looksAtImages(inputs.policy);
}
