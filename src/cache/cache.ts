import { BuildError } from '../build/failure.ts';
import type { BuildResult } from '../build/run-build.ts';
import type { BuilderInUse } from '../builder/builder-in-use.ts';
import { isSpread } from '../builder/several-nodes.ts';
import type { LocalEngine } from '../engine/local-engine.ts';
import type { Background } from '../host/background.ts';
import { ActionError, messageOf } from '../host/errors.ts';
import type { Machine } from '../host/machine.ts';
import { firstLine } from '../host/text/first-line.ts';
import { says } from '../host/tool-messages.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Job } from '../inputs/job.ts';
import { fields } from '../plan/terms/list.ts';
import type { ImagePlan, Plan } from '../plan/terms/types.ts';
import type { Registry } from '../registry/types.ts';
import { chooseCache } from './choose.ts';
import { isCacheFailure, isWriting } from './fault.ts';
import { firstMisses, type Miss, missLine } from './first-misses.ts';
import { type ServiceProbe, serviceAway, unreachable, withoutGha } from './reach.ts';
import { relayFor } from './relay/use.ts';
import { situationOf } from './situation.ts';
import { caches, mapCaches, writtenCaches } from './store/caches.ts';
import { patienceOf } from './store/deadline.ts';
import { scopeFor } from './store/scope.ts';
import { cachesFor, cachesOf, inlineSpecs, partName } from './store/specs.ts';
import { openStore, type PendingSave, type StoreFacts } from './store/stores.ts';
import type { Backend, CacheSpecs } from './store/types.ts';
import { watchCaches } from './watch.ts';
import { reportWithoutCache } from './without-cache.ts';

/** A run's cache in the report. */
export type CacheReport = Readonly<{
  backend: Backend;
  reason: string;
  readOnly: string | undefined;
  /** Share of cached steps, 0 to 1; undefined for a build without steps. */
  ratio: number | undefined;
  /** The first step of each stage that was not cached. */
  misses: readonly Miss[];
}>;

/** The cache of one run. */
export type Cache = Readonly<{
  /** The inputs with this cache added to `build.cacheFrom` and `build.cacheTo`. */
  inputs: Inputs;
  /** Builds with the cache, and again without it if the cache fails or hangs. */
  build<T>(attempt: (inputs: Inputs, machine: Machine) => Promise<T>): Promise<T>;
  /** After a successful build: keeps what it wrote. Pending uploads are left to the post step. */
  keep(result: BuildResult): Promise<Readonly<{ report: CacheReport; pending: PendingSave | undefined }>>;
  /** In any case: releases everything, and reports problems in one warning. */
  close(): Promise<void>;
}>;

export type CacheSite = Readonly<{
  /** The run's folder. */
  folder: string;
  engine: LocalEngine;
  builder: BuilderInUse;
  background: Background;
  /** A read-only client. */
  connectSource(host: string): Registry;
  /** The plan of a run on another branch: its moving images may share layers with this one. */
  planOf(branch: string): Promise<Plan>;
}>;

