import { type ActionError, toActionError } from '../host/errors.ts';
import type { Machine } from '../host/machine.ts';
import { reportFailure } from '../report/failure.ts';
import { createReport } from '../report/report.ts';
import { missingFiles } from '../runner/command-files.ts';
import { contextOf, planJob, type StartedRun } from './planning/job.ts';
import { judgePlan } from './policing.ts';
import { checkSigning } from './signing/signing.ts';

/**
 * The main step. Errors are handled only here: as an annotation, exit code 1 and outputs.
 *
 * @param onMasked called once the log knows all secrets in the inputs
 */
export async function runMain(machine: Machine, onMasked: () => void = () => {}): Promise<number> {
  const event = contextOf(machine);
  const report = createReport(event, machine);
  const failures: ActionError[] = [];
  // Known facts are reported however the run ends.
  for (const part of [() => act({ event, report, machine, onMasked }), report.write]) {
    try {
      await part();
    } catch (thrown) {
      const error = toActionError(thrown, machine.signal);
      // A file for the outputs that could not be opened at first cannot be written at the end.
      if (failures.some(({ message }) => message === error.message)) continue;
      failures.push(error);
      report.failed(error);
    }
  }
  // The first error is printed last: people read the end of a log first.
  for (const error of failures.toReversed()) reportFailure(error, machine);
  return failures.length > 0 ? 1 : 0;
}

async function act(started: StartedRun): Promise<void> {
  const { report, machine } = started;
  const planned = await planJob(started);
  const { job, labeled } = planned;
  const missing = missingFiles(machine.env);
  if (missing !== undefined) machine.log.notice(missing);
  await judgePlan(planned, { report, log: machine.log });
  if (job.inputs.dryRun) {
    checkSigning(job);
    return report.notPushed('this is a dry run');
  }
  // The parts were not handed over.
  if (job.inputs.parts.merge && !job.plan.decision.push) return report.notPushed(job.plan.decision.reason);
  // Half of the code, which a dry run does not need.
  const { work } = await import('./action.ts');
  try {
    await work({ job, report, machine }, labeled);
  } finally {
    // The outputs need all labels, even if the run ends earlier.
    const last = await labeled.catch(() => job);
    if (last.plan !== job.plan) await report.planned(last);
  }
}
