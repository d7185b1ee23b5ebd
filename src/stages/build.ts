import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { BuildResult } from '../buildx/build.ts';
import { build } from '../buildx/build.ts';
import { cacheServiceEnv } from '../child-env.ts';
import type { Context } from '../context.ts';
import { at } from '../context.ts';
import type { Inputs } from '../inputs.ts';
import type { Machine } from '../machine.ts';
import { buildxArgs } from '../plan/buildx-args.ts';
import { gitContext } from '../plan/git-context.ts';
import { engineOutput, hasOutput, layoutOutput, parseOutputs } from '../plan/outputs.ts';
import type { BuildInputs, Plan } from '../plan/types.ts';
import type { Digest } from '../registry/types.ts';
import { removeFolder } from '../run-folder.ts';
import { buildAgain } from './build-again.ts';
import type { Content } from './content.ts';
import type { Distributor } from './distribute.ts';
import { isCall } from './exports.ts';
import { readLayout } from './layout.ts';
import { loadLayout } from './load-layout.ts';
import type { Prepared } from './prepare.ts';

/** What was built and where it is. */
export type Built = Readonly<{
  result: BuildResult;
  /** Name of the image in the engine; undefined when it was not loaded. */
  local: string | undefined;
  /** Folder of the OCI layout; undefined on the fan-out path, and when nothing needs it. */
  layout: string | undefined;
  /** Puts the image into the registries where neither the engine nor a layout is what it comes from. */
  stage?: (to: Distributor) => Promise<Content>;
}>;

/**
 * Builds the image once, in the form that the stage path wants: loaded into the engine under its real name, or as an
 * OCI layout (which is loaded as well where a test or the user needs the image).
 */
export async function buildImage(
  inputs: Inputs,
  context: Context,
  plan: Plan,
  prepared: Prepared,
  machine: Machine,
): Promise<Built> {
  const { exports, localName } = prepared;
  const { attributes, extra } = parseOutputs(inputs.build.outputs);
  const layout = exports.layout ? join(prepared.folder, 'layout') : undefined;
  // The metadata file tells of the last output alone: that must be the one which is published.
  const outputs = [
    ...(isCall(inputs) ? [] : extra),
    ...(layout === undefined ? [] : [layoutOutput(layout, attributes)]),
    ...(exports.engine ? [engineOutput(localName, attributes)] : []),
  ];
  const command = await commandFor(inputs, context, plan, prepared, outputs);
  const once = () => build(command, ports(inputs, context, prepared, machine));
  const clear = async () => (layout === undefined ? undefined : removeFolder(layout));
  const result = await buildAgain(once, clear, inputs.retry, machine).finally(() =>
    // Gates run as the same user, and so do the job's later steps.
    removeFolder(command.secretsFolder),
  );
  // buildx names a digest for a `call` as well, which nothing was exported for.
  if (isCall(inputs)) {
    return { result: { ...result, digest: undefined, configDigest: undefined }, local: undefined, layout };
  }
  const digest = layout === undefined ? result.digest : await takeLayout(layout, prepared, machine);
  const local = exports.engine || exports.load ? localName : undefined;
  if (exports.keep) await nameAll(plan, prepared);
  return { result: { ...result, digest }, layout, local };
}

/** The digest of what the layout holds, which is loaded where it is needed. */
async function takeLayout(layout: string, prepared: Prepared, { run, signal }: Machine): Promise<Digest> {
  const content = await readLayout(layout);
  const { exports, localName, platform, dockerEnv } = prepared;
  if (exports.load) await loadLayout(layout, content, localName, platform, { run, env: dockerEnv, signal });
  return content.root.digest;
}

/** An image that the user keeps has all its names, as after `load` of docker's own action. */
async function nameAll(plan: Plan, { engine, localName }: Prepared): Promise<void> {
  for (const reference of plan.metadata.tags.filter(tag => tag !== localName)) {
    const colon = reference.lastIndexOf(':');
    await engine.tag(localName, reference.slice(0, colon), reference.slice(colon + 1));
  }
}

async function commandFor(
  inputs: Inputs,
  context: Context,
  plan: Plan,
  prepared: Prepared,
  outputs: readonly string[],
) {
  const { build: wanted } = inputs;
  const secretsFolder = join(prepared.folder, 'secrets');
  const metadataFile = join(prepared.folder, 'build.metadata.json');
  // A `docker` archive holds no attestation: the build must not fail for a default that nobody asked for.
  const isArchive = hasOutput(parseOutputs(wanted.outputs).extra, 'docker');
  const { args, files, warnings } = buildxArgs(
    { ...wanted, builder: prepared.builder.name ?? '' },
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
    args: ['buildx', ...args],
    metadataFile,
    secretsFolder,
    dockerfile: dockerfileIn(context.workspace, wanted),
  };
}

function exportsImage(outputs: readonly string[]): boolean {
  return hasOutput(outputs, 'oci', 'docker');
}

/** The Dockerfile's path in the repository. buildx looks in the context when `file` is not given. */
export function dockerfileIn(workspace: string, { file, context }: Pick<BuildInputs, 'file' | 'context'>): string {
  const folder = existsSync(join(workspace, context)) ? context : '';
  return relative(workspace, resolve(workspace, file || join(folder, 'Dockerfile')));
}

/** The workspace holds sources: a git checkout, or at least the Dockerfile (unpacked from an artifact, say). */
export function hasCheckout({ workspace }: Pick<Context, 'workspace'>, file: string): boolean {
  return existsSync(join(workspace, '.git')) || existsSync(join(workspace, file || 'Dockerfile'));
}

function ports(inputs: Inputs, context: Context, prepared: Prepared, machine: Machine) {
  const caches = [...inputs.build.cacheFrom, ...inputs.build.cacheTo];
  return {
    run: machine.run,
    log: machine.log,
    env: { ...prepared.dockerEnv, ...cacheServiceEnv(machine.env, caches) },
    cwd: context.workspace,
    signal: machine.signal,
    debug: context.runnerDebug,
  };
}