/** Chooses the cache, logs the choice with its reason, and opens it. Never throws: cache problems are warnings. */
export async function openCache(
  job: Job,
  site: CacheSite,
  serviceProbe: ServiceProbe,
  machine: Machine,
): Promise<Cache> {
  const { inputs, context, plan } = job;
  const { log } = machine;
  const troubles: string[] = [];
  const choice = chooseCache(situationOf(job, site, serviceProbe.service));
  if (choice.notice !== undefined) log.notice(choice.notice);
  const away = await unreachable(choice, { inputs, engine: site.engine, serviceProbe }, machine);
  const gone = await serviceAway(inputs, serviceProbe);
  troubles.push(...[away, gone].filter(trouble => trouble !== undefined));
  const backend = away === undefined ? choice.backend : 'none';
  const reason = backend === choice.backend ? choice.reason : (away ?? '');
  log.info(`Cache: ${backend} (${reason})${choice.readOnly ? `; read-only because ${choice.readOnly}` : ''}`);

  // The caches of several images are distinguished by the images' names.
  const scope = scopeFor(inputs, context, job.several === undefined ? nameOf(plan) : '', site.engine.platform);
  const { service } = serviceProbe;
  const facts: StoreFacts = {
    inputs,
    context,
    folder: site.folder,
    scope,
    readOnly: choice.readOnly !== undefined,
    references: movingReferences(plan.images),
    referencesOf: async branch => movingReferences((await site.planOf(branch)).images),
  };
  const store = await openStore(backend, facts, machine);
  if (store.trouble !== undefined) troubles.push(store.trouble);
  // Of the user's caches, only the unreachable ones are left out.
  const given = gone === undefined ? inputs : withoutGha(inputs);
  const used = backend === 'raw' ? given : withCaches(given, store.specs, partsOf(backend, job, site));
  const watch = watchCaches(machine.run, machine.now, patienceOf(inputs));
  const relay = await relayFor(used, site, service, machine);
  let isWithout = false;
  const watched = { ...machine, run: watch.run, env: { ...machine.env, ...relay?.env } };

  const report = (result: BuildResult): CacheReport => ({
    backend,
    reason,
    readOnly: choice.readOnly,
    ratio: result.stats.totalSteps === 0 ? undefined : result.stats.cachedSteps / result.stats.totalSteps,
    // A build without a cache has missed none.
    misses: inputs.build.noCache || isWithout ? [] : firstMisses(result.stats),
  });
  return {
    inputs: used,
    async build(attempt) {
      const building = async (given: Inputs, ports: Machine): ReturnType<typeof attempt> => {
        try {
          return await attempt(given, ports);
        } catch (error) {
          if (watch.stuck()) throw stuckBuilder();
          const stalled = watch.stalled();
          const gone = error instanceof BuildError ? relay?.failure() : undefined;
          const isAtFault = stalled !== undefined || gone !== undefined || isCacheFailure(error, writtenCaches(given));
          if (machine.signal.aborted || !isAtFault || caches(given).length === 0) throw error;
          if (stalled === undefined) troubles.push(gone ?? firstLine(messageOf(error)));
          log.info('Building again without the cache.');
          isWithout = true;
          // An unreadable cache may be readable for the next run, unless this one overwrites it.
          const writes = given === used && stalled === undefined && gone === undefined && !isWriting(error);
          // If a layer never arrived, the builder would wait for it again unless its step is rebuilt.
          const without = withoutCaches(given, writes, stalled === 'layer');
          return building(without, stalled === undefined ? watched : { ...machine, run: watch.again });
        }
      };
      return building(used, caches(used).length === 0 ? machine : watched);
    },
    async keep(result) {
      const about = report(result);
      logUse(about, result, log);
      const kept = await store.keep?.().catch(error => void troubles.push(messageOf(error)));
      if (kept?.trouble !== undefined) troubles.push(kept.trouble);
      const { cachedSteps, totalSteps } = result.stats;
      if (backend === 'raw' && cachedSteps < totalSteps && !writesInline(used)) {
        const { cacheFrom } = used.build;
        site.background.add(reportWithoutCache(cacheFrom, watch.imported(), site.connectSource, log));
      }
      return { report: about, pending: kept?.pending };
    },
    async close() {
      await store.close?.().catch(error => troubles.push(messageOf(error)));
      const gone = machine.signal.aborted ? undefined : relay?.failure();
      // BuildKit reports a lost service as a refusal.
      const reported = watch.troubles().filter(trouble => gone === undefined || !says(trouble, 'cacheService'));
      const all = [...new Set([...troubles, gone ?? '', ...reported])].filter(trouble => trouble !== '');
      if (relay !== undefined) site.background.add(relay.end(all.length > 0));
      if (all.length > 0) log.warning(`Caching was skipped or incomplete: ${all.slice(0, 3).join('; ')}`);
    },
  };
}

