import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { begunTogether } from '../build/ahead.ts';
import { buildAgain } from '../build/build-again.ts';
import {
  aheadOf,
  buildPorts,
  claim,
  exportsImage,
  nameAll,
  provenanceOptionsOf,
  takeLayout,
} from '../build/build-image.ts';
import type { BuildRequest } from '../build/build-request.ts';
import type { Built } from '../build/built.ts';
import { noteBuilt } from '../build/names.ts';
import type { BuildStats } from '../build/progress/steps.ts';
import {
  type BuildPorts,
  type BuildResult,
  checksOf,
  metadataOf,
  readMetadataFile,
  runBuildx,
} from '../build/run-build.ts';
import type { OpenBuilder } from '../builder/builder-in-use.ts';
import { dockerfileIn, hasCheckout } from '../dockerfile/place.ts';
import { allEnded } from '../host/all-ended.ts';
import { ActionError, forImage } from '../host/errors.ts';
import { fieldsIn, isObject } from '../host/fields.ts';
import { makeFolder } from '../host/files/make-folder.ts';
import { quote } from '../host/text/quote.ts';
import { removeFolder } from '../journal/run-folder.ts';
import { buildContext, gitContext } from '../plan/git-context.ts';
import { secretArgs } from '../plan/secrets.ts';
import { engineOutput, hasOutput, layoutOutput, packedOutput } from '../plan/terms/outputs.ts';
import { definitionText, imageTarget, pinnedTarget } from './definition.ts';
import { type BakeTarget, specsIn } from './target.ts';

/** One of the images that are built together. */
type BakeImage = Readonly<{
  name: string;
  /** As for a separate build. */
  request: BuildRequest;
  /** Its settings in a bake definition. */
  given: BakeTarget | undefined;
}>;

/** Everything that one command builds. */
export type Bake = Readonly<{
  images: readonly BakeImage[];
  /** Targets that others are built from, and which of them are also built for their own sake. */
  linked: Readonly<Record<string, BakeTarget>>;
  beside: readonly string[];
}>;

export const SECRETS = 'bake-secrets';

/**
 * Builds all images with one command, so that they share a session with BuildKit: contexts are sent once, and shared
 * stages are built once.
 *
 * @returns one for each image, in order
 * @throws BuildError, ActionError CANCELLED
 */
export async function buildImages(bake: Bake, run: BuildRequest): Promise<readonly Built[]> {
  const { images } = bake;
  const { site, machine, job } = run;
  const layouts = images.map(({ request }, at) =>
    request.site.names.exports.layout ? join(site.folder, `layout-${at}`) : undefined,
  );
  const builder = await site.builder.open();
  const clear = async () => {
    await Promise.all(images.map(({ request }) => noteBuilt(undefined, request.site)));
    await Promise.all(layouts.map(layout => layout !== undefined && removeFolder(layout)));
  };
  const building = async () => {
    const targets = await Promise.all(
      images.map((image, at) => targetOf(image, outputsOf(image, layouts[at], builder), at)),
    );
    const once = async () => {
      const aheads = images.map(({ request }) => aheadOf(request.site));
      const together = begunTogether(aheads);
      // buildx does not name the target if there is only one.
      const exporting = (target: string) => together[images.findIndex(({ name }) => name === target || target === '')];
      const onStarted = () => {
        for (const ahead of aheads) ahead?.expect();
      };
      const results = await buildOnce(bake, targets, { run, builder, exporting, onStarted });
      return allEnded(results.map((result, at) => claim(result, images[at]!.request.site, aheads[at])));
    };
    return buildAgain(once, clear, job.inputs.retry, machine);
  };
  const results = await building().finally(async () => {
    // Gates and the job's later steps run as the same user.
    await Promise.all([removeFolder(join(site.folder, SECRETS)), builder.close()]);
  });
  return allEnded(
    results.map(async ({ result, ahead }, at) => ({ ...(await builtOf(images[at]!, result, layouts[at])), ahead })),
  );
}

