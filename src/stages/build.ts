import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
import type { Plan } from '../plan/types.ts';
import type { Prepared } from './prepare.ts';

/** What was built and where it is. */
export type Built = Readonly<{
  result: BuildResult;
  /** Name of the image in the engine; undefined when it was not loaded. */
  local: string | undefined;
  /** Folder of the OCI layout; undefined on the fan-out path, and when nothing is to be published. */
  layout: string | undefined;
}>;

/**
 * Builds the image once, in the form that the stage path wants: loaded into the engine under its real name, or as an
 * OCI layout (and loaded as well where a test needs it).
 */
export async function buildImage(
  inputs: Inputs,
  context: Context,
  plan: Plan,
  prepared: Prepared,
  machine: Machine,
): Promise<Built> {
  const parsed = parseOutputs(inputs.build.outputs);
  const needsLocal = inputs.test !== '' || inputs.build.load || parsed.load;
  const isFanOut = prepared.builder.path === 'fan-out';
  const isCall = inputs.build.call !== '' && inputs.build.call !== 'build';
  const layout = !isFanOut && plan.decision.push && !isCall ? join(prepared.folder, 'layout') : undefined;
  const local =
    (isFanOut && parsed.extra.length === 0) || plan.decision.push || needsLocal ? prepared.localName : undefined;

  // One more build, all of it cached, where the driver cannot load an index and export a layout in one.
  const loadsApart =
    local !== undefined && !isFanOut && needsLocal && !prepared.loadsIndex && inputs.build.platforms.length > 1;
  const loadsHere = local !== undefined && !isCall && (isFanOut || (needsLocal && !loadsApart));
  const outputs = [
    ...(layout === undefined ? [] : [layoutOutput(layout, parsed.attributes)]),
    ...(loadsHere ? [engineOutput(local, isFanOut ? parsed.attributes : {})] : []),
    ...parsed.extra,
  ];
  const command = await commandFor(inputs, context, plan, prepared, outputs);
  const result = await build(command, ports(inputs, context, prepared, machine));
  if (loadsApart && local !== undefined) {
    const native = { ...inputs, build: { ...inputs.build, platforms: [prepared.platform] } };
    const load = await commandFor(native, context, plan, prepared, [engineOutput(local, {})], 'load');
    await build(load, ports(inputs, context, prepared, machine));
  }
  return { result, layout, local: loadsHere || loadsApart ? local : undefined };
}

async function commandFor(
  inputs: Inputs,
  context: Context,
  plan: Plan,
  prepared: Prepared,
  outputs: readonly string[],
  name = 'build',
) {
  const { build: wanted } = inputs;
  const secretsFolder = join(prepared.folder, `secrets-${name}`);
  const metadataFile = join(prepared.folder, `${name}.metadata.json`);
  // A second build must neither export caches again nor write the user's own outputs.
  const build = name === 'build' ? wanted : { ...wanted, cacheTo: [] };
  const isImage = outputs.length === 0 || !hasOutput(outputs, 'local', 'tar') || outputs.length > 1;
  const { args, files, warnings } = buildxArgs(
    { ...build, builder: prepared.builder.name ?? '' },
    {
      labels: plan.metadata.labels,
      annotations: isImage && outputs.length > 0 ? plan.metadata.annotations : [],
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
        noDefault: /^(?:1|t|true)$/i.test(context.env.BUILDX_NO_DEFAULT_ATTESTATIONS ?? '') || !exportsImage(outputs),
      },
    },
  );
  for (const warning of warnings) prepared.log.warning(warning);
  await mkdir(secretsFolder, { mode: 0o700 });
  await Promise.all(files.map(file => writeFile(join(secretsFolder, file.name), file.content, { mode: 0o600 })));
  return { args: ['buildx', ...args], metadataFile, dockerfile: wanted.file || 'Dockerfile' };
}

function exportsImage(outputs: readonly string[]): boolean {
  return hasOutput(outputs, 'oci', 'docker');
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
