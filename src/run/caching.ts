import type { Built } from '../build/built.ts';
import type { Cache, CacheSite } from '../cache/cache.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { reportFailure } from '../report/failure.ts';
import { factsFor, planFor, planTogether } from './planning/plans.ts';
import type { ReadyRun, Running } from './workbench.ts';

export function cacheSite(ready: ReadyRun): CacheSite {
  const { engine, builder, background, connectSource } = ready.bench;
  const planOf = (branch: string) => planOfBranch(ready, branch);
  return { engine, builder, background, connectSource, folder: ready.folder.path, planOf };
}

/** The plan of a push to a branch, without logging. */
async function planOfBranch({ job, machine }: Running, branch: string) {
  const { inputs, context, several } = job;
  const { log } = machine;
  const quiet = { ...machine, log: { ...log, warning: log.debug, notice: log.debug } };
  // Only its tags matter; the build arguments are already rendered.
  const withoutArgs = (given: Inputs) => ({ ...given, build: { ...given.build, buildArgs: [] } });
  const other = { ...context, eventName: 'push', ref: `refs/heads/${branch}`, eventRef: '', headRef: '', baseRef: '' };
  const known = (all: readonly Inputs[]) => factsFor(all, { context: other, machine: quiet });
  if (several === undefined) {
    const only = withoutArgs(inputs);
    return planFor(only, other, await known([only]));
  }
  const builds = several.builds.map(build => ({ ...build, inputs: withoutArgs(build.inputs) }));
  return (await planTogether(builds, other, await known(builds.map(build => build.inputs)))).plan;
}

/** Keeps a build's cache; post does the uploads that are left for the job's end. */
export async function keepCache(cache: Cache, { result }: Built, { report, machine }: Running): Promise<void> {
  const kept = await cache.keep(result);
  report.cached(kept.report);
  if (kept.pending === undefined) return;
  await report.saveState({ cache: JSON.stringify(kept.pending) }).catch(error => reportFailure(error, machine));
}