/** The next run will find a cache in the image. */
function writesInline({ build }: Inputs): boolean {
  return build.cacheTo.some(spec => fields(spec).includes('type=inline'));
}

/** The image's name, for the scope of its cache. */
function nameOf({ images }: Plan): string {
  return images[0]?.destinations[0]?.name ?? '';
}

function movingReferences(images: readonly ImagePlan[]): readonly string[] {
  return images
    .flatMap(({ destinations }) => destinations)
    .flatMap(({ name, tags }) => tags.filter(tag => tag.moving).map(tag => `${name}:${tag.name}`));
}

/** The cache of each part of the run, if there are parts. */
type Parts = (specs: CacheSpecs) => ReadonlyMap<string, CacheSpecs>;

function partsOf(backend: Backend, { inputs, plan, several }: Job, { builder }: CacheSite): Parts | undefined {
  if (several === undefined) {
    if (!isSpread(inputs, builder)) return undefined;
    return specs => new Map(inputs.build.platforms.map(platform => [platform, cachesFor(backend, specs, platform)]));
  }
  const ofImage = (image: ImagePlan, specs: CacheSpecs) =>
    backend === 'inline' ? inlineSpecs(movingReferences([image]).slice(0, 4)) : cachesOf(backend, specs, image.name);
  return specs =>
    new Map(
      plan.images.flatMap((image, at) => {
        const own = ofImage(image, specs);
        const each = several.builds[at]?.inputs ?? inputs;
        // Nodes must not write to the same place. The cache written for all platforms after the gates is also read.
        const isApart = isSpread(each, builder) && inputs.build.partCaches?.has(image.name) !== true;
        const ofPlatform = (platform: string): readonly [string, CacheSpecs] => {
          const { from, to } = cachesFor(backend, own, platform);
          return [partName(platform, image.name), { from: [...new Set([...from, ...own.from])], to }];
        };
        return [[image.name, own] as const, ...(isApart ? each.build.platforms.map(ofPlatform) : [])];
      }),
    );
}

function withCaches(inputs: Inputs, specs: CacheSpecs, partsIn: Parts | undefined): Inputs {
  const { build } = inputs;
  const own = { from: build.noCache ? [] : specs.from, to: specs.to };
  if (partsIn === undefined) return { ...inputs, build: { ...build, cacheFrom: own.from, cacheTo: own.to } };
  // An image's own caches come before its share of the run's cache.
  const parts = new Map([...partsIn(own), ...(build.partCaches ?? [])]);
  // One build of all platforms reads the caches of each. Its nodes must not write to the same place.
  const cacheFrom = [...new Set([...parts.values()].flatMap(({ from }) => from))];
  return { ...inputs, build: { ...build, cacheFrom, cacheTo: [], partCaches: parts } };
}

/** The same build without reading a cache. @param writes it still writes them */
function withoutCaches(inputs: Inputs, writes: boolean, freshly: boolean): Inputs {
  const without = mapCaches(
    inputs,
    () => [],
    to => (writes ? to : []),
  );
  return { ...without, build: { ...without.build, noCache: inputs.build.noCache || freshly } };
}

function stuckBuilder(): ActionError {
  return new ActionError('BUILDER_UNUSABLE', 'the builder is stuck waiting for an unresponsive cache', {
    hint: 'Restart it, or remove it (`docker buildx rm`), and re-run the job; `cache: none` builds without the cache.',
  });
}

function logUse({ misses }: CacheReport, { stats }: BuildResult, log: Machine['log']): void {
  const { cachedSteps: cached, totalSteps: total } = stats;
  const percent = total === 0 ? '' : ` (${Math.round((100 * cached) / total)} %)`;
  log.info(`Cache: ${cached} of ${total} steps were cached${percent}`);
  for (const miss of misses) log.info(missLine(miss));
}
