import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Builder } from '../buildx/builder.ts';
import { chooseBuilder } from '../buildx/builder.ts';
import { writeBuildkitdConfig } from '../buildx/buildkitd-config.ts';
import { findEngine } from '../buildx/endpoint.ts';
import type { Engine } from '../buildx/engine.ts';
import { connectEngine } from '../buildx/engine.ts';
import { type EveryEngine, engineByCli, engineInfoByCli } from '../buildx/engine-cli.ts';
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
import { parseOutputs } from '../plan/outputs.ts';
import type { Plan } from '../plan/types.ts';
import type { Log } from '../ports.ts';
import { readIfThere } from '../read-if-there.ts';
import { createRegistry } from '../registry/client.ts';
import type { Credential, Registry } from '../registry/types.ts';
import type { RetryPolicy } from '../retry.ts';
import { JOURNAL, note } from '../undo.ts';
import { trustInBuilder } from './builder-trust.ts';
import { placesOf, warnOfLittleRoom } from './disk.ts';
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
  /** The engine's own platform, `linux/amd64`. */
  platform: string;
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
  const fleet = createFleet(
    pushing.map(destination => ({
      destination,
      repository: registries.get(destination.registry)!.repository(destination.path),
    })),
    log,
  );
  const config = await createPrivateConfig({
    folder,
    userConfigDir: userDir,
    userConfigs: await readUserConfigs(env),
    env: childEnv(env),
    credentials: await credentialsFor([...registries.keys(), ...credentials.hosts], credentials),
  });
  const close = () => {
    for (const registry of registries.values()) registry.close();
  };
  try {
    const socketEngine = endpoint.socket === undefined ? undefined : connectEngine(endpoint.socket, signal);
    const info = socketEngine?.info() ?? engineInfoByCli(run, config.env, signal);
    // No build beside the checks: a wrong password, or a registry that is away, is told before build time is spent.
    const [builder, kept] = await Promise.all([
      chooseBuilder(
        {
          builder: inputs.build.builder,
          layoutOnly: parseOutputs(inputs.build.outputs).attributes['rewrite-timestamp'] === 'true',
          engineIsLocal: socketEngine !== undefined,
        },
        info,
        {
          run,
          log,
          env: config.env,
          signal,
          buildxConfig: config.env.BUILDX_CONFIG ?? join(userDir, 'buildx'),
          readFile: readIfThere,
          willCreate: name => note(journal, { kind: 'builder', name }),
          buildkitdConfig: () => writeBuildkitdConfig(trusts, folder),
        },
      ),
      preflight(inputs, plan, fleet, registries),
    ]);
    await trustInBuilder(trusts, builder, socketEngine !== undefined, {
      run,
      log,
      env: childEnv(env),
      signal,
      willWrite: path => note(journal, { kind: 'file', path }),
    });
    const engine = socketEngine ?? engineByCli(run, config.env, signal);
    const localName = nameInEngine(plan);
    const exports = planExports(inputs, plan.decision.push, builder.path);
    const runName = runReference(localName);
    if (exports.engine || exports.load) await note(journal, { kind: 'image', name: runName });
    if (exports.engine && !exports.keep) await keepName(engine, localName, runName, journal);
    const { architecture, operatingSystem, dataRoot } = await info;
    await warnOfLittleRoom(placesOf(exports, socketEngine === undefined ? '' : dataRoot, folder), log);
    return {
      folder,
      config,
      dockerEnv: config.env,
      builder,
      socketEngine,
      engine,
      exports,
      platform: `${operatingSystem}/${architecture}`,
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
): Registry {
  return createRegistry(host, {
    ...trust,
    pushes: true,
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

/** The first reference that is published; one of our own when there is none. */
function nameInEngine(plan: Plan): string {
  const first = plan.destinations.find(({ decision }) => decision.push === plan.decision.push) ?? plan.destinations[0];
  const tag = first?.tags[0]?.name;
  return first === undefined || tag === undefined
    ? `slipway/build:${randomBytes(6).toString('hex')}`
    : `${first.name}:${tag}`;
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
