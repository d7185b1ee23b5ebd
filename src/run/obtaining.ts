import { buildImage, pushingBuild } from '../build/build-image.ts';
import type { BuildRequest } from '../build/build-request.ts';
import type { Built } from '../build/built.ts';
import { whileChecked } from '../builder/while-checked.ts';
import { buildByDigest } from '../by-digest/by-digest.ts';
import { buildLayoutByPlatform } from '../by-digest/layout-by-platform.ts';
import type { RunBuild } from '../by-digest/push-plan.ts';
import { openCache } from '../cache/cache.ts';
import { beforeGates } from '../cache/late-export.ts';
import { type MountCache, NO_MOUNTS } from '../cache/mounts/types.ts';
import { lookForService, type ServiceProbe } from '../cache/reach.ts';
import { allEnded } from '../host/all-ended.ts';
import { haveGates } from '../inputs/job.ts';
import { reportFailure } from '../report/failure.ts';
import { aheadOf } from './ahead.ts';
import { cacheSite, keepCache } from './caching.ts';
import {
  buildSite,
  eachImage,
  type Obtained,
  type ReadyRun,
  type Running,
  type TestedImage,
  theOnly,
} from './workbench.ts';

/** Cache facts that are known before the builder. */
type Caches = Readonly<{
  serviceProbe: ServiceProbe;
  mounts: MountCache;
  /** Abandons downloads, and passes to post what to save. */
  end(): Promise<void>;
}>;

/** Starts looking for earlier runs' caches in the background. */
export async function lookForCaches({ job, folder, report, machine }: Running): Promise<Caches> {
  const serviceProbe = lookForService(job.inputs, machine);
  if (job.inputs.cacheMounts === 'none') return { serviceProbe, mounts: NO_MOUNTS, end: async () => {} };
  const { openMounts } = await import('../cache/mounts/keep.ts');
  const mounts = await openMounts(job, folder.path, machine);
  return {
    serviceProbe,
    mounts,
    async end() {
      await mounts.end();
      await report.saveState({ mounts: mounts.toSave() }).catch(error => reportFailure(error, machine));
    },
  };
}

/** Obtains every image: built, or existing. The result is reported. @throws ActionError */
export async function obtain(ready: ReadyRun, caches: Caches): Promise<readonly Obtained[]> {
  const { job, bench } = ready;
  if (job.several === undefined || bench.sources.length > 0) {
    return allEnded(eachImage(ready).map(one => obtainOne(one, caches)));
  }
  const { buildTogether } = await import('./several-images.ts');
  return buildTogether(ready, caches.serviceProbe);
}

async function obtainOne(ready: ReadyRun, caches: Caches): Promise<Obtained> {
  const [source] = ready.bench.sources;
  if (source === undefined) return buildCached(ready, caches);
  const { job, report, machine } = ready;
  const { takeSource } = await import('../promote/take.ts');
  const built = await report.timed('source', () => takeSource(source, job.inputs, buildSite(ready), machine));
  const { name } = theOnly(job.plan.images);
  report.built(built.result, name);
  if (source.tested !== undefined) report.gated([], [{ image: name, digests: source.tested }]);
  return { built, cached: job.inputs };
}

/** Builds with the cache that suits this run; the post step saves what is left for the job's end. */
async function buildCached(ready: ReadyRun, { serviceProbe, mounts }: Caches): Promise<Obtained> {
  const { job, report, machine, bench } = ready;
  const { inputs } = job;
  const site = cacheSite(ready);
  const [cache] = await report.timed('cache', () =>
    Promise.all([openCache(job, site, serviceProbe, machine), mounts.restore(bench)]),
  );
  const { tagReader: reader, stageAhead } = aheadOf(ready);
  const ahead = { onAttempt: mounts.observe, stageAhead };
  const watched = { ...buildSite(ready), ...ahead };
  try {
    const build = (stopped: AbortSignal) =>
      cache.build((wanted, ports) => {
        if (wanted.build.noCache && !inputs.build.noCache) mounts.drop();
        const stoppable = { ...ports, signal: AbortSignal.any([ports.signal, stopped]) };
        return buildOnce({ job: { ...job, inputs: beforeGates(wanted) }, site: watched, machine: stoppable });
      });
    const built = await report.timed('build', () => whileChecked(bench.checked, machine, build));
    report.built(built.result, '');
    mounts.save(bench);
    await keepCache(cache, built, ready);
    return { built, cached: cache.inputs, tagReader: reader };
  } finally {
    await cache.close();
  }
}

/** Pushed by the builder directly if nothing here needs the image; otherwise exported to this machine. */
async function buildOnce(request: BuildRequest): Promise<Built> {
  const alone: RunBuild = async ([one], [outputs], clear) => [await pushingBuild(one!, outputs!, clear)];
  const made = (await buildByDigest([request], alone)) ?? (await buildLayoutByPlatform([request], alone));
  return made === undefined ? buildImage(request) : theOnly(made);
}

/**
 * Tests the images, if the run has gates: only then is the code for it loaded.
 *
 * @throws ActionError as `gateAll`
 */
export async function testImages(ready: ReadyRun, obtained: readonly Obtained[]): Promise<readonly TestedImage[]> {
  if (!haveGates(ready.job)) return obtained.map(one => ({ ...one, tested: [] }));
  const { gateAll } = await import('./gating.ts');
  const built = obtained.map(one => one.built);
  const tested = await gateAll(ready, built);
  return obtained.map((one, at) => ({ ...one, tested: tested[at] ?? [] }));
}
