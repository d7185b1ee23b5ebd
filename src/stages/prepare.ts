import { join } from 'node:path';
import type { Builder } from '../buildx/builder.ts';
import { findEngine } from '../buildx/endpoint.ts';
import type { Engine } from '../buildx/engine.ts';
import { connectEngine } from '../buildx/engine.ts';
import { type EveryEngine, engineByCli, engineInfoByCli } from '../buildx/engine-cli.ts';
import type { BuildStats } from '../buildx/steps.ts';
import { childEnv } from '../child-env.ts';
import type { Context } from '../context.ts';
import type { PrivateConfig } from '../credentials/private-config.ts';
import { userConfigDir } from '../credentials/user-config.ts';
import { socketFor } from '../gates/socket.ts';
import type { Inputs } from '../inputs.ts';
import type { Machine } from '../machine.ts';
import type { Plan } from '../plan/types.ts';
import type { Log } from '../ports.ts';
import type { openSource } from '../promote/open.ts';
import type { Sourced } from '../promote/types.ts';
import { readIfThere } from '../read-if-there.ts';
import type { Registry } from '../registry/types.ts';
import { JOURNAL, note } from '../undo.ts';
import { openAccess } from './access.ts';
import { trustInBuilder } from './builder-trust.ts';
import { builderFor } from './choose-builder.ts';
import { placesOf, warnOfLittleRoom } from './disk.ts';
import { registerEmulators } from './emulators.ts';
import type { Kept } from './existing.ts';
import type { Exports } from './exports.ts';
import { planExports } from './exports.ts';
import { LIKELY_REPOSITORY } from './fan-out.ts';
import type { Fleet } from './fleet.ts';
import type { Grace } from './grace.ts';
import { keepName, nameInEngine } from './names.ts';
import { preflight } from './preflight.ts';
import { runReference } from './run-reference.ts';

/** Everything that the stages after it work with. */
export type Prepared = Readonly<{
  /** The run's own folder in RUNNER_TEMP (0700): Docker config, secrets, layout, journal. */
  folder: string;
  config: PrivateConfig;
  dockerEnv: Readonly<Record<string, string>>;
  builder: Builder;
  /** On a local socket. Whether it reaches our loopback: `builder.isNear`. */
  socketEngine: Engine | undefined;
  /** The engine of the docker CLI, wherever it is. */
  engine: EveryEngine;
  exports: Exports;
  /** False: the classic image store. */
  containerdStore: boolean;
  /** The engine's own platform, `linux/amd64`; '' when there is no need of an engine. */
  platform: string;
  /** The image that exists and is published, in place of one that is built. */
  source: Sourced | undefined;
  /** A client of a registry to read from, with this run's credentials. */
  connectSource(host: string): Registry;
  /** The name that the build gives the image in the engine: a real one, which attestations tell. */
  localName: string;
  /** The name that it has there for this run alone. */
  runName: string;
  /** Path of the buildx that was installed for the run, where that is not the machine's. */
  buildx?: string;
  fleet: Fleet;
  /** Lets tags be written, or put back, to the end. */
  grace: Grace;
  /** The checks of the registries, which a build may be started beside, but not do anything before. */
  checked: Promise<void>;
  /** This commit's image, where immutable tags show it published already. */
  kept: Kept | undefined;
  log: Log;
  /** Wants to know of every attempt at the build: the last one finds in the cache what a former one ran. */
  heard?: (stats: BuildStats) => void;
  /** Takes what nobody has to wait for until the run ends. It tells its errors itself. */
  afterwards(work: Promise<unknown>): void;
  /** Waits for that and closes connections. */
  close(): Promise<void>;
}>;

/**
 * Everything before the build: credentials gathered, written to a private Docker config and checked against their
 * registries; the builder chosen; the local image's name kept. What can run side by side does.
 *
 * @throws ActionError AUTH, NETWORK, ENGINE, …
 */
