import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildResult } from '../buildx/build.ts';
import { build } from '../buildx/build.ts';
import { BuildError } from '../buildx/failure.ts';
import { findBuildx } from '../buildx/plugin.ts';
import { cacheServiceEnv } from '../child-env.ts';
import type { Context } from '../context.ts';
import { at } from '../context.ts';
import { hardenedGitEnv } from '../hardened-git.ts';
import type { Inputs } from '../inputs.ts';
import type { Machine } from '../machine.ts';
import { buildxArgs } from '../plan/buildx-args.ts';
import { gitContext } from '../plan/git-context.ts';
import { engineOutput, hasOutput, layoutOutput, packedOutput, parseOutputs } from '../plan/outputs.ts';
import type { Plan } from '../plan/types.ts';
import type { Digest } from '../registry/types.ts';
import { removeFolder } from '../run-folder.ts';
import { besideChecks } from './beside-checks.ts';
import { buildAgain } from './build-again.ts';
import { buildByDigest } from './by-digest.ts';
import type { Content } from './content.ts';
import type { Distributor } from './distribute.ts';
import { dockerfileIn, hasCheckout } from './dockerfile.ts';
import { isCall } from './exports.ts';
import { readLayout } from './layout.ts';
import { loadLayout } from './load-layout.ts';
import { packedBuilder } from './packed-builder.ts';
import type { Prepared } from './prepare.ts';

/** What was built and where it is. */
export type Built = Readonly<{
  result: BuildResult;
  /** The run's own name of the image in the engine (`runReference`); undefined when it was not loaded. */
  local: string | undefined;
  /** Folder of the OCI layout; undefined on the fan-out path, and when nothing needs it. */
  layout: string | undefined;
  /** Its manifests, where they are known without a layout. */
  content?: Content;
  /** Puts the image into the registries where neither the engine nor a layout is what it comes from. */
  stage?: (to: Distributor) => Promise<Content>;
}>;

/** All that a build is made of. */
export type BuildRequest = Readonly<{
  inputs: Inputs;
  context: Context;
  plan: Plan;
  prepared: Prepared;
  machine: Machine;
}>;

/** The folder of build secrets in the run's own. */
const SECRETS = 'secrets';

/**
 * Builds the image once, in the form that the stage path wants: loaded into the engine under its real name, pushed
 * by the builder itself, or as an OCI layout (which is loaded as well where a test or the user needs the image).
 */
export async function buildImage(
  inputs: Inputs,
  context: Context,
  plan: Plan,
  prepared: Prepared,
  machine: Machine,
): Promise<Built> {
  const packed = await packedBuilder(inputs, context, prepared, machine);
  if (packed === undefined) await prepared.checked;
  const pushed = await buildByDigest({ inputs, context, plan, prepared, machine }, pushingBuild);
  if (pushed !== undefined) return pushed;
  const { exports, localName } = prepared;
  const { attributes, extra } = parseOutputs(inputs.build.outputs);
  const layout = exports.layout ? join(prepared.folder, 'layout') : undefined;
  // The metadata file tells of the last output alone: that must be the one which is published.
  const outputs = [
    ...(isCall(inputs) ? [] : extra),
    ...(layout === undefined ? [] : [layoutOutput(layout, attributes)]),
    ...(exports.engine ? [(packed ? packedOutput : engineOutput)(localName, attributes)] : []),
  ];
  const clear = async () => (layout === undefined ? undefined : removeFolder(layout));
  const building = async (): Promise<BuildResult> => {
    const command = await commandFor(inputs, context, plan, prepared, outputs, packed?.name);
    const { env, ...others } = buildPorts(inputs, context, prepared, machine);
    const ports = { ...others, env: packed ? { ...env, BUILDX_CONFIG: packed.buildxConfig } : env };
    const buildx = packed && findBuildx(env);
    return besideChecks(prepared.checked, machine.signal, signal => {
      const once = async () => claim(await build({ ...command, buildx }, { ...ports, signal }), prepared);
      return buildAgain(once, clear, inputs.retry, { ...machine, signal });
    });
  };
  const result = await building().finally(async () => {
    // Gates run as the same user, and so do the job's later steps.
    await Promise.all([removeFolder(join(prepared.folder, SECRETS)), packed?.close()]);
    if (packed !== undefined) prepared.afterwards(removeFolder(packed.buildxConfig));
  });
  // buildx names a digest for a `call` as well, which nothing was exported for.
  if (isCall(inputs)) {
    return { result: { ...result, digest: undefined, configDigest: undefined }, local: undefined, layout };
  }
  const digest = layout === undefined ? result.digest : await takeLayout(layout, prepared, machine);
  const local = exports.engine || exports.load ? prepared.runName : undefined;
  if (exports.keep) await nameAll(plan, prepared);
  return { result: { ...result, digest }, layout, local };
}

