import { buildImage, pushingBuild } from '../build/build-image.ts';
import type { BuildRequest } from '../build/build-request.ts';
import type { Built } from '../build/built.ts';
import { buildByDigest } from '../by-digest/by-digest.ts';
import { buildLayoutByPlatform } from '../by-digest/layout-by-platform.ts';
import type { RunBuild } from '../by-digest/push-plan.ts';
import { openCache } from '../cache/cache.ts';
import { beforeGates } from '../cache/late-export.ts';
import { type MountCache, NO_MOUNTS } from '../cache/mounts/types.ts';
import { lookForService, type ServiceProbe } from '../cache/reach.ts';
import { aheadOf } from './ahead.ts';
import { cacheSite, keepCache } from './caching.ts';
import type { Obtained } from './images.ts';
import { reportFailure } from './report-failure.ts';
import { buildSite, eachImage, type Running, theOnly, type Workbench } from './workbench.ts';

/** Cache facts that are known before the builder. */
export type Caches = Readonly<{
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
export async function obtain(running: Running, bench: Workbench, caches: Caches): Promise<readonly Obtained[]> {
  const { job } = running;
  if (job.several === undefined || bench.sources.length > 0) {
    const each = eachImage(running, bench).map(one => obtainOne(one.running, one.bench, caches));
    return Promise.all(each);
  }
  const { buildTogether } = await import('./several-images.ts');
  return buildTogether(running, bench, caches.serviceProbe);
}

async function obtainOne(running: Running, bench: Workbench, caches: Caches): Promise<Obtained> {
  const [source] = bench.sources;
  if (source === undefined) return buildCached(running, bench, caches);
  const { job, report, machine } = running;
  const { takeSource } = await import('../promote/take.ts');
  const built = await report.timed('source', () => takeSource(source, job.inputs, buildSite(running, bench), machine));
  const { name } = theOnly(job.plan.images);
  report.built(built.result, name);
  if (source.tested !== undefined) report.gated([], [{ image: name, digests: source.tested }]);
  return { built, cached: job.inputs };
}

/** Builds with the cache that suits this run; the post step saves what is left for the job's end. */
async function buildCached(running: Running, bench: Workbench, { serviceProbe, mounts }: Caches): Promise<Obtained> {
  const { job, report, machine } = running;
  const { inputs } = job;
  const site = cacheSite(running, bench);
  const [cache] = await report.timed('cache', () =>
    Promise.all([openCache(job, site, serviceProbe, machine), mounts.restore(bench)]),
  );
  const { look, stageAhead } = aheadOf(running, bench);
  const ahead = { onAttempt: mounts.observe, stageAhead };
  const watched = { ...buildSite(running, bench), ...ahead };
  try {
    const built = await report.timed('build', () =>
      cache.build((wanted, ports) => {
        if (wanted.build.noCache && !inputs.build.noCache) mounts.drop();
        return buildOnce({ job: { ...job, inputs: beforeGates(wanted) }, site: watched, machine: ports });
      }),
    );
    report.built(built.result, '');
    mounts.save(bench);
    await keepCache(cache, built, running);
    return { built, cached: cache.inputs, look };
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
