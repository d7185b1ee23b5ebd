import { thisMachine } from './this-machine.ts';

/** The entry of the main step. Signals are caught before the rest is loaded. */
const machine = thisMachine();
process.exitCode = await (await import('./action.ts')).runMain(machine);
