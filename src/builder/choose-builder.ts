import type { Trusts } from '../credentials/trust.ts';
import type { EngineEndpoint } from '../engine/endpoint.ts';
import type { EngineInfo } from '../engine/engine.ts';
import { sharesLoopback } from '../engine/own-network.ts';
import { InputError } from '../host/errors.ts';
import { readIfThere } from '../host/files/read-if-there.ts';
import { type Machine, retryPorts } from '../host/machine.ts';
import type { DockerFolders } from '../host/variables/docker.ts';
import type { BuilderSpec } from '../inputs/build/builder-spec.ts';
import { inputsOfImages, type Job } from '../inputs/job.ts';
import type { RunFolder } from '../journal/run-folder.ts';
import type { Mirrors } from '../oci/mirror.ts';
import { chooseBuilder } from './builder.ts';
import { type BuilderInUse, plainBuilder } from './builder-in-use.ts';
import { writeBuildkitdConfig } from './buildkitd-config.ts';
import { withCertificates } from './node-certs.ts';
import { nodesOf } from './nodes.ts';

type Surroundings = Readonly<{
  /** This run's folder. */
  folder: RunFolder;
  /** The user's own folders. */
  user: DockerFolders;
  endpoint: EngineEndpoint;
  engine: Promise<EngineInfo>;
  /** For docker children: with the private Docker config. */
  env: Readonly<Record<string, string>>;
  trusts: Trusts;
  /** The reachable ones. */
  mirrors: Promise<Mirrors>;
  /** Resolves when Docker has every login. */
  loggedIn: Promise<void>;
}>;

/**
 * The builder of this run, ready to build.
 *
 * @throws ActionError BUILDER_UNUSABLE, InputError
 */
export async function builderFor(
  job: Pick<Job, 'inputs' | 'context' | 'several'>,
  { folder, user, endpoint, engine, env: dockerEnv, trusts, mirrors, loggedIn }: Surroundings,
  machine: Machine,
): Promise<BuilderInUse> {
  const { inputs, context } = job;
  const { run, log, signal, env } = machine;
  const { workspace } = context;
  const { builder: spec, build } = inputs;
  const { configDir: dockerConfig, buildxConfigDir: buildxConfig } = user;
  const builder = await chooseBuilder(
    {
      name: build.builder,
      spec: await certified(spec, env, folder.path),
      allow: build.allow,
      layoutOnly: inputsOfImages(job).some(image => image.build.outputs.attributes['rewrite-timestamp'] === 'true'),
      sharesLoopback: () => sharesLoopback(endpoint.socket, readIfThere('/proc/self/mountinfo') ?? '', signal),
    },
    engine,
    {
      ...retryPorts(machine),
      run,
      log,
      signal,
      env: dockerEnv,
      cwd: workspace,
      policy: inputs.retry,
      loggedIn,
      buildxConfig,
      dockerConfig,
      endpoint,
      readFile: readIfThere,
      willCreate: name =>
        folder.note({
          ...{ kind: 'builder', name },
          ...(spec.keepState && { keepState: true }),
        }),
      notCreated: name => folder.note({ kind: 'withdrawn', of: 'builder', name }),
      buildkitdConfig: async driver => {
        const of = { given: spec.config, trusts, mirrors: await mirrors };
        return writeBuildkitdConfig({ driver, ...of, workspace, buildxConfig, folder: folder.path });
      },
    },
  );
  const nodes = builder.name === undefined ? [] : nodesOf(builder.name, { buildxConfig, readFile: readIfThere });
  return plainBuilder(builder, dockerEnv, nodes);
}

/** The certificates are in the run's folder: a builder that outlives the run needs other paths. */
async function certified(spec: BuilderSpec, env: Machine['env'], folder: string): Promise<BuilderSpec> {
  if (!spec.create) return spec;
  const nodes = await withCertificates(spec.nodes, env, folder);
  const count = (of: BuilderSpec['nodes']) => of.flatMap(node => node.driverOpts).length;
  if (spec.cleanup || count(nodes) === count(spec.nodes)) return { ...spec, nodes };
  const problem = 'is false, but the certificates from the environment (`BUILDER_NODE_…`) are deleted after the job';
  const fix = 'Give `cacert=`, `cert=` and `key=` in `driver-opts`, as paths of files that persist.';
  throw new InputError([{ input: 'cleanup', problem, fix }]);
}