/** Builds all images again, with every step cached, only to write caches. */
export async function writeCaches(bake: Bake, run: BuildRequest): Promise<void> {
  const { name, env } = run.site.builder;
  try {
    const targets = await Promise.all(bake.images.map((image, at) => targetOf(image, ['type=cacheonly'], at)));
    await buildOnce({ ...bake, beside: [] }, targets, { run, builder: { name, env, program: undefined } });
  } finally {
    await removeFolder(join(run.site.folder, SECRETS));
  }
}

async function builtOf({ request, name }: BakeImage, result: BuildResult, layout: string | undefined): Promise<Built> {
  const { exports, run } = request.site.names;
  const digest = layout === undefined ? result.digest : await forImage(name, () => takeLayout(layout, request));
  if (digest === undefined && (exports.engine || exports.layout)) {
    throw new ActionError('BUILD_FAILED', `the build of ${name} produced no image`);
  }
  if (exports.keep) await forImage(name, () => nameAll(request.site));
  return { result: { ...result, digest }, layout, local: exports.engine || exports.load ? run : undefined };
}

/** The metadata file describes only the last output, which must be the published one. */
function outputsOf({ request }: BakeImage, layout: string | undefined, builder: OpenBuilder): readonly string[] {
  const { exports, local } = request.site.names;
  const { attributes, extra } = request.job.inputs.build.outputs;
  return [
    ...extra,
    ...(layout === undefined ? [] : [layoutOutput(layout, attributes)]),
    ...(exports.engine ? [(builder.keepsPacked ? packedOutput : engineOutput)(local, attributes)] : []),
  ];
}

/** A target of the definition. Writes its secrets to their folder. */
export async function targetOf(
  { request, given }: BakeImage,
  outputs: readonly string[],
  at: number,
): Promise<BakeTarget> {
  const { job, site, machine } = request;
  const { inputs, context } = job;
  const { build } = inputs;
  const { metadata } = site.targets.image;
  const git = gitContext(context);
  const checkout = hasCheckout(context, build.file);
  const folder = join(site.folder, SECRETS, String(at));
  const secrets = secretArgs(build, folder, gitAuthOf(request, buildContext(build.context, git, checkout)));
  if (secrets.files.length > 0) await makeFolder(folder, 0o700);
  await Promise.all(secrets.files.map(({ name, content }) => writeFile(join(folder, name), content, { mode: 0o600 })));
  // A run that publishes nothing may be a fork's, where missing secrets are normal.
  const tell = job.plan.decision.push ? machine.log.warning : machine.log.notice;
  for (const id of secrets.empty) tell(`build secret ${quote(id)} is empty: it is left out`);
  const target = imageTarget(build, {
    given,
    labels: metadata.labels,
    annotations: exportsImage(outputs) ? metadata.annotations : [],
    outputs,
    secrets: secrets.specs,
    gitContext: git,
    hasCheckout: checkout,
    workspace: context.workspace,
    env: site.builder.env,
    provenance: provenanceOptionsOf(context, exportsImage(outputs) && !hasOutput(build.outputs.extra, 'docker')),
    policies: site.policies,
  });
  return pinnedTarget(target, site.pins);
}

/** The job's token for the server that runs the job, if a build reads from there. */
function gitAuthOf({ job: { inputs, context } }: BuildRequest, from: string) {
  const host = URL.canParse(context.serverUrl) ? new URL(context.serverUrl).host : '';
  const isNeeded = from.startsWith(gitContext(context)) && inputs.githubToken !== '' && host !== '';
  return isNeeded ? { host, token: inputs.githubToken } : undefined;
}

type Tools = Readonly<{
  run: BuildRequest;
  builder: Pick<OpenBuilder, 'name' | 'program' | 'env'>;
  exporting?: BuildPorts['exporting'];
  onStarted?: BuildPorts['onStarted'];
}>;

