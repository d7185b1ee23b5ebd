import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenBuilder } from '../builder/builder-in-use.ts';
import { pinContexts } from '../dockerfile/contexts.ts';
import { dockerfileIn, hasCheckout } from '../dockerfile/place.ts';
import { loadLayout } from '../engine/load-layout.ts';
import { at, type Context } from '../event/context.ts';
import { pageOf } from '../event/forge.ts';
import { foldersTo, hardenedGitEnv } from '../host/files/hardened-git.ts';
import { dockerVariables } from '../host/variables/docker.ts';
import { removeFolder } from '../journal/run-folder.ts';
import type { Digest } from '../oci/types.ts';
import { isCall } from '../plan/call.ts';
import { gitContext, isRemote } from '../plan/git-context.ts';
import { engineOutput, hasOutput, layoutOutput, packedOutput } from '../plan/terms/outputs.ts';
import { cacheServiceEnv } from '../runner/child-env.ts';
import { readLayout } from '../staging/layout.ts';
import { type Ahead, stagingAhead } from './ahead.ts';
import type { ProvenanceOptions } from './attestations.ts';
import { buildAgain } from './build-again.ts';
import type { BuildRequest, BuildSite } from './build-request.ts';
import { buildxArgs } from './buildx-args.ts';
import type { Built } from './built.ts';
import { isOnlyPushed } from './exports.ts';
import { BuildError } from './failure.ts';
import { noteBuilt } from './names.ts';
import type { BuildPorts, BuildResult } from './run-build.ts';
import { build } from './run-build.ts';

/** The folder of build secrets in this run's folder. */
const SECRETS = 'secrets';

/**
 * Builds the image once, in the form that the stage path needs: loaded into the engine under its real name, pushed by
 * the builder, or as an OCI layout (also loaded if a test or the user needs the image).
 */
export async function buildImage(request: BuildRequest): Promise<Built> {
  const { job, site, machine } = request;
  const { inputs } = job;
  const { exports, local: localName } = site.names;
  const { attributes, extra } = inputs.build.outputs;
  const layout = exports.layout ? join(site.folder, 'layout') : undefined;
  const builder = await site.builder.open();
  // The metadata file describes only the last output, which must be the published one.
  const outputs = [
    ...(isCall(inputs) ? [] : extra),
    ...(layout === undefined ? [] : [layoutOutput(layout, attributes)]),
    ...(exports.engine ? [(builder.keepsPacked ? packedOutput : engineOutput)(localName, attributes)] : []),
  ];
  const clear = async () => {
    await noteBuilt(undefined, site);
    if (layout !== undefined) await removeFolder(layout);
  };
  const building = async () => {
    const command = await commandFor(request, outputs, builder);
    const once = async () => {
      const ahead = aheadOf(site);
      const hooks = { onStarted: ahead?.expect, exporting: () => ahead };
      const result = await build(command, { ...buildPorts(request, builder.env), ...hooks });
      return claim(result, site, ahead);
    };
    return buildAgain(once, clear, inputs.retry, machine);
  };
  const { result, ahead } = await building().finally(async () => {
    // Gates and the job's later steps run as the same user.
    await Promise.all([removeFolder(join(site.folder, SECRETS)), builder.close()]);
  });
  // buildx also reports a digest for a `call`, which exports nothing.
  if (isCall(inputs)) {
    return { result: { ...result, digest: undefined, configDigest: undefined }, local: undefined, layout };
  }
  const digest = layout === undefined ? result.digest : await takeLayout(layout, request);
  const local = exports.engine || exports.load ? site.names.run : undefined;
  if (exports.keep) await nameAll(site);
  return { result: { ...result, digest }, layout, local, ahead };
}

/** Stages the image of one build attempt, if it is only pushed, without waiting for the end of buildx. */
export function aheadOf(site: BuildSite): Ahead | undefined {
  const { stageAhead, names } = site;
  if (stageAhead === undefined || !isOnlyPushed(names.exports)) return undefined;
  return stagingAhead({
    expect: stageAhead.expect,
    prepare: stageAhead.prepare,
    found: digest => (names.isTaken ? nameForRun(digest, site) : noteBuilt(digest, site)),
    name: digest => nameForRun(digest, site),
    stage: (digest, holding) => stageAhead.stage(names.run, digest, holding),
  });
}

/** The end of a build attempt. `ahead`: its image is already being staged. */
type Claimed = Readonly<{ result: BuildResult; ahead: Built['ahead'] }>;

/**
 * Sees to it that the image is there until it is published: it is being staged already, or gets its name for this run.
 * If another run on this engine has built the same name meanwhile, the engine dropped this image: then the build, fully
 * cached, is repeated.
 */
export async function claim(result: BuildResult, site: BuildSite, ahead: Ahead | undefined): Promise<Claimed> {
  const { digest } = result;
  const isHeld = (await ahead?.isHeld(digest)) === true;
  if (!isHeld && site.names.exports.engine && digest !== undefined) {
    await Promise.all([noteBuilt(digest, site), nameForRun(digest, site)]);
  }
  const content = ahead?.stage(digest);
  return { result, ahead: content && { fleet: site.targets.fleet, content } };
}

