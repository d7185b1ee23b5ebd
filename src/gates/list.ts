import type { Inputs } from '../inputs/inputs.ts';
import type { GateSpecs } from '../inputs/wanted-gates.ts';
import { type BuiltInPorts, containerTests, scans } from './built-in.ts';
import { scriptGate } from './gate/script.ts';
import type { Gate } from './gate/types.ts';

/** All gates of the inputs, in the order in which they run: quick and informative ones first. */
export function gatesOf(inputs: GateSpecs, ports: BuiltInPorts): readonly Gate[] {
  return [
    ...containerTests(inputs, ports),
    ...(inputs.test === '' ? [] : [scriptGate(testEntry(inputs.test), 'test')]),
    ...inputs.gates.filter(({ once }) => !once).map(entry => scriptGate(entry)),
    ...scans(inputs, ports),
  ];
}

/** Whether a script uses the image as an OCI layout. Creating one takes seconds if the build made none. */
export function wantsLayout({ test, gates, scan }: GateSpecs): boolean {
  const scripts = scan.map(spec => (spec.kind === 'command' ? spec.script : ''));
  const own = gates.filter(({ once }) => !once).map(({ run }) => run);
  return [test, ...own, ...scripts].some(script => script.includes('OCI_LAYOUT'));
}

function testEntry(run: string): Inputs['gates'][number] {
  const rest = { platform: undefined, timeout: undefined, continueOnError: false, credentials: false };
  return { name: 'test', run, ...rest, targets: [], once: false };
}
