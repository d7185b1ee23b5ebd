import type { Job } from '../inputs/job.ts';
import { keepLoginsOf } from './logins.ts';
import { lookForCaches, obtain, testImages } from './obtaining.ts';
import { preparePart } from './parts.ts';
import { reasonToSkipBuild } from './planning/rebuilding.ts';
import { judgeBases, judgeImages } from './policing.ts';
import { prepare } from './prepare.ts';
import { isPublished, keepPublished, publishImages, writeLayouts } from './publishing.ts';
import { inRunFolder } from './run-folder.ts';
import type { PlannedRun, Running } from './workbench.ts';

/**
 * Does what was planned, in a folder of this run.
 *
 * @param labeled the job with its final labels; rejects only for parts and their merge
 * @throws ActionError
 */
export async function work(run: PlannedRun, labeled: Promise<Job>): Promise<void> {
  await inRunFolder(run, running => allStages(running, labeled));
}

/** From the credentials to the last tag: everything that changes this machine. */
async function allStages(given: Running, labeled: Promise<Job>): Promise<void> {
  const running = await preparePart(given, labeled);
  const caches = await lookForCaches(running);
  try {
    const ready = await prepare(running, labeled);
    try {
      if (isPublished(ready)) {
        await judgeImages(ready, []);
        await keepPublished(ready);
        return await keepLoginsOf(ready);
      }
      const idle = await reasonToSkipBuild(ready);
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
