import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Builder } from '../buildx/builder.ts';
import { findEngine } from '../buildx/endpoint.ts';
import type { Engine } from '../buildx/engine.ts';
import { connectEngine } from '../buildx/engine.ts';
import { type EveryEngine, engineByCli, engineInfoByCli } from '../buildx/engine-cli.ts';
import { cacheHosts } from '../cache/hosts.ts';
import { childEnv } from '../child-env.ts';
import type { Context } from '../context.ts';
import { readConfigInput } from '../credentials/config-input.ts';
import { askHelper } from '../credentials/helpers.ts';
import type { PrivateConfig } from '../credentials/private-config.ts';
import { createPrivateConfig } from '../credentials/private-config.ts';
import type { Credentials } from '../credentials/resolve.ts';
import { createCredentials } from '../credentials/resolve.ts';
import { readTrusts, type Trust } from '../credentials/trust.ts';
import { readUserConfigs, userConfigDir } from '../credentials/user-config.ts';
import { socketFor } from '../gates/built-in.ts';
import type { Inputs } from '../inputs.ts';
import type { Machine } from '../machine.ts';
import type { Plan } from '../plan/types.ts';
import type { Log } from '../ports.ts';
import type { openSource } from '../promote/open.ts';
import type { Sourced } from '../promote/types.ts';
import { readIfThere } from '../read-if-there.ts';
import { createRegistry } from '../registry/client.ts';
import type { Credential, Registry } from '../registry/types.ts';
import type { RetryPolicy } from '../retry.ts';
import { JOURNAL, note } from '../undo.ts';
import { trustInBuilder } from './builder-trust.ts';
import { buildxForRun } from './buildx-for-run.ts';
import { builderFor } from './choose-builder.ts';
import { type Place, warnOfLittleRoom } from './disk.ts';
import { registerEmulators } from './emulators.ts';
import type { Kept } from './existing.ts';
import type { Exports } from './exports.ts';
import { planExports } from './exports.ts';
import type { Fleet } from './fleet.ts';
import { createFleet } from './fleet.ts';
import { type Grace, graceful } from './grace.ts';
import { preflight } from './preflight.ts';
import { runReference } from './run-reference.ts';

