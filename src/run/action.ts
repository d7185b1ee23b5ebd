import { withoutSharedWrites } from '../cache/shared-branch.ts';
import type { Context } from '../event/context.ts';
import { type ActionError, toActionError } from '../host/errors.ts';
import type { Machine } from '../host/machine.ts';
import { haveGates, type Job } from '../inputs/job.ts';
import { createReport, type Report } from '../report/report.ts';
import { missingFiles } from '../runner/command-files.ts';
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
import { type Running, withLabels } from './workbench.ts';

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
  if (job.inputs.dryRun) return report.notPushed('this is a dry run');
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

/** Whether this job builds parts of images, or merges such parts. */
function isOfParts({ inputs }: Job): boolean {
  return inputs.parts.part !== undefined || inputs.source?.kind === 'parts';
}

/** The run without shared caches that a pull request's code would write. */
function keepingSharedCaches(running: Running): Running {
  const { job, notice } = withoutSharedWrites(running.job);
  if (notice !== undefined) running.machine.log.notice(notice);
  return { ...running, job };
}

/** From the credentials to the last tag: everything that changes this machine. */
async function work(given: Running, labelled: Promise<Job>): Promise<void> {
  // Preparing a merge reads the merged image.
  const early = await asPart(isOfParts(given.job) ? { ...given, job: await labelled } : given);
  const caches = await lookForCaches(early);
  try {
    const prepared = await early.report.timed('prepare', () => prepare(early));
    const { running: ready, bench } = isOfParts(given.job)
      ? { running: early, bench: prepared }
      : withLabels(early, prepared, await labelled);
    const running = keepingSharedCaches(ready);
    try {
      if (isPublished(running, bench)) {
        await judgeImages(running, bench, []);
        await keepPublished(running, bench);
        return await keepLoginsOf(running, bench);
      }
      const idle = await whyNothingIsDue(running, bench);
      if (idle !== undefined) return running.report.notPushed(idle);
      await judgeBases(running, bench);
      const obtained = await obtain(running, bench, caches);
      const built = obtained.map(one => one.built);
      await judgeImages(running, bench, built);
      const { gateAll } = haveGates(running.job) ? await import('./gating.ts') : { gateAll: async () => [] };
      const tested = await gateAll(running, bench, built);
      await writeLayouts(running, bench, built);
      const images = obtained.map((one, at) => ({ ...one, tested: tested[at] ?? [] }));
      await publishImages(running, bench, images);
      await keepLoginsOf(running, bench);
    } finally {
      await bench.close();
    }
  } finally {
    await caches.end();
  }
}
