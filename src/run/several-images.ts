import { type Bake, buildImages, writeCaches } from '../bake/build-images.ts';
import { buildParts } from '../bake/build-parts.ts';
import type { BuildRequest } from '../build/build-request.ts';
import type { Built } from '../build/built.ts';
import { buildByDigest } from '../by-digest/by-digest.ts';
import { buildLayoutByPlatform } from '../by-digest/layout-by-platform.ts';
import type { RunBuild } from '../by-digest/push-plan.ts';
import { openCache } from '../cache/cache.ts';
import { exportAfterwards, lateInputs } from '../cache/late-export.ts';
import type { ServiceProbe } from '../cache/reach.ts';
import type { Machine } from '../host/machine.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { haveGates } from '../inputs/job.ts';
import { splitCaches } from '../plan/late-caches.ts';
import { cacheSite, keepCache } from './caching.ts';
import type { Obtained, TestedImage } from './images.ts';
import { buildSite, eachImage, type Running, type Workbench } from './workbench.ts';

/** Builds all images with one command and the run's cache. @throws ActionError */
export async function buildTogether(
  running: Running,
  bench: Workbench,
  serviceProbe: ServiceProbe,
): Promise<readonly Obtained[]> {
  const { job, report, machine } = running;
  const cache = await report.timed('cache', () => openCache(job, cacheSite(running, bench), serviceProbe, machine));
  const cached = imagesWith(cache.inputs, running, bench);
  const gated = haveGates(job);
  const early = (specs: Specs) => (gated ? splitCaches(specs).withBuild : specs);
  try {
    const built = await report.timed('build', () =>
      cache.build((wanted, ports) => {
        const inputs = imagesWith(wanted, running, bench).map(each => withCacheTo(each, early(each.build.cacheTo)));
        const { bake, run } = bakeOf(withLinked(running, wanted, early), bench, inputs, ports);
        return buildOnce(bake, run);
      }),
    );
    for (const [at, { result }] of built.entries()) report.built(result, job.plan.images[at]!.name);
    const [first] = built;
    if (first !== undefined) await keepCache(cache, first, running);
    return built.map((one, at) => ({ built: one, cached: cached[at]! }));
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

/** Writes the caches that waited for the gates. Failures are warnings. */
export async function exportCachesTogether(
  running: Running,
  bench: Workbench,
  images: readonly TestedImage[],
): Promise<void> {
  if (!haveGates(running.job)) return;
  const late = images.map(({ cached }) => lateInputs(cached));
  const afterGates = (specs: Specs) => splitCaches(specs).afterGates;
  const { inputs: step, several } = running.job;
  const parts = images[0]?.cached.build.partCaches;
  const ofLinked = Object.keys(several?.linked ?? {}).flatMap(name => afterGates(parts?.get(name)?.to ?? []));
  const all = [...late.flatMap(inputs => inputs?.build.cacheTo ?? []), ...ofLinked];
  if (all.length === 0) return;
  const inputs = images.map(({ cached }, at) => late[at] ?? withCacheTo(cached, []));
  const union = { ...step, build: { ...step.build, cacheTo: all, partCaches: undefined } };
  await exportAfterwards(union, bench, running.machine, async machine => {
    const linked = withLinked(running, { ...step, build: { ...step.build, partCaches: parts } }, afterGates);
    const { bake, run } = bakeOf(linked, bench, inputs, machine);
    await writeCaches(bake, run);
  });
}

/** The command's builds, from each image's inputs with its caches. */
function bakeOf(
  running: Running,
  bench: Workbench,
  inputs: readonly Inputs[],
  machine: Machine,
): Readonly<{ bake: Bake; run: BuildRequest }> {
  const { several } = running.job;
  const images = eachImage(running, bench).map((one, at) => {
    const { job } = one.running;
    const build = several?.builds[at];
    const site = buildSite(one.running, one.bench);
    const request = { job: { ...job, inputs: inputs[at] ?? job.inputs }, site, machine };
    return { name: build?.name ?? '', request, given: build?.target };
  });
  const [first] = images;
  if (first === undefined) throw new Error('no image was planned');
  const run = { ...first.request, job: running.job };
  return { bake: { images, linked: several?.linked ?? {}, beside: several?.beside ?? [] }, run };
}

/** The inputs of each image with its cache specs: its own caches, or its part of the run's. */
function imagesWith(wanted: Inputs, running: Running, bench: Workbench): readonly Inputs[] {
  const { partCaches } = wanted.build;
  return eachImage(running, bench).map(({ running: { job } }) => {
    const { build } = job.inputs;
    const noCache = build.noCache || wanted.build.noCache;
    const { from, to } = partCaches?.get(job.plan.images[0]?.name ?? '') ?? { from: [], to: [] };
    return { ...job.inputs, build: { ...build, partCaches, noCache, cacheFrom: noCache ? [] : from, cacheTo: to } };
  });
}

type Specs = readonly string[];

/** The run whose linked targets read and write these inputs' caches, with `some` of the writes. */
function withLinked(running: Running, { build }: Inputs, some: (specs: Specs) => Specs): Running {
  const { job } = running;
  const { several } = job;
  if (several === undefined) return running;
  const linked = Object.entries(several.linked).map(([name, target]) => {
    const { 'cache-from': _, 'cache-to': __, ...rest } = target;
    const { from, to } = build.partCaches?.get(name) ?? { from: [], to: [] };
    const caches = { 'cache-from': build.noCache ? [] : from, 'cache-to': some(to) };
    return [name, { ...rest, ...Object.fromEntries(Object.entries(caches).filter(([, specs]) => specs.length > 0)) }];
  });
  return { ...running, job: { ...job, several: { ...several, linked: Object.fromEntries(linked) } } };
}

function withCacheTo(inputs: Inputs, cacheTo: Specs): Inputs {
  return { ...inputs, build: { ...inputs.build, cacheTo } };
}
