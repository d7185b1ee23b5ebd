import { runGuarded } from './runner/last-resort.ts';

/** The entry point of the verify action. Signals are caught before the rest is loaded. */
void runGuarded(async handOver => {
  const { thisMachine } = await import(/* webpackMode: "eager" */ './runner/this-machine.ts');
  const machine = thisMachine();
  return (await import('./run/verify/verify.ts')).runVerify(machine, () =>
    handOver(text => machine.log.error(text, { title: 'Slipway INTERNAL' })),
  );
});
