import { existsSync } from 'node:fs';
import type { BuildResult } from '../buildx/build.ts';
import { BuildError } from '../buildx/failure.ts';
import { childEnv } from '../child-env.ts';
import type { Context } from '../context.ts';
import { messageOf } from '../errors.ts';
import type { Inputs } from '../inputs.ts';
import type { Machine } from '../machine.ts';
import type { Plan } from '../plan/types.ts';
import { apiOrigin } from '../registry/origin.ts';
import { parseReference } from '../registry/reference.ts';
import { isCall } from '../stages/exports.ts';
import type { Prepared } from '../stages/prepare.ts';
import { type Break, breakLine, breaksOf, recordOf } from './broken.ts';
import { chooseCache } from './choose.ts';
import { probeRegistry, probeService } from './probe.ts';
import { hashedArgs, readRecord, trackedFiles, writeRecord } from './record.ts';
import { type Service, serviceIn } from './service.ts';
import { situationOf } from './situation.ts';
import { scopeOf } from './specs.ts';
import { openStore, type Parcel, type Store } from './stores.ts';
import type { Backend, Choice } from './types.ts';
import { watchCaches } from './watch.ts';

/** The cache service, and whether it answers: asked while everything else is prepared. */
export type Outlook = Readonly<{ service: Service; trouble: Promise<string | undefined> }>;

/** What the report tells of a run's cache. */
export type CacheReport = Readonly<{
  backend: Backend;
  reason: string;
  readOnly: string | undefined;
  /** Share of cached steps, 0 to 1; undefined for a build without steps. */
  ratio: number | undefined;
  breaks: readonly Break[];
}>;

/** The cache of one run. */
export type Cache = Readonly<{
  /** The inputs with what this cache reads and writes in `build.cacheFrom` and `build.cacheTo`. */
  inputs: Inputs;
  /** Builds with the cache, and once more without it when it is the cache that fails or hangs. */
  build<T>(attempt: (inputs: Inputs, machine: Machine) => Promise<T>): Promise<T>;
  /** After a build that succeeded: keeps what it wrote. The parcel is for the post step. */
  keep(result: BuildResult): Promise<Readonly<{ report: CacheReport; parcel: Parcel | undefined }>>;
  /** However it went: lets go of what is used, and tells of troubles in one warning. */
  close(): Promise<void>;
}>;

export function lookForService(inputs: Inputs, { env, now }: Machine): Outlook {
  const service = serviceIn(env, now());
  const mayUse = ['auto', 'gha', 'actions'].includes(inputs.cache.backend) || caches(inputs).some(isGha);
  const builds = inputs.source === undefined && !isCall(inputs);
  const asked = service.version !== 0 && builds && mayUse ? probeService(service, env) : undefined;
  return { service, trouble: asked?.catch(messageOf) ?? Promise.resolve(undefined) };
}

/** BuildKit's own time-outs come first: they end a cache, not the build. Milliseconds. */
const SLACK = 15_000;