/**
 * Gives the image its name for this run. Another run on this engine that built the same name meanwhile has made the
 * engine drop this one's image: then the build, all cached, is done once more.
 */
async function claim(result: BuildResult, { exports, engine, runName, localName }: Prepared): Promise<BuildResult> {
  const { digest } = result;
  if (!exports.engine || digest === undefined) return result;
  const colon = runName.lastIndexOf(':');
  try {
    await engine.tag(digest, runName.slice(0, colon), runName.slice(colon + 1));
  } catch (error) {
    if ((await engine.image(digest)) !== undefined) throw error;
    throw new BuildError(`another run on this engine has taken the name ${localName}`, { temporary: true });
  }
  return result;
}

/** The digest of what the layout holds, which is loaded where it is needed. */
async function takeLayout(layout: string, prepared: Prepared, { run, signal }: Machine): Promise<Digest> {
  const content = await readLayout(layout);
  const { exports, runName, platform, dockerEnv } = prepared;
  if (exports.load) await loadLayout(layout, content, runName, platform, { run, env: dockerEnv, signal });
  return content.root.digest;
}

/** An image that the user keeps has all its names, as after `load` of docker's own action. */
export async function nameAll(
  plan: Plan,
  { engine, runName, localName }: Pick<Prepared, 'engine' | 'runName' | 'localName'>,
): Promise<void> {
  for (const reference of new Set([localName, ...plan.metadata.tags])) {
    const colon = reference.lastIndexOf(':');
    await engine.tag(runName, reference.slice(0, colon), reference.slice(colon + 1));
  }
}

/** The command line of a build with these outputs; its secrets are written to their folder. */
export async function commandFor(
  inputs: Inputs,
  context: Context,
  plan: Plan,
  prepared: Prepared,
  outputs: readonly string[],
  builder = prepared.builder.name,
) {
  const { build: wanted } = inputs;
  const secretsFolder = join(prepared.folder, SECRETS);
  const metadataFile = join(prepared.folder, 'build.metadata.json');
  // A `docker` archive holds no attestation: the build must not fail for a default that nobody asked for.
  const isArchive = hasOutput(parseOutputs(wanted.outputs).extra, 'docker');
  const { args, files, warnings } = buildxArgs(
    { ...wanted, builder: builder ?? '' },
    {
      labels: plan.metadata.labels,
      annotations: exportsImage(outputs) ? plan.metadata.annotations : [],
      outputs,
      metadataFile,
      gitContext: gitContext(context),
      hasCheckout: hasCheckout(context, wanted.file),
      githubToken: inputs.githubToken,
      serverUrl: context.serverUrl,
      secretsFolder,
      provenance: {
        isPrivate: at(context.payload, 'repository', 'private') === true,
        runUrl: `${context.serverUrl}/${context.repository}/actions/runs/${context.runId}/attempts/${context.runAttempt}`,
        noDefault:
          /^(?:1|t|true)$/i.test(context.env.BUILDX_NO_DEFAULT_ATTESTATIONS ?? '') ||
          !exportsImage(outputs) ||
          isArchive,
      },
    },
  );
  for (const warning of warnings) prepared.log.warning(warning);
  await mkdir(secretsFolder, { mode: 0o700 });
  await Promise.all(files.map(file => writeFile(join(secretsFolder, file.name), file.content, { mode: 0o600 })));
  return {
    args,
    metadataFile,
    secretsFolder,
    dockerfile: dockerfileIn(context.workspace, wanted),
  };
}

/** One build whose outputs the builder pushes itself. */
async function pushingBuild(request: BuildRequest, outputs: readonly string[]): Promise<BuildResult> {
  const { inputs, context, plan, prepared, machine } = request;
  const command = await commandFor(inputs, context, plan, prepared, outputs);
  const once = () => build(command, buildPorts(inputs, context, prepared, machine));
  const nothing = async () => {};
  return buildAgain(once, nothing, inputs.retry, machine).finally(() => removeFolder(command.secretsFolder));
}

function exportsImage(outputs: readonly string[]): boolean {
  return hasOutput(outputs, 'oci', 'docker', 'image');
}

/** Where a build runs and what it sees. */
export function buildPorts(inputs: Inputs, context: Context, prepared: Prepared, machine: Machine) {
  const caches = [...inputs.build.cacheFrom, ...inputs.build.cacheTo];
  return {
    run: machine.run,
    log: machine.log,
    env: hardenedGitEnv({ ...prepared.dockerEnv, ...cacheServiceEnv(machine.env, caches) }),
    cwd: context.workspace,
    signal: machine.signal,
    debug: context.runnerDebug,
    heard: prepared.heard,
  };
}
