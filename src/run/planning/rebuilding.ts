import type { Machine } from '../../host/machine.ts';
import type { Job } from '../../inputs/job.ts';
import type { PublishTargets } from '../../publish/publish-targets.ts';
import type { Registry } from '../../registry/types.ts';
import type { Report } from '../../report/report.ts';

type Due = Readonly<{
  job: Job;
  report: Report;
  machine: Machine;
  bench: Readonly<{ targets: PublishTargets; connectSource: (host: string) => Registry }>;
}>;

/**
 * Why nothing needs to be built: with `rebuild: base-changed`, no base image of any published image has moved. Images
 * of one run belong together: if one is due, all are built.
 *
 * @returns undefined when there is something to build
 */
export async function reasonToSkipBuild({ job, report, machine, bench }: Due): Promise<string | undefined> {
  if (job.inputs.rebuild !== 'base-changed' || !job.plan.decision.push) return undefined;
  const { targets, connectSource } = bench;
  const { lookForMovedBases } = await import('../../publish/rebuild/moved-bases.ts');
  const looked = await report.timed('bases', () =>
    Promise.all(targets.images.map(({ fleet }) => lookForMovedBases(fleet, connectSource))),
  );
  const reasons = looked.map(({ isDue, why }, at) => {
    const name = job.plan.images[at]?.name ?? '';
    return { isDue, why: name === '' ? why : `${name}: ${why}` };
  });
  const due = reasons.filter(({ isDue }) => isDue);
  for (const { why } of due) machine.log.notice(`Rebuilding: ${why}`);
  return due.length > 0 ? undefined : reasons.map(({ why }) => why).join('; ');
}
