import { type Bake, buildImages, writeCaches } from '../bake/build-images.ts';
import { buildParts } from '../bake/build-parts.ts';
import type { BuildRequest } from '../build/build-request.ts';
import type { Built } from '../build/built.ts';
import { whileChecked } from '../builder/while-checked.ts';
import { buildByDigest } from '../by-digest/by-digest.ts';
import { buildLayoutByPlatform } from '../by-digest/layout-by-platform.ts';
import type { RunBuild } from '../by-digest/push-plan.ts';
import { openCache } from '../cache/cache.ts';
import { exportAfterwards, lateInputs, withCacheTo } from '../cache/late-export.ts';
import type { ServiceProbe } from '../cache/reach.ts';
import type { Machine } from '../host/machine.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { areChecked } from '../inputs/job.ts';
import { splitCaches } from '../plan/late-caches.ts';
import { type AheadOfEnd, aheadOf } from './ahead.ts';
import { cacheSite, keepCache } from './caching.ts';
import { buildSite, eachImage, type Obtained, type ReadyRun, type TestedImage } from './workbench.ts';

/** Builds all images with one command and the run's cache. @throws ActionError */
export async function buildTogether(ready: ReadyRun, serviceProbe: ServiceProbe): Promise<readonly Obtained[]> {
  const { job, report, machine } = ready;
  const cache = await report.timed('cache', () => openCache(job, cacheSite(ready), serviceProbe, machine));
  const cached = imagesWith(cache.inputs, ready);
  const waits = areChecked(job);
  const early = (specs: Specs) => (waits ? splitCaches(specs).withBuild : specs);
  // If one is checked, none may leave this machine before.
  const aheads = waits ? [] : eachImage(ready).map(aheadOf);
  try {
    const build = (stopped: AbortSignal) =>
      cache.build((wanted, ports) => {
        const inputs = imagesWith(wanted, ready).map(each => withCacheTo(each, early(each.build.cacheTo)));
        const stoppable = { ...ports, signal: AbortSignal.any([ports.signal, stopped]) };
        const { bake, run } = bakeOf(withLinked(ready, wanted, early), inputs, stoppable, aheads);
        return buildOnce(bake, run);
      });
    const built = await report.timed('build', () => whileChecked(ready.bench.checked, machine, build));
    for (const [at, { result }] of built.entries()) report.built(result, job.plan.images[at]!.name);
    const [first] = built;
    if (first !== undefined) await keepCache(cache, first, ready);
    return built.map((one, at) => ({ built: one, cached: cached[at]!, tagReader: aheads[at]?.tagReader }));
  } finally {
    await cache.close();
  }
}

/** Pushed by the builder directly if nobody here needs the images; else to this machine. */
async function buildOnce(bake: Bake, run: BuildRequest): Promise<readonly Built[]> {
  const requests = bake.images.map(({ request }) => request);
  const together: RunBuild = (parts, outputs, clear) => buildParts({ bake, run }, { parts, outputs, clear });
  return (
    (await buildByDigest(requests, together)) ??
    (await buildLayoutByPlatform(requests, together)) ??
    buildImages(bake, run)
  );
}

/** Writes the caches that waited for the checks. Failures are warnings. */
export async function exportCachesTogether(ready: ReadyRun, images: readonly TestedImage[]): Promise<void> {
  if (!areChecked(ready.job)) return;
  const late = images.map(({ cached }) => lateInputs(cached));
  const afterGates = (specs: Specs) => splitCaches(specs).afterGates;
  const { inputs: step, several } = ready.job;
  const parts = images[0]?.cached.build.partCaches;
  const ofLinked = Object.keys(several?.linked ?? {}).flatMap(name => afterGates(parts?.get(name)?.to ?? []));
  const all = [...late.flatMap(inputs => inputs?.build.cacheTo ?? []), ...ofLinked];
  if (all.length === 0) return;
  const inputs = images.map(({ cached }, at) => late[at] ?? withCacheTo(cached, []));
  const union = { ...step, build: { ...step.build, cacheTo: all, partCaches: undefined } };
  await exportAfterwards(union, ready.bench, ready.machine, async machine => {
    const linked = withLinked(ready, { ...step, build: { ...step.build, partCaches: parts } }, afterGates);
    const { bake, run } = bakeOf(linked, inputs, machine);
    await writeCaches(bake, run);
  });
}

/** The command's builds, from each image's inputs with its caches. */
function bakeOf(
  ready: ReadyRun,
  inputs: readonly Inputs[],
  machine: Machine,
  aheads: readonly AheadOfEnd[] = [],
): Readonly<{ bake: Bake; run: BuildRequest }> {
  const { several } = ready.job;
  const images = eachImage(ready).map((one, at) => {
    const { job } = one;
    const build = several?.builds[at];
    const site = { ...buildSite(one), stageAhead: aheads[at]?.stageAhead };
    const request = { job: { ...job, inputs: inputs[at] ?? job.inputs }, site, machine };
    return { name: build?.name ?? '', request, given: build?.target };
  });
  const [first] = images;
  if (first === undefined) throw new Error('no image was planned');
  const run = { ...first.request, job: ready.job };
  return { bake: { images, linked: several?.linked ?? {}, beside: several?.beside ?? [] }, run };
}

/** The inputs of each image with its cache specs: its own caches, or its part of the run's. */
function imagesWith(wanted: Inputs, ready: ReadyRun): readonly Inputs[] {
  const { partCaches } = wanted.build;
  return eachImage(ready).map(({ job }) => {
    const { build } = job.inputs;
    const noCache = build.noCache || wanted.build.noCache;
    const { from, to } = partCaches?.get(job.plan.images[0]?.name ?? '') ?? { from: [], to: [] };
    return { ...job.inputs, build: { ...build, partCaches, noCache, cacheFrom: noCache ? [] : from, cacheTo: to } };
  });
}

type Specs = readonly string[];

/** The run whose linked targets read and write these inputs' caches, with `some` of the writes. */
function withLinked(ready: ReadyRun, { build }: Inputs, some: (specs: Specs) => Specs): ReadyRun {
  const { job } = ready;
  const { several } = job;
  if (several === undefined) return ready;
  const linked = Object.entries(several.linked).map(([name, target]) => {
    const { 'cache-from': _, 'cache-to': __, ...rest } = target;
    const { from, to } = build.partCaches?.get(name) ?? { from: [], to: [] };
    const caches = { 'cache-from': build.noCache ? [] : from, 'cache-to': some(to) };
    return [name, { ...rest, ...Object.fromEntries(Object.entries(caches).filter(([, specs]) => specs.length > 0)) }];
  });
  return { ...ready, job: { ...job, several: { ...several, linked: Object.fromEntries(linked) } } };
}
