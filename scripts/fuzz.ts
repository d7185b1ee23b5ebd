import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { fuzzFaults } from './fuzz/faults.ts';
import { fuzzTexts } from './fuzz/texts.ts';
import { heading, say } from './say.ts';

/**
 * `npm run fuzz`: hostile texts (inputs, events, registry answers, progress lines) for a third of a minute, then random
 * faults for the rest. `--seconds 600` for longer, `--seed 42` to reproduce, `texts` or `faults` for only one of them,
 * `--all` for every position × fault × mode × registry × path of one image and of two (two hours on two cores).
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string' }, seed: { type: 'string' }, all: { type: 'boolean', default: false } },
});
const seconds = Number(values.seconds ?? 60);
const seed = Number(values.seed ?? randomInt(2 ** 31));
const what = positionals.length === 0 ? ['texts', 'faults'] : positionals;
if (!(seconds > 0) || !Number.isSafeInteger(seed) || what.some(name => name !== 'texts' && name !== 'faults')) {
  say('--seconds needs a number above 0, --seed a whole number; the other arguments are `texts` and `faults`.');
  process.exit(2);
}
const share = {
  texts: what.length === 1 ? seconds : seconds / 3,
  faults: what.length === 1 ? seconds : (seconds * 2) / 3,
};
const verdicts: boolean[] = [];
if (what.includes('texts')) {
  heading(`Hostile texts for ${Math.round(share.texts)} s (--seed ${seed})`);
  verdicts.push(await fuzzTexts({ seconds: share.texts, seed }));
}
if (what.includes('faults')) {
  heading(
    values.all ? 'Every fault at every request' : `Random faults for ${Math.round(share.faults)} s (--seed ${seed})`,
  );
  verdicts.push(await fuzzFaults({ seconds: share.faults, seed, all: values.all }));
}
process.exitCode = verdicts.every(Boolean) ? 0 : 1;
