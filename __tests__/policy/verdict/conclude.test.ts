import { expect, test } from '@jest/globals';
import type { Breach, PolicyVerdict } from '../../../src/policy/breach.ts';
import { conclude } from '../../../src/policy/verdict/conclude.ts';
import { recordingLog } from '../../fakes/log.ts';

const BREACH: Breach = { rule: 'require.test', image: '', found: 'the image is not tested', fix: 'Add `test`.' };

/** The lines about an image that complies. @param earlier breaches of the plan */
function linesAfter(...earlier: readonly Breach[]): readonly string[] {
  const log = recordingLog();
  const verdict: PolicyVerdict = { mode: 'warn', breaches: [], isFinal: true };
  conclude(verdict, { report: { judged: one => ({ ...one, breaches: earlier }) }, log });
  return log.lines;
}

test('with `policy-mode: warn`, an image that complies does not make the run comply', () => {
  expect(linesAfter()).toEqual([expect.stringContaining('The run complies with its policy')]);
  expect(linesAfter(BREACH)).toEqual([
    expect.stringContaining('No more rules of the policy are breached; the warnings above remain'),
  ]);
});