/** Everything that the stages after it work with. */
export type Prepared = Readonly<{
  /** The run's own folder in RUNNER_TEMP (0700): Docker config, secrets, layout, journal. */
  folder: string;
  config: PrivateConfig;
  dockerEnv: Readonly<Record<string, string>>;
  builder: Builder;
  /** On a local socket: may push to our loopback. */
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
  /** The name that the build gives the image in the engine: a real one, which attestations tell. */
  localName: string;
  /** The name that it has there for this run alone. */
  runName: string;
  fleet: Fleet;
  /** Lets tags be written, or put back, to the end. */
  grace: Grace;
  /** This commit's image, where immutable tags show it published already. */
  kept: Kept | undefined;
  log: Log;
  /** Closes connections. */
  close(): void;
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
  const credentials = await gatherCredentials(inputs, context, machine);
  const trusts = await readTrusts([...inputs.registries, ...inputs.logins], context.workspace);
  const grace = graceful(signal);
  const pushing = plan.destinations.filter(destination => destination.decision.push);
  const registries = new Map(
    [...new Set(pushing.map(destination => destination.registry))].map(host => [
      host,
      connectRegistry(host, credentials, trusts.get(host), inputs.retry, { ...machine, signal: grace.signal }),
    ]),
  );
  const sources: Registry[] = [];
  /** Apart from the targets' clients: those ask for the right to push, which a source need not give. */
  const connectSource = (host: string): Registry => {
    const registry = connectRegistry(host, credentials, trusts.get(host), inputs.retry, machine, false);
    sources.push(registry);
    return registry;
  };
  const fleet = createFleet(
    pushing.map(destination => ({
      destination,
      repository: registries.get(destination.registry)!.repository(destination.path),
    })),
    log,
  );
  const buildx = await buildxForRun(inputs, folder, machine);
  const config = await createPrivateConfig({
    folder,
    userConfigDir: userDir,
    userConfigs: await readUserConfigs(env),
    env: childEnv(env),
    credentials: await credentialsFor([...registries.keys(), ...credentials.hosts, ...cacheHosts(inputs)], credentials),
    plugins: buildx && dirname(buildx),
  });
  const close = () => {
    for (const registry of [...registries.values(), ...sources]) registry.close();
  };
  try {
    const socketEngine = endpoint.socket === undefined ? undefined : connectEngine(endpoint.socket, signal);
    const promoted = inputs.source && planExports(inputs, plan.decision.push, 'layout');
    // A promotion without gates goes from registry to registry: no engine has to be there.
    const needsEngine = promoted === undefined || promoted.load;
    const info = needsEngine ? (socketEngine?.info() ?? engineInfoByCli(run, config.env, signal)) : undefined;
    // No build beside the checks: a wrong password, or a registry that is away, is told before build time is spent.
    const [builder, kept, source] = await Promise.all([
      info === undefined || promoted !== undefined
        ? NO_BUILDER
        : builderFor(
            inputs,
            context,
            { folder, userDir, endpoint, engine: info, dockerEnv: config.env, buildx, trusts },
            machine,
          ),
      // Which commit an image is of is a matter of builds: a promotion knows its digest.
      preflight(promoted === undefined ? inputs : { ...inputs, immutableTags: [] }, plan, fleet, registries),
      inputs.source && open(inputs.source, { workspace: context.workspace, connect: connectSource, log }),
    ]);
    const about = await info;
    if (about !== undefined) {
      await registerEmulators(
        inputs,
        builder,
        about,
        socketEngine !== undefined,
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
    const runName = runReference(localName);
    if (exports.engine || exports.load) await note(journal, { kind: 'image', name: runName });
    if (exports.engine && !exports.keep) await keepName(engine, localName, runName, journal);
    const dataRoot = socketEngine === undefined ? '' : (about?.dataRoot ?? '');
    await warnOfLittleRoom(placesOf(exports, dataRoot, folder), log);
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
      localName,
      runName,
      fleet,
      grace,
      kept,
      log,
      close,
    };
  } catch (error) {
    // Post comes only after the job's other steps: none of them shall find the logins of a failed one.
    close();
    await config.dispose();
    throw error;
  }
}

/** Of a promotion, which builds nothing. */
const NO_BUILDER: Builder = { name: undefined, driver: 'docker', path: 'layout', created: false };

/** Loaded only where it is needed. */
async function open(...of: Parameters<typeof openSource>): Promise<Sourced> {
  return (await import('../promote/open.ts')).openSource(...of);
}

async function gatherCredentials(inputs: Inputs, context: Context, machine: Machine): Promise<Credentials> {
  const { env, log, run, signal } = machine;
  return createCredentials({
    registries: inputs.registries,
    logins: inputs.logins,
    configInput:
      inputs.dockerConfig === ''
        ? undefined
        : await readConfigInput(inputs.dockerConfig, context.workspace, inputs.dockerConfigPassphrase),
    userConfigs: await readUserConfigs(env),
    actor: context.actor,
    githubToken: inputs.githubToken,
    askHelper: (helper, host) => askHelper(helper, host, { run, env: childEnv(env), signal }),
    mask: log.mask,
  });
}

function connectRegistry(
  host: string,
  credentials: Credentials,
  trust: Trust | undefined,
  policy: RetryPolicy,
  machine: Machine,
  pushes = true,
): Registry {
  return createRegistry(host, {
    ...trust,
    pushes,
    retry: policy,
    credential: async () => (await credentials.resolve(host))?.credential,
    signal: machine.signal,
    proxyEnv: machine.env,
    mask: machine.log.mask,
    onRetry: (text, delay) => machine.log.info(`${text}; trying again in ${(delay / 1000).toFixed(1)} s`),
  });
}

async function credentialsFor(
  hosts: readonly string[],
  credentials: Credentials,
): Promise<ReadonlyMap<string, Credential>> {
  const found = await Promise.all(
    [...new Set(hosts)].map(async host => [host, (await credentials.resolve(host))?.credential] as const),
  );
  return new Map(found.filter((entry): entry is [string, Credential] => entry[1] !== undefined));
}

/** A reference of the image: of those that are published the first. Undefined when it has no name. */
export function firstReference(plan: Plan): string | undefined {
  const first = plan.destinations.find(({ decision }) => decision.push === plan.decision.push) ?? plan.destinations[0];
  const tag = first?.tags[0]?.name;
  return first === undefined || tag === undefined ? undefined : `${first.name}:${tag}`;
}

/** That, or a name of our own. */
function nameInEngine(plan: Plan): string {
  return firstReference(plan) ?? `slipway/build:${randomBytes(6).toString('hex')}`;
}

/** Notes the name for post, and what it names now under a second name. */
async function keepName(
  engine: Pick<Engine, 'image' | 'tag'>,
  name: string,
  run: string,
  journal: string,
): Promise<void> {
  const former = await engine.image(name);
  if (former === undefined) return note(journal, { kind: 'image', name, run });
  const keep = { repository: 'slipway/keep', tag: randomBytes(8).toString('hex') };
  await note(journal, { kind: 'image', name, run, keep: `${keep.repository}:${keep.tag}` });
  await engine.tag(name, keep.repository, keep.tag);
}

/** Where the build and its exports write. */
function placesOf({ layout }: Exports, dataRoot: string, folder: string): readonly Place[] {
  return [
    ...(dataRoot === '' ? [] : [{ what: 'the engine keeps images', path: dataRoot }]),
    ...(layout ? [{ what: 'the image is exported to', path: folder }] : []),
  ];
}