/** Chooses the cache, says which and why, and opens it. Nothing about a cache ever throws. */
export async function openCache(
  inputs: Inputs,
  context: Context,
  plan: Plan,
  prepared: Prepared,
  outlook: Outlook,
  machine: Machine,
): Promise<Cache> {
  const { log } = machine;
  const troubles: string[] = [];
  const choice = chooseCache(situationOf(inputs, context, prepared, outlook.service));
  if (choice.notice !== undefined) log.notice(choice.notice);
  const away = await unreachable(choice, inputs, prepared, outlook, machine);
  if (away !== undefined) troubles.push(away);
  // Of what the user wrote, only the part that cannot be reached is left out.
  const backend = away === undefined || choice.backend === 'raw' ? choice.backend : 'none';
  const reason = backend === choice.backend ? choice.reason : (away ?? '');
  log.info(`Cache: ${backend} (${reason})${choice.readOnly ? `; read only, since ${choice.readOnly}` : ''}`);

  const scope = inputs.cache.scope || scopeFor(inputs, context, plan, prepared);
  const facts = { inputs, context, plan, folder: prepared.folder, scope, readOnly: choice.readOnly !== undefined };
  const store = await openStore(backend, facts, machine);
  if (store.trouble !== undefined) troubles.push(store.trouble);
  const used = backend !== 'raw' ? withCaches(inputs, store) : away === undefined ? inputs : withoutGha(inputs);
  const watch = watchCaches(machine.run, machine.now, inputs.retry.deadline + SLACK);

  return {
    inputs: used,
    async build(attempt) {
      if (caches(used).length === 0) return attempt(used, machine);
      try {
        return await attempt(used, { ...machine, run: watch.run });
      } catch (error) {
        if (machine.signal.aborted || !(watch.stalled() || isCacheFailure(error))) throw error;
        if (!watch.stalled()) troubles.push(messageOf(error).split('\n')[0] ?? '');
        log.info('Building again without the cache.');
        return await attempt({ ...used, build: { ...used.build, cacheFrom: [], cacheTo: [] } }, machine);
      }
    },
    async keep({ stats }) {
      const record = store.to === undefined && store.from === undefined ? undefined : await recordNow();
      const now = record === undefined ? undefined : recordOf(stats, record);
      const breaks = breaksOf(stats, await readRecord(store.from), now);
      const ratio = stats.totalSteps === 0 ? undefined : stats.cachedSteps / stats.totalSteps;
      const report = { backend, reason, readOnly: choice.readOnly, ratio, breaks };
      for (const line of cacheLines(report, stats.cachedSteps, stats.totalSteps)) log.info(line);
      try {
        // Where BuildKit wrote nothing there is nothing to record: it has told why, or had nothing to write.
        if (store.to !== undefined && now !== undefined && existsSync(store.to)) await writeRecord(store.to, now);
        const kept = await store.keep?.();
        if (kept?.trouble !== undefined) troubles.push(kept.trouble);
        return { report, parcel: kept?.parcel };
      } catch (error) {
        troubles.push(messageOf(error));
        return { report, parcel: undefined };
      }
    },
    async close() {
      await store.close?.().catch(error => troubles.push(messageOf(error)));
      const all = [...new Set([...troubles, ...watch.troubles()])].filter(trouble => trouble !== '');
      if (all.length > 0) log.warning(`The cache was of no or little use: ${all.slice(0, 3).join('; ')}`);
    },
  };

  async function recordNow() {
    const ports = { run: machine.run, env: childEnv(machine.env) };
    const files = await trackedFiles(context.workspace, inputs.build.context, ports);
    return { args: hashedArgs(inputs.build.buildArgs), files };
  }
}

/** Why the chosen cache cannot be reached; undefined when it can. BuildKit would wait for it, or fail by it. */
async function unreachable(
  { backend }: Choice,
  inputs: Inputs,
  prepared: Prepared,
  outlook: Outlook,
  machine: Machine,
): Promise<string | undefined> {
  const raw = backend === 'raw' && caches(inputs).some(isGha);
  if (raw && outlook.service.version === 0) return `\`type=gha\` is left out: ${outlook.service.why}`;
  if (raw || backend === 'gha' || backend === 'actions') return outlook.trouble;
  // Where the builder is elsewhere, what we reach says nothing of what it reaches.
  if (backend !== 'registry' || prepared.socketEngine === undefined) return undefined;
  const { registry } = parseReference(inputs.cache.ref).name;
  const origin = apiOrigin(registry);
  return origin === undefined ? undefined : probeRegistry([origin], machine.env);
}

function withCaches(inputs: Inputs, { specs }: Store): Inputs {
  const { from, to } = specs;
  return { ...inputs, build: { ...inputs.build, cacheFrom: inputs.build.noCache ? [] : from, cacheTo: to } };
}

function withoutGha(inputs: Inputs): Inputs {
  const rest = (specs: readonly string[]) => specs.filter(spec => !isGha(spec));
  const { cacheFrom, cacheTo } = inputs.build;
  return { ...inputs, build: { ...inputs.build, cacheFrom: rest(cacheFrom), cacheTo: rest(cacheTo) } };
}

function scopeFor({ build }: Inputs, context: Context, plan: Plan, prepared: Prepared): string {
  return scopeOf({
    image: plan.destinations[0]?.name ?? '',
    place: [context.repository, build.context, build.file].filter(part => part !== '').join('-'),
    target: build.target,
    platforms: build.platforms,
    native: prepared.platform,
  });
}

/** A build that failed in the hands of its cache rather than of its Dockerfile. */
const CACHE_FAILURE =
  /importing cache|cache (?:import|export|manifest)|(?:gha|GitHub Actions) cache|content digest sha256:[0-9a-f]+: not found|failed to (?:copy|compute|load) cache|blob sha256:[0-9a-f]+ not found|unexpected commit digest|caches\/down/i;

function isCacheFailure(error: unknown): boolean {
  return error instanceof BuildError && CACHE_FAILURE.test(messageOf(error));
}

function caches({ build }: Pick<Inputs, 'build'>): readonly string[] {
  return [...build.cacheFrom, ...build.cacheTo];
}

function isGha(spec: string): boolean {
  return /(?:^|,)\s*"?type\s*=\s*gha\b/.test(spec);
}

function cacheLines({ breaks }: CacheReport, cached: number, total: number): readonly string[] {
  const percent = total === 0 ? '' : ` (${Math.round((100 * cached) / total)} %)`;
  return [`Cache: ${cached} of ${total} steps were cached${percent}`, ...breaks.map(breakLine)];
}
