import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildStats } from '../../buildx/steps.ts';
import type { Context } from '../../context.ts';
import { messageOf } from '../../errors.ts';
import type { Inputs } from '../../inputs.ts';
import type { Machine } from '../../machine.ts';
import type { Plan } from '../../plan/types.ts';
import { removeFolder } from '../../run-folder.ts';
import type { Prepared } from '../../stages/prepare.ts';
import { secondsOf } from '../deadline.ts';
import { builderGoes, runnerStays } from '../situation.ts';
import { ARCHIVED, keysFor } from './archive.ts';
import { fetchKept, NOTHING } from './fetch.ts';
import { HOME, saveLater } from './later.ts';
import { takeOut } from './take.ts';
import { gatherTools, type Tools } from './tools.ts';
import { type TransferOptions, unpack } from './transfer.ts';
import { type Wanted, wantedMounts } from './wanted.ts';

/**
 * Keeps cache mounts between runs. Nothing in it ever fails a run: the first thing that goes wrong is a warning, what
 * follows from it a line of the log.
 */
export type Keeper = Readonly<{
  /** Fills the builder's cache mounts with what an earlier run kept. */
  fill(prepared: Prepared): Promise<void>;
  /** Begins to take out what the build left in them, for the post step to save. */
  take(prepared: Prepared, stats: BuildStats): void;
  /** Resolves when nothing is under way any more. What is still being fetched is given up. */
  end(): Promise<void>;
}>;

const NO_KEEPER: Keeper = { fill: async () => {}, take: () => {}, end: async () => {} };

/** Begins to fetch what earlier runs kept, while the run gets on with other things. */
export async function keepMounts(
  inputs: Inputs,
  context: Context,
  plan: Plan,
  runFolder: string,
  machine: Machine,
): Promise<Keeper> {
  const wanted = await wantedMounts(inputs, context, plan, machine).catch(messageOf);
  if (typeof wanted === 'string') machine.log.notice(`cache-mounts: ${wanted}`);
  if (wanted === undefined || typeof wanted === 'string') return NO_KEEPER;
  const home = join(runFolder, HOME);
  await mkdir(home, { mode: 0o700 });
  return createKeeper(wanted, inputs, context, home, machine);
}

function createKeeper(wanted: Wanted, inputs: Inputs, context: Context, home: string, machine: Machine): Keeper {
  const { log, now } = machine;
  const { mounts, readOnly } = wanted;
  const seconds = secondsOf(inputs);
  const keys = keysFor(wanted.scope, mounts, `${context.runId}-${context.runAttempt}`);
  const given = new AbortController();
  const signal = AbortSignal.any([machine.signal, given.signal]);
  const ports = { ...machine, signal };
  // The builder empties the mounts of a build without a cache.
  const fetched = inputs.build.noCache ? Promise.resolve(NOTHING) : fetchKept(mounts, keys, home, seconds, ports);
  const tools = gatherTools(join(home, 'tools'), ports).catch(messageOf);
  let before: ReadonlyMap<string, string> = new Map();
  let taking = Promise.resolve();
  let warned = false;

  function warn(problem: string): void {
    if (signal.aborted) return;
    log[warned ? 'info' : 'warning'](`cache-mounts: ${problem}`);
    warned = true;
  }

  async function guarded(what: string, prepared: Prepared, work: (options: TransferOptions) => Promise<void>) {
    try {
      const found = await tools;
      if (typeof found !== 'string') await work(transferOptions(inputs, context, home, prepared, found, ports));
      else if (!warned) log.notice(`cache-mounts: ${what}, since ${found}`);
      warned ||= typeof found === 'string';
    } catch (error) {
      warn(`${what}: ${messageOf(error)}`);
    }
  }

  async function fill(options: TransferOptions): Promise<void> {
    const { packed, fingerprints, isWhole, trouble } = await fetched;
    if (trouble !== undefined) return warn(`what was kept could not be fetched: ${trouble}`);
    if (packed.length === 0) return log.info('There is nothing to fill the cache mounts with yet.');
    const started = now();
    const problem = await unpack(packed, join(home, ARCHIVED), options);
    if (problem !== undefined) throw new Error(problem);
    if (isWhole) before = fingerprints;
    const names = packed.map(({ mount }) => mount.id).join(', ');
    log.info(`Filled cache mounts in ${((now() - started) / 1000).toFixed(1)} s: ${names}.`);
    await removeFolder(join(home, ARCHIVED));
  }

  async function take(options: TransferOptions): Promise<void> {
    if ((await takeOut(mounts, before, inputs.cache.maxSize, home, options)) === 'taken') {
      return saveLater(home, { key: keys.save, seconds, warned });
    }
    log.info('The cache mounts are as they were: nothing to save.');
  }

  return {
    fill: prepared => guarded('the cache mounts are not filled', prepared, fill),
    take(prepared, { totalSteps, cachedSteps }) {
      if (readOnly !== undefined) return log.info(`The cache mounts are not saved: ${readOnly}.`);
      // Where no step ran, no mount changed.
      if (totalSteps > 0 && cachedSteps === totalSteps) return;
      taking = guarded('the cache mounts are not kept', prepared, take);
    },
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
  folder: string,
  { builder, dockerEnv }: Prepared,
  tools: Tools,
  { run, signal }: Pick<Machine, 'run' | 'signal'>,
): TransferOptions {
  return {
    run,
    env: dockerEnv,
    signal,
    builder: builder.name,
    tidy: runnerStays(context.env) && !builderGoes(builder, inputs),
    buildArgs: inputs.build.buildArgs.filter(arg => arg.startsWith('BUILDKIT_CACHE_MOUNT_NS=')),
    deadline: inputs.retry.deadline,
    folder,
    tools,
  };
}
