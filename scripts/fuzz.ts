import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { fuzzFaults } from './fuzz/faults.ts';
import { heading, say } from './say.ts';

/**
 * `npm run fuzz`: random faults for a minute. `--seconds 600` for longer, `--seed 42` for the same again, `--all` for
 * every position × fault × mode × registry × path instead (half an hour on two cores).
 */
const { values } = parseArgs({
  options: { seconds: { type: 'string' }, seed: { type: 'string' }, all: { type: 'boolean', default: false } },
});
const seconds = Number(values.seconds ?? 60);
const seed = Number(values.seed ?? randomInt(2 ** 31));
if (!(seconds > 0) || !Number.isSafeInteger(seed)) {
  say('--seconds takes a number above 0, --seed a whole number.');
  process.exit(2);
}
heading(values.all ? 'Every fault at every request' : `Random faults for ${seconds} s (--seed ${seed})`);
process.exitCode = (await fuzzFaults({ seconds, seed, all: values.all })) ? 0 : 1;