export async function buildOnce(
  { images, linked, beside }: Bake,
  targets: readonly BakeTarget[],
  { run, builder, exporting, onStarted }: Tools,
): Promise<readonly BuildResult[]> {
  const { job, site } = run;
  const { workspace } = job.context;
  const names = images.map(({ name }) => name);
  const others = Object.entries(linked).map(
    ([name, target]) => [name, withPolicies(pinnedTarget(target, site.pins), site.policies ?? [])] as const,
  );
  const definition = {
    ...Object.fromEntries(others),
    ...Object.fromEntries(targets.map((target, at) => [names[at]!, target])),
  };
  const file = join(site.folder, 'bake.json');
  const metadataFile = join(site.folder, 'build.metadata.json');
  // The definition may contain secrets, such as build arguments and labels, that other users of this machine must not
  // see.
  await writeFile(file, definitionText(definition), { mode: 0o600 });
  const args = [
    ...['bake', '--progress=rawjson', '--file', file, '--metadata-file', metadataFile],
    ...(builder.name === undefined ? [] : ['--builder', builder.name]),
    ...allowed(run, images).flatMap(each => ['--allow', each]),
    '--',
    ...names,
    ...beside,
  ];
  const dockerfileOf = (name: string) => {
    const image = images.find(each => each.name === name);
    return dockerfileIn(workspace, image?.request.job.inputs.build ?? job.inputs.build);
  };
  const everyBuild = images.map(({ request }) => request.job.inputs.build);
  const inLinked = (key: string) => Object.values(linked).flatMap(target => specsIn(target, key));
  const cacheFrom = [...everyBuild.flatMap(build => build.cacheFrom), ...inLinked('cache-from')];
  const cacheTo = [...everyBuild.flatMap(build => build.cacheTo), ...inLinked('cache-to')];
  const all = {
    ...run,
    job: { ...job, inputs: { ...job.inputs, build: { ...job.inputs.build, cacheFrom, cacheTo } } },
  };
  const ports = { ...buildPorts(all, builder.env), exporting, onStarted };
  const stats = await runBuildx({ args, buildx: builder.program }, dockerfileOf, ports);
  const command = { names, stats, dockerfile: dockerfileOf(names[0] ?? ''), linked: Object.keys(linked) };
  return resultsIn(await readMetadataFile(metadataFile), command);
}

/**
 * What buildx would otherwise ask for at a terminal: this run's folder, and the workflow's grants. Anything else that a
 * definition requires (files outside the workspace, the host's network) is refused.
 */
function allowed({ job, site }: BuildRequest, images: readonly BakeImage[]): readonly string[] {
  // With `builds`, every path was written in the workflow.
  const isOurs = images.every(({ given }) => given === undefined);
  const asked = images.flatMap(({ request }) => request.job.inputs.build.allow);
  const ssh = images.some(({ request }) => request.job.inputs.build.ssh.length > 0) ? ['ssh'] : [];
  return [...new Set([...(isOurs ? ['fs=*'] : [`fs=${site.folder}`]), ...ssh, ...job.inputs.build.allow, ...asked])];
}

/** Policies also apply to linked targets. */
function withPolicies(target: BakeTarget, policies: readonly string[]): BakeTarget {
  return policies.length === 0 ? target : { ...target, policy: [...specsIn(target, 'policy'), ...policies] };
}

/** What one command built. */
type Command = Readonly<{ names: readonly string[]; stats: BuildStats; dockerfile: string; linked: readonly string[] }>;

function resultsIn(
  { json }: Awaited<ReturnType<typeof readMetadataFile>>,
  { names, stats, dockerfile, linked }: Command,
): readonly BuildResult[] {
  const checks = checksOf(json['buildx.build.warnings'], dockerfile);
  const behind = linked.flatMap(name => (isObject(json[name]) ? [JSON.stringify(json[name])] : []));
  return names.map((name, at) => {
    const part = fieldsIn(json[name]);
    // Of the whole command: a step's image is in its name, and several images may share it.
    return { ...metadataOf(part, JSON.stringify(part)), linked: behind, stats, checks: at === 0 ? checks : [] };
  });
}
