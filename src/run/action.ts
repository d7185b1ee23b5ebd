import type { Context } from '../event/context.ts';
import { type ActionError, toActionError } from '../host/errors.ts';
import type { Machine } from '../host/machine.ts';
import type { Job } from '../inputs/job.ts';
import { createReport, type Report } from '../report/report.ts';
import { missingFiles } from '../runner/command-files.ts';
import { testImages } from './images.ts';
import { keepLoginsOf } from './logins.ts';
import { lookForCaches, obtain } from './obtaining.ts';
import { asPart } from './parts.ts';
import { contextOf, planJob } from './planning/job.ts';
import { whyNothingIsDue } from './planning/rebuilding.ts';
import { judgeBases, judgeImages, judgePlan } from './policing.ts';
import { prepare } from './prepare.ts';
import { isPublished, keepPublished, publishImages, writeLayouts } from './publishing.ts';
import { reportFailure } from './report-failure.ts';
import { inRunFolder } from './run-folder.ts';
import { checkSigning } from './signing/signing.ts';
import type { Running } from './workbench.ts';

/**
 * The main step. Errors are handled only here: as an annotation, exit code 1 and outputs.
 *
 * @param onMasked called once the log knows all secrets in the inputs
 */
export async function runMain(machine: Machine, onMasked: () => void = () => {}): Promise<number> {
  const context = contextOf(machine);
  const report = createReport(context, machine);
  const failures: ActionError[] = [];
  // Known facts are reported however the run ends.
  for (const part of [() => act(context, report, machine, onMasked), report.write]) {
    try {
      await part();
    } catch (thrown) {
      const error = toActionError(thrown, machine.signal);
      failures.push(error);
      report.failed(error);
    }
  }
  // The first error is printed last: people read the end of a log first.
  for (const error of failures.toReversed()) reportFailure(error, machine);
  return failures.length > 0 ? 1 : 0;
}

async function act(event: Context, report: Report, machine: Machine, onMasked: () => void): Promise<void> {
  const planned = await planJob(event, report, machine, onMasked);
  const { job, labelled } = planned;
  const missing = missingFiles(machine.env);
  if (missing !== undefined) machine.log.notice(missing);
  await judgePlan(planned, report, machine);
  if (job.inputs.dryRun) {
    checkSigning(job);
    return report.notPushed('this is a dry run');
  }
  // The parts were not handed over.
  if (job.inputs.parts.merge && !job.plan.decision.push) return report.notPushed(job.plan.decision.reason);
  try {
    await inRunFolder(job, report, machine, running => work(running, labelled));
  } finally {
    // The outputs need all labels, even if the run ends earlier.
    const last = await labelled;
    if (last.plan !== job.plan) await report.planned(last);
  }
}

/** From the credentials to the last tag: everything that changes this machine. */
async function work(given: Running, labelled: Promise<Job>): Promise<void> {
  const running = await asPart(given, labelled);
  const caches = await lookForCaches(running);
  try {
    const ready = await prepare(running, labelled);
    try {
      if (isPublished(ready)) {
        await judgeImages(ready, []);
        await keepPublished(ready);
        return await keepLoginsOf(ready);
      }
      const idle = await whyNothingIsDue(ready);
      if (idle !== undefined) return ready.report.notPushed(idle);
      await judgeBases(ready);
      const obtained = await obtain(ready, caches);
      await judgeImages(ready, obtained);
      const tested = await testImages(ready, obtained);
      await writeLayouts(ready, tested);
      await publishImages(ready, tested);
      await keepLoginsOf(ready);
    } finally {
      await ready.bench.close();
    }
  } finally {
    await caches.end();
  }
}
