import type { BuildResult } from '../build/run-build.ts';
import type { BuilderInUse } from '../builder/builder-in-use.ts';
import type { LocalEngine } from '../engine/local-engine.ts';
import type { Background } from '../host/background.ts';
import { messageOf } from '../host/errors.ts';
import type { Machine } from '../host/machine.ts';
import { says } from '../host/tool-messages.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Job } from '../inputs/job.ts';
import { fields } from '../plan/terms/list.ts';
import type { Plan } from '../plan/terms/types.ts';
import type { Registry } from '../registry/types.ts';
import { type CachedBuild, createCachedBuild } from './cached-build.ts';
import { chooseCache } from './choose.ts';
import { firstMisses, type Miss, missLine } from './first-misses.ts';
import { type ServiceProbe, serviceTrouble, unreachable, withoutGha } from './reach.ts';
import { relayFor } from './relay/use.ts';
import { situationOf } from './situation.ts';
import { patienceOf } from './store/deadline.ts';
import { scopeFor } from './store/scope.ts';
import { openStore, type PendingSave, type StoreFacts } from './store/stores.ts';
import type { Backend } from './store/types.ts';
import { watchCaches } from './watch.ts';
import { movingReferences, withCaches } from './with-caches.ts';
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
  build: CachedBuild['build'];
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
  const { inputs } = job;
  const { log } = machine;
  const { backend, reason, readOnly, given, troubles } = await reachableCache(job, site, serviceProbe, machine);
  const onTrouble = (text: string) => void troubles.push(text);
  const store = await openStore(backend, storeFacts(job, site, readOnly !== undefined), machine);
  if (store.trouble !== undefined) onTrouble(store.trouble);
  const placed = { backend, specs: store.specs, job, builder: site.builder };
  const used = backend === 'raw' ? given : withCaches(given, placed);
  const watch = watchCaches(machine.run, machine.now, patienceOf(inputs));
  const relay = await relayFor(used, site, serviceProbe.service, machine);
  const { build, isWithout } = createCachedBuild(used, { watch, relay, onTrouble }, machine);

  const report = (result: BuildResult): CacheReport => ({
    backend,
    reason,
    readOnly,
    ratio: result.stats.totalSteps === 0 ? undefined : result.stats.cachedSteps / result.stats.totalSteps,
    // A build without a cache has missed none.
    misses: inputs.build.noCache || isWithout() ? [] : firstMisses(result.stats),
  });
  return {
    inputs: used,
    build,
    async keep(result) {
      const about = report(result);
      logUse(about, result, log);
      const kept = await store.keep?.().catch(error => onTrouble(messageOf(error)));
      if (kept?.trouble !== undefined) onTrouble(kept.trouble);
      const { cachedSteps, totalSteps } = result.stats;
      if (backend === 'raw' && cachedSteps < totalSteps && !writesInline(used)) {
        const { cacheFrom } = used.build;
        site.background.add(reportWithoutCache(cacheFrom, watch.imported(), site.connectSource, log));
      }
      return { report: about, pending: kept?.pending };
    },
    async close() {
      await store.close?.().catch(error => onTrouble(messageOf(error)));
      const relayProblem = machine.signal.aborted ? undefined : relay?.failure();
      // BuildKit reports a lost service as a refusal.
      const reported = watch.troubles().filter(trouble => relayProblem === undefined || !says(trouble, 'cacheService'));
      const all = [...new Set([...troubles, relayProblem ?? '', ...reported])].filter(trouble => trouble !== '');
      if (relay !== undefined) site.background.add(relay.end(all.length > 0));
      if (all.length > 0) log.warning(`Caching was skipped or incomplete: ${all.slice(0, 3).join('; ')}`);
    },
  };
}

/** The chosen cache, or none if it cannot be reached; `given`: the inputs without the user's unreachable caches. */
async function reachableCache(job: Job, site: CacheSite, serviceProbe: ServiceProbe, machine: Machine) {
  const { inputs } = job;
  const { log } = machine;
  const choice = chooseCache(situationOf(job, site, serviceProbe.service));
  if (choice.notice !== undefined) log.notice(choice.notice);
  const cacheProblem = await unreachable(choice, { inputs, engine: site.engine, serviceProbe }, machine);
  const serviceProblem = await serviceTrouble(inputs, serviceProbe);
  const backend = cacheProblem === undefined ? choice.backend : 'none';
  const reason = backend === choice.backend ? choice.reason : (cacheProblem ?? '');
  const { readOnly } = choice;
  log.info(`Cache: ${backend} (${reason})${readOnly ? `; read-only because ${readOnly}` : ''}`);
  const troubles = [cacheProblem, serviceProblem].filter(trouble => trouble !== undefined);
  return { backend, reason, readOnly, given: serviceProblem === undefined ? inputs : withoutGha(inputs), troubles };
}

function storeFacts({ inputs, context, plan, several }: Job, site: CacheSite, readOnly: boolean): StoreFacts {
  return {
    inputs,
    context,
    folder: site.folder,
    // The caches of several images are distinguished by the images' names.
    scope: scopeFor(inputs, context, several === undefined ? nameOf(plan) : '', site.engine.platform),
    readOnly,
    references: movingReferences(plan.images),
    referencesOf: async branch => movingReferences((await site.planOf(branch)).images),
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

function logUse({ misses }: CacheReport, { stats }: BuildResult, log: Machine['log']): void {
  const { cachedSteps: cached, totalSteps: total } = stats;
  const percent = total === 0 ? '' : ` (${Math.round((100 * cached) / total)} %)`;
  log.info(`Cache: ${cached} of ${total} steps were cached${percent}`);
  for (const miss of misses) log.info(missLine(miss));
}