export async function prepare(
  inputs: Inputs,
  context: Context,
  plan: Plan,
  folder: string,
  machine: Machine,
): Promise<Prepared> {
  const { env, log, signal, run } = machine;
  const journal = join(folder, JOURNAL);
  const userDir = userConfigDir(env);
  const endpoint = findEngine(env, userDir, readIfThere);
  socketFor(inputs, env);
  const promoted = inputs.source && planExports(inputs, plan.decision.push, 'layout');
  // A promotion without gates goes from registry to registry: no engine has to be there.
  const needsEngine = promoted === undefined || promoted.load;
  const socketEngine = endpoint.socket === undefined ? undefined : connectEngine(endpoint.socket, signal);
  const told = needsEngine ? socketEngine?.info() : undefined;
  // Others may be asked, and fail, before anybody waits for this answer.
  told?.catch(() => {});
  const access = await openAccess(inputs, context, plan, folder, machine);
  const { config, fleet, grace, trusts, close } = access;
  try {
    const info = needsEngine ? (told ?? engineInfoByCli(run, config.env, signal)) : undefined;
    info?.catch(() => {});
    // Which commit an image is of is a matter of builds: a promotion knows its digest.
    const checking = preflight(
      promoted === undefined ? inputs : { ...inputs, immutableTags: [] },
      plan,
      fleet,
      access.registries,
    );
    const checked = checking.then(() => {});
    // Something else may fail before anybody waits for them.
    checked.catch(() => {});
    // No build before the checks: a wrong password, or a registry that is away, is told before build time is spent.
    const isWaitedFor = promoted !== undefined || inputs.immutableTags.length > 0;
    const [builder, kept, source] = await Promise.all([
      info === undefined || promoted !== undefined
        ? NO_BUILDER
        : builderFor(
            inputs,
            context,
            { folder, userDir, endpoint, engine: info, dockerEnv: config.env, trusts },
            machine,
          ),
      isWaitedFor ? checking : undefined,
      inputs.source && open(inputs.source, { workspace: context.workspace, connect: access.connectSource, log }),
    ]);
    // Only a build in the engine is started beside the checks.
    if (builder.name !== undefined) await checked;
    const about = await info;
    if (about !== undefined) {
      await registerEmulators(
        inputs,
        builder,
        about,
        socketEngine !== undefined,
        checked,
        { folder, dockerEnv: config.env },
        machine,
      );
      await trustInBuilder(trusts, builder, socketEngine !== undefined, {
        run,
        log,
        env: childEnv(env),
        signal,
        willWrite: path => note(journal, { kind: 'file', path }),
      });
    }
    const engine = socketEngine ?? engineByCli(run, config.env, signal);
    const localName = nameInEngine(plan);
    const exports = promoted ?? planExports(inputs, plan.decision.push, builder.path);
    const isOnlyPushed = exports.engine && !exports.unpack;
    const runName = runReference(isOnlyPushed ? LIKELY_REPOSITORY : localName.slice(0, localName.lastIndexOf(':')));
    if (exports.engine || exports.load) await note(journal, { kind: 'image', name: runName });
    if (exports.engine && !exports.keep) await keepName(engine, localName, runName, journal);
    const dataRoot = socketEngine === undefined ? '' : (about?.dataRoot ?? '');
    await warnOfLittleRoom(placesOf(exports, dataRoot, folder), log);
    const trailing: Promise<unknown>[] = [];
    return {
      folder,
      config,
      dockerEnv: config.env,
      builder,
      socketEngine,
      engine,
      exports,
      containerdStore: about?.containerdStore ?? true,
      platform: about === undefined ? '' : `${about.operatingSystem}/${about.architecture}`,
      source,
      connectSource: access.connectSource,
      localName,
      runName,
      ...(access.buildx !== undefined && { buildx: access.buildx }),
      fleet,
      grace,
      checked,
      kept,
      log,
      afterwards: work => void trailing.push(work),
      async close() {
        await Promise.allSettled(trailing);
        close();
      },
    };
  } catch (error) {
    // Post comes only after the job's other steps: none of them shall find the logins of a failed one.
    close();
    await config.dispose();
    throw error;
  }
}

/** Of a promotion, which builds nothing. */
const NO_BUILDER: Builder = { name: undefined, driver: 'docker', path: 'layout', isNear: false, created: false };

/** Loaded only where it is needed. */
async function open(...of: Parameters<typeof openSource>): Promise<Sourced> {
  return (await import('../promote/open.ts')).openSource(...of);
}
