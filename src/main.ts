import { runGuarded } from './runner/last-resort.ts';

/** The entry point of the main step. Signals are caught before the rest is loaded. */
void runGuarded(async handOver => {
  const { thisMachine } = await import(/* webpackMode: "eager" */ './runner/this-machine.ts');
  const machine = thisMachine();
  return (await import('./run/run-main.ts')).runMain(machine, () =>
    handOver(text => machine.log.error(text, { title: 'Slipway INTERNAL' })),
  );
});
