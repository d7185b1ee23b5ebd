import type { Context } from '../event/context.ts';
import { type ActionError, toActionError } from '../host/errors.ts';
import type { Machine } from '../host/machine.ts';
import { hasGates } from '../inputs/wanted-gates.ts';
import { createReport, type Report } from '../report/report.ts';
import { contextOf, planJob } from './job.ts';
import { lookForCaches, obtain } from './obtaining.ts';
import { prepare } from './prepare.ts';
import { isPublished, keepPublished, publishImage, writeLayoutOf } from './publishing.ts';
import { inRunFolder } from './run-folder.ts';
import { tellFailure } from './tell-failure.ts';
import type { Running } from './workbench.ts';

/**
 * The main step. The only place where an error ends: as an annotation, an exit code of 1 and outputs that tell.
 *
 * @param onMasked called once the log knows all secrets that the inputs give
 */
export async function runMain(machine: Machine, onMasked: () => void = () => {}): Promise<number> {
  const context = contextOf(machine);
  const report = createReport(context, machine);
  const failures: ActionError[] = [];
  // What is known is reported however the run ends.
  for (const part of [() => act(context, report, machine, onMasked), report.write]) {
    try {
      await part();
    } catch (thrown) {
      const error = toActionError(thrown, machine.signal);
      failures.push(error);
      report.failed(error);
    }
  }
  // What failed first comes last: the end of a log is read first.
  for (const error of failures.toReversed()) tellFailure(error, machine);
  return failures.length > 0 ? 1 : 0;
}

async function act(event: Context, report: Report, machine: Machine, onMasked: () => void): Promise<void> {
  const job = await planJob(event, report, machine, onMasked);
  if (job.inputs.dryRun) return report.notPushed('this is a dry run');
  await inRunFolder(job, report, machine, work);
}

/** From the credentials to the last tag: all that leaves traces on this machine. */
async function work(running: Running): Promise<void> {
  const caches = await lookForCaches(running);
  try {
    const bench = await running.report.timed('prepare', () => prepare(running));
    try {
      if (isPublished(running, bench)) return await keepPublished(running, bench);
      const obtained = await obtain(running, bench, caches);
      const { gate } = hasGates(running.job.inputs) ? await import('./gating.ts') : { gate: async () => [] };
      const tested = await gate(running, bench, obtained.built);
      await writeLayoutOf(running, bench, obtained.built);
      await publishImage(running, bench, { ...obtained, tested });
    } finally {
      await bench.close();
    }
  } finally {
    await caches.end();
  }
}