async function nameForRun(digest: Digest, { engine, names }: BuildSite): Promise<void> {
  try {
    await engine.any.tag(digest, names.run);
  } catch (error) {
    if ((await engine.any.image(digest)) !== undefined) throw error;
    throw new BuildError(`another run on this engine took the name ${names.local}`, { verdict: {} });
  }
}

/** The digest of the layout's content, which is loaded if needed. */
export async function takeLayout(layout: string, { site, machine: { run, signal } }: BuildRequest): Promise<Digest> {
  const content = await readLayout(layout);
  const { names, engine, docker } = site;
  const as = { name: names.run, platform: engine.platform };
  if (names.exports.load) await loadLayout(layout, content, as, { run, env: docker.env, signal });
  return content.root.digest;
}

/** An image that the user keeps gets all its names, as with `load` of docker's own action. */
export async function nameAll({
  engine,
  names,
  targets,
}: Pick<BuildSite, 'engine' | 'names' | 'targets'>): Promise<void> {
  for (const reference of new Set([names.local, ...targets.image.metadata.tags])) {
    await engine.any.tag(names.run, reference);
  }
}

/** The command line of a build with these outputs. Writes its secrets to their folder. */
export async function commandFor(
  { job, site, machine }: BuildRequest,
  outputs: readonly string[],
  builder: Pick<OpenBuilder, 'name' | 'program'>,
) {
  const { inputs, context } = job;
  const { build: wanted } = inputs;
  const { metadata } = site.targets.image;
  const secretsFolder = join(site.folder, SECRETS);
  const metadataFile = join(site.folder, 'build.metadata.json');
  // A `docker` archive can't hold attestations: an unrequested default must not fail the build.
  const isArchive = hasOutput(wanted.outputs.extra, 'docker');
  const { args, files, warnings } = buildxArgs(
    { ...wanted, buildContexts: pinContexts(wanted.buildContexts, site.pins), builder: builder.name ?? '' },
    {
      labels: metadata.labels,
      annotations: exportsImage(outputs) ? metadata.annotations : [],
      outputs,
      metadataFile,
      gitContext: gitContext(context),
      hasCheckout: hasCheckout(context, wanted.file),
      githubToken: inputs.githubToken,
      serverUrl: context.serverUrl,
      secretsFolder,
      provenance: provenanceOptionsOf(context, exportsImage(outputs) && !isArchive),
      policies: site.policies,
    },
  );
  // A run that publishes nothing may be a fork's, where missing secrets are normal.
  const tell = job.plan.decision.push ? machine.log.warning : machine.log.notice;
  for (const warning of warnings) tell(warning);
  await mkdir(secretsFolder, { mode: 0o700 });
  await Promise.all(files.map(file => writeFile(join(secretsFolder, file.name), file.content, { mode: 0o600 })));
  return {
    args,
    buildx: builder.program,
    metadataFile,
    secretsFolder,
    dockerfile: dockerfileIn(context.workspace, wanted),
  };
}

/** Provenance options for a build of this run. @param isPossible its outputs can hold one */
export function provenanceOptionsOf(context: Context, isPossible: boolean): ProvenanceOptions {
  const { env, payload } = context;
  return {
    isPrivate: at(payload, 'repository', 'private') === true,
    runUrl: pageOf(context),
    noDefault: dockerVariables(env).noDefaultAttestations || !isPossible,
  };
}

/**
 * One build with exactly these outputs.
 *
 * @param clear removes the remains of a failed attempt
 */
export async function pushingBuild(
  request: BuildRequest,
  outputs: readonly string[],
  clear: () => Promise<void> = async () => {},
): Promise<BuildResult> {
  const { job, site, machine } = request;
  const command = await commandFor(request, outputs, { name: site.builder.name, program: undefined });
  const once = () => build(command, buildPorts(request, site.builder.env));
  return buildAgain(once, clear, job.inputs.retry, machine).finally(() => removeFolder(command.secretsFolder));
}

export function exportsImage(outputs: readonly string[]): boolean {
  return hasOutput(outputs, 'oci', 'docker', 'image');
}

/** Where a build runs, and its environment. */
export function buildPorts({ job, site, machine }: BuildRequest, env: OpenBuilder['env']): BuildPorts {
  const { inputs, context } = job;
  const caches = [...inputs.build.cacheFrom, ...inputs.build.cacheTo];
  return {
    run: machine.run,
    log: machine.log,
    env: hardenedGitEnv(
      { ...env, ...cacheServiceEnv(machine.env, caches) },
      foldersTo(context.workspace, isRemote(inputs.build.context) ? '' : inputs.build.context),
    ),
    cwd: context.workspace,
    signal: machine.signal,
    debug: context.runnerDebug,
    onAttempt: site.onAttempt,
  };
}
