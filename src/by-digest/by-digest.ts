import type { BuildRequest } from '../build/build-request.ts';
import type { Built } from '../build/built.ts';
import { BuildError } from '../build/failure.ts';
import type { BuildResult } from '../build/run-build.ts';
import { messageOf } from '../host/errors.ts';
import { pushOutput } from '../plan/terms/outputs.ts';
import type { Target } from '../staging/target.ts';
import { buildByPlatform } from './build-by-platform.ts';
import type { RunBuild } from './push-plan.ts';
import type { Pushed } from './pushed.ts';
import { checkPlatforms, holderOf, readPushed } from './pushed.ts';
import { retold } from './retold.ts';
import { type Route, routeOf } from './route.ts';
import { stagePushed } from './stage-pushed.ts';
import { stripSubjects } from './strip-subjects.ts';

/**
 * Builds images with a builder that pushes them by itself, by digest, each into one repository of each of its
 * registries, all of them at once. Layers do not pass through this machine, and no tag is written. What was pushed is
 * read back, never taken on trust. A registry that the builder cannot write to is left to `stage`, which copies from
 * another one.
 *
 * @param requests one for each image that the run publishes
 * @returns one for each of them; undefined when one is not to be pushed so, or the builder can write it to no registry:
 * they have to come here.
 * @throws BuildError, ActionError DIGEST_MISMATCH or CANCELLED
 */
export async function buildByDigest(
  requests: readonly BuildRequest[],
  run: RunBuild,
): Promise<readonly Built[] | undefined> {
  const route = routeOf(requests);
  if (!route.byDigest) return undefined;
  const { log } = requests[0]!.machine;
  const fleets = requests.map(({ site }) => site.targets.fleet);
  let direct: PushPlan['direct'] = fleets.map(fleet =>
    onePerRegistry(notHeldUp(fleet.alive())).filter(({ destination }) => route.reaches(destination.registry)),
  );
  while (direct.every(targets => targets.length > 0)) {
    try {
      const holders = direct;
      const made = await push(requests, { route, direct }, run);
      return made.map(({ build, pushed }, at): Built => {
        checkPlatforms(pushed, requests[at]!.job.inputs.build.platforms);
        const image = stripSubjects(pushed);
        const result = retold(build, image.content.root);
        const stage: Built['stage'] = to => stagePushed(image, holders[at]!, fleets[at]!, to);
        return { result, local: undefined, layout: undefined, stage };
      });
    } catch (error) {
      if (!isRefusedPush(error)) throw error;
      direct = withoutRefusing(direct, error);
      const next = direct.every(targets => targets.length > 0) ? COPIED : uploaded(requests.length);
      log.notice(`${firstLine(error)}; ${next}`);
    }
  }
  return undefined;
}

const COPIED = 'it gets a copy from another registry';
const uploaded = (count: number) => `the ${count === 1 ? 'image is' : 'images are'} uploaded from here`;

/** For each image the repositories that the builder writes to. */
type PushPlan = Readonly<{ route: Route; direct: readonly (readonly Target[])[] }>;

async function push(
  requests: readonly BuildRequest[],
  { route, direct }: PushPlan,
  run: RunBuild,
): Promise<readonly Readonly<{ build: BuildResult; pushed: Pushed }>[]> {
  const nameOf = ({ destination }: Target) => `${destination.registry}/${destination.path}`;
  // The metadata file describes the last output alone: that must be one which is pushed.
  const outputs = (at: number, attributes: Readonly<Record<string, string>>) => [
    ...requests[at]!.job.inputs.build.outputs.extra,
    ...direct[at]!.map(target => pushOutput(nameOf(target), attributes, route.insecure(target.destination.registry))),
  ];
  const read = (at: number, build: BuildResult) => readPushed(build, direct[at]!.map(holderOf));
  if (route.isSpread) return buildByPlatform(requests, { run, outputs, read });
  const builds = await run(
    requests,
    requests.map(({ job }, at) => outputs(at, job.inputs.build.outputs.attributes)),
  );
  return Promise.all(builds.map(async (build, at) => ({ build, pushed: await read(at, build) })));
}

/** Of each registry the first repository: the others get mounts, where a second output would upload everything again. */
function onePerRegistry(targets: readonly Target[]): readonly Target[] {
  return [...new Map(targets.toReversed().map(target => [target.destination.registry, target])).values()].toReversed();
}

/** A builder waits for the slowest registry, without end: one that is optional gets a copy afterwards. */
function notHeldUp(targets: readonly Target[]): readonly Target[] {
  const required = targets.filter(({ destination }) => !destination.optional);
  return required.length > 0 ? required : targets;
}

/** BuildKit's words for an image that was built and could not be sent, after the name of the target where there are several. */
function isRefusedPush(error: unknown): boolean {
  return error instanceof BuildError && /^(?:target \S+: )?failed to push\b/.test(error.reason);
}

/**
 * One failing output cancels the others. A registry that refuses one image is given no other: with many of them, each
 * attempt would find the next one. Where BuildKit does not say which one it was, none is tried again.
 */
function withoutRefusing(direct: PushPlan['direct'], error: unknown): PushPlan['direct'] {
  const [, reference = ''] = /failed to push ([^\s:@]+(?::\d+)?[^\s:@]*)/.exec(messageOf(error)) ?? [];
  const refusing = direct
    .flat()
    .map(({ destination }) => destination)
    .find(({ registry, path }) => reference === `${registry}/${path}`)?.registry;
  if (refusing === undefined) return direct.map(() => []);
  return direct.map(targets => targets.filter(({ destination }) => destination.registry !== refusing));
}

function firstLine(error: unknown): string {
  return messageOf(error).split('\n')[0] ?? '';
}
