import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuilderInUse } from '../../builder/builder-in-use.ts';
import type { Context } from '../../event/context.ts';
import { messageOf } from '../../host/errors.ts';
import type { Machine } from '../../host/machine.ts';
import { quote } from '../../host/text/quote.ts';
import { inSeconds } from '../../host/text/seconds.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import type { Job } from '../../inputs/job.ts';
import { removeFolder } from '../../journal/run-folder.ts';
import { builderStays } from '../situation.ts';
import { createCacheWorker } from '../store/cache-worker.ts';
import { secondsOf } from '../store/deadline.ts';
import { sealOf } from '../store/seal.ts';
import { ARCHIVED, keysFor } from './archive.ts';
import { fetchKept, NOTHING } from './fetch.ts';
import { HOME, type Save } from './later.ts';
import { takeOut } from './take.ts';
import { gatherTools } from './tools.ts';
import { OTHER_ARCHITECTURE, type TransferOptions, unpack } from './transfer.ts';
import { type MountCache, type MountSite, NO_MOUNTS } from './types.ts';
import { type Wanted, wantedMounts } from './wanted.ts';

/** Starts fetching the archive of an earlier run in the background. */
export async function openMounts(job: Job, runFolder: string, machine: Machine): Promise<MountCache> {
  const wanted = await wantedMounts(job, machine).catch(messageOf);
  if (typeof wanted === 'string') machine.log.notice(`cache-mounts: ${wanted}`);
  if (wanted === undefined || typeof wanted === 'string') return NO_MOUNTS;
  const home = join(runFolder, HOME);
  await mkdir(home, { mode: 0o700 });
  return createMountCache(wanted, job, home, machine);
}

function createMountCache(wanted: Wanted, { inputs, context }: Job, home: string, machine: Machine): MountCache {
  const { log, now } = machine;
  const { mounts, readOnly } = wanted;
  const seconds = secondsOf(inputs);
  const keys = keysFor(wanted.scope, mounts, `${context.runId}-${context.runAttempt}`);
  const given = new AbortController();
  const signal = AbortSignal.any([machine.signal, given.signal]);
  const ports = { ...machine, signal };
  // The builder empties the mounts of a build without a cache.
  const fetched = inputs.build.noCache
    ? Promise.resolve(NOTHING)
    : fetchKept(mounts, keys, home, createCacheWorker(ports, seconds));
  const tools = gatherTools(join(home, 'tools'), ports).catch(messageOf);
  let before: ReadonlyMap<string, string> = new Map();
  let taking = Promise.resolve();
  let isCutShort = false;
  /** Undefined until a step has been reported. */
  let hasRun: boolean | undefined;
  let warned = false;
  let save: Save | undefined;

  function warn(problem: string, level: 'warning' | 'notice' = 'warning'): void {
    if (signal.aborted) return;
    log[warned ? 'info' : level](`cache-mounts: ${problem}`);
    warned = true;
  }

  /** The input `timeout` limits all of the work together, waiting included. */
  async function guarded(what: string, site: MountSite, work: (options: TransferOptions) => Promise<void>) {
    const end = now() + inputs.retry.deadline;
    const left = (): number => Math.max(end - now(), 1);
    try {
      const found = await tools;
      if (typeof found === 'string') return warn(`${what} because ${found}`, 'notice');
      await work({ ...transferOptions(inputs, context, site, ports), folder: home, tools: found, left });
    } catch (error) {
      const why = messageOf(error);
      if (why === OTHER_ARCHITECTURE) warn(`${what} because ${why}`, 'notice');
      else warn(`${what}: ${why}`);
    }
  }

  async function fill(options: TransferOptions): Promise<void> {
    const { packed, fingerprints, isWhole, isLate, trouble } = await fetched;
    // A corrupt archive is best replaced; one that may be fine is better than the build's empty mounts.
    isCutShort = isLate;
    if (trouble !== undefined) return warn(`the saved cache mounts could not be downloaded: ${trouble}`);
    if (packed.length === 0) return log.info('No cache mounts have been saved yet.');
    const started = now();
    isCutShort = true;
    const problem = await unpack(packed, join(home, ARCHIVED), options);
    if (problem !== undefined) throw new Error(problem);
    isCutShort = false;
    if (isWhole) before = fingerprints;
    const names = packed.map(({ mount }) => mount.id).join(', ');
    log.info(`Restored cache mounts in ${inSeconds(now() - started)}: ${names}.`);
    await removeFolder(join(home, ARCHIVED));
  }

  async function take(options: TransferOptions): Promise<void> {
    if ((await takeOut(mounts, before, inputs.cache.maxSize, options)) === 'taken') {
      save = { key: keys.save, seal: await sealOf(join(home, ARCHIVED), 'read'), seconds, warned };
      return;
    }
    log.info('The cache mounts are unchanged; nothing to save.');
  }

  return {
    async restore(site) {
      const several = severalNodes(site.builder);
      if (several !== undefined) log.notice(`cache-mounts: ${several}`);
      await guarded('the cache mounts were not restored', site, fill);
    },
    observe({ steps }) {
      const own = steps.filter(({ ofDockerfile }) => ofDockerfile);
      if (own.length > 0) hasRun ??= false;
      if (own.some(({ cached, started }) => !cached && started !== undefined)) hasRun = true;
    },
    drop() {
      isCutShort = true;
    },
    save(site) {
      if (readOnly !== undefined) return log.info(`The cache mounts are not saved: ${readOnly}.`);
      // The saved archive has more than this build, which began with empty mounts.
      if (isCutShort) return log.info('The cache mounts are not saved, because they were not restored.');
      // If no step ran, no mount changed.
      if (hasRun === false) return;
      taking = guarded('the cache mounts were not saved', site, take);
    },
    toSave: () => (save === undefined ? '' : JSON.stringify(save)),
    async end() {
      await taking;
      given.abort();
      await Promise.all([fetched, tools]);
    },
  };
}

function transferOptions(
  inputs: Inputs,
  context: Context,
  site: MountSite,
  { run, signal }: Pick<Machine, 'run' | 'signal'>,
): Omit<TransferOptions, 'folder' | 'tools' | 'left'> {
  return {
    run,
    env: site.builder.env,
    signal,
    builder: site.builder.name,
    tidy: builderStays(inputs, context, site),
    // Without a value, the environment's is used.
    buildArgs: inputs.build.buildArgs.filter(arg => /^BUILDKIT_CACHE_MOUNT_NS(?:=|$)/.test(arg)),
    deadline: inputs.retry.deadline,
  };
}

/** Why mounts on a builder with several nodes are incomplete: builds that name no node run on one of them. */
function severalNodes({ name, nodes }: BuilderInUse): string | undefined {
  if (nodes.length < 2) return undefined;
  return `only the cache mounts of one of the ${nodes.length} nodes of builder ${quote(name)} are saved: each node has separate ones`;
}
