import type { Inputs } from '../inputs.ts';
import { scriptGate } from './script.ts';
import type { Gate } from './types.ts';

/** Every gate that the inputs ask for, in the order in which they run: what is quick, and tells most, comes first. */
export function gatesOf(inputs: GateSpecs): readonly Gate[] {
  return [
    // container-test: containerTestGate(inputs.containerTest)
    ...(inputs.test === '' ? [] : [scriptGate(testEntry(inputs.test), 'test')]),
    ...inputs.gates.map(entry => scriptGate(entry)),
    // scan: ...scanGates(inputs.scan)
  ];
}

/** What the list is made of. */
export type GateSpecs = Pick<Inputs, 'test' | 'gates'>;

/** Whether the image must be here before anything is published. */
export function hasGates(inputs: GateSpecs): boolean {
  return gatesOf(inputs).length > 0;
}

/** Whether some script asks for the image as an OCI layout. Making one costs seconds where the build made none. */
export function wantsLayout({ test, gates }: GateSpecs): boolean {
  return [test, ...gates.map(({ run }) => run)].some(script => script.includes('OCI_LAYOUT'));
}

function testEntry(run: string): Inputs['gates'][number] {
  return { name: 'test', run, platform: undefined, timeout: undefined, continueOnError: false, credentials: false };
}
