import { type Bake, buildImages, writeCaches } from '../bake/build-images.ts';
import type { BuildRequest } from '../build/build-request.ts';
import { openCache } from '../cache/cache.ts';
import { exportAfterwards, lateInputs } from '../cache/late-export.ts';
import type { Outlook } from '../cache/reach.ts';
import type { Machine } from '../host/machine.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { haveGates } from '../inputs/job.ts';
import { splitCaches } from '../plan/late-caches.ts';
import { cacheSite, keepCache } from './caching.ts';
import type { Obtained, TestedImage } from './images.ts';
import { buildSite, eachImage, type Running, type Workbench } from './workbench.ts';

/** Builds all images with one command, with the cache that suits this run. @throws ActionError */
export async function buildTogether(
  running: Running,
  bench: Workbench,
  outlook: Outlook,
): Promise<readonly Obtained[]> {
  const { job, report, machine } = running;
  const cache = await report.timed('cache', () => openCache(job, cacheSite(running, bench), outlook, machine));
  const cached = imagesWith(cache.inputs, running, bench);
  const gated = haveGates(job);
  try {
    const built = await report.timed('build', () =>
      cache.build((wanted, ports) => {
        const inputs = imagesWith(wanted, running, bench).map(each => (gated ? beforeGates(each) : each));
        const { bake, run } = bakeOf(running, bench, inputs, ports);
        return buildImages(bake, run);
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

/** Writes the caches that waited for the gates. What goes wrong is a warning. */
export async function exportCachesTogether(
  running: Running,
  bench: Workbench,
  images: readonly TestedImage[],
): Promise<void> {
  if (!haveGates(running.job)) return;
  const late = images.map(({ cached }) => lateInputs(cached));
  const all = late.flatMap(inputs => inputs?.build.cacheTo ?? []);
  if (all.length === 0) return;
  const inputs = images.map(({ cached }, at) => late[at] ?? withoutCacheTo(cached));
  const { inputs: step } = running.job;
  const union = { ...step, build: { ...step.build, cacheTo: all } };
  await exportAfterwards(union, bench, running.machine, async machine => {
    const { bake, run } = bakeOf(running, bench, inputs, machine);
    await writeCaches(bake, run);
  });
}

/** What the command builds, from the inputs of each image with its caches in them. */
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

/** The inputs of each image, with its part of the run's cache unless it names caches of its own. */
function imagesWith(wanted: Inputs, running: Running, bench: Workbench): readonly Inputs[] {
  return eachImage(running, bench).map(({ running: { job } }) => {
    const { build } = job.inputs;
    const noCache = build.noCache || wanted.build.noCache;
    const part = wanted.build.partCaches?.get(job.plan.images[0]?.name ?? '');
    const hasOwn = build.cacheFrom.length > 0 || build.cacheTo.length > 0;
    if (part === undefined || hasOwn) return { ...job.inputs, build: { ...build, noCache } };
    const cacheFrom = noCache ? [] : part.from;
    return { ...job.inputs, build: { ...build, noCache, cacheFrom, cacheTo: part.to } };
  });
}

function beforeGates(inputs: Inputs): Inputs {
  return { ...inputs, build: { ...inputs.build, cacheTo: splitCaches(inputs.build.cacheTo).withBuild } };
}

function withoutCacheTo(inputs: Inputs): Inputs {
  return { ...inputs, build: { ...inputs.build, cacheTo: [] } };
}
