import type { BuildRequest } from '../build/build-request.ts';
import type { Built } from '../build/built.ts';
import { BuildError } from '../build/failure.ts';
import type { BuildResult } from '../build/run-build.ts';
import { forImage, messageOf } from '../host/errors.ts';
import { firstLine } from '../host/text/first-line.ts';
import { detailIn, says } from '../host/tool-messages.ts';
import { pushOutput } from '../plan/terms/outputs.ts';
import type { Target } from '../staging/target.ts';
import { buildByPlatform } from './build-by-platform.ts';
import type { RunBuild } from './push-plan.ts';
import type { Pushed } from './pushed.ts';
import { checkPlatforms, holderOf, readPushed } from './pushed.ts';
import { type Route, routeOf } from './route.ts';
import { stagePushed } from './stage-pushed.ts';
import { stripSubjects } from './strip-subjects.ts';
import { withPublishedDigest } from './with-published-digest.ts';

/**
 * Builds images with a builder that pushes them by digest, each to one repository per registry, concurrently. Layers do
 * not pass through this machine, and no tag is written. The pushed images are read back and verified. Registries that
 * the builder cannot write to get a copy by `stage`.
 *
 * @param requests one for each image that the run publishes
 * @returns one for each of them; undefined if one must not be pushed like this, or the builder can write it to no
 *   registry: then they must come here
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
    firstPerRegistry(notHeldUp(fleet.alive())).filter(({ destination }) => route.reaches(destination.registry)),
  );
  while (direct.every(targets => targets.length > 0)) {
    try {
      const holders = direct;
      const made = await push(requests, { route, direct }, run);
      for (const [at, { pushed }] of made.entries()) {
        const { job, site } = requests[at]!;
        await forImage(site.targets.image.name, () => checkPlatforms(pushed, job.inputs.build.platforms));
      }
      return made.map(({ build, pushed }, at): Built => {
        const image = stripSubjects(pushed);
        const result = withPublishedDigest(build, image.content.root);
        const stage: Built['stage'] = to => stagePushed(image, holders[at]!, fleets[at]!, to);
        return { result, local: undefined, layout: undefined, stage };
      });
    } catch (error) {
      if (!isRefusedPush(error)) throw error;
      direct = withoutRefusing(direct, error);
      const next = direct.every(targets => targets.length > 0) ? COPIED : uploaded(requests.length);
      log.notice(`${firstLine(messageOf(error))}; ${next}`);
    }
  }
  return undefined;
}

const COPIED = 'it gets a copy from another registry';
const uploaded = (count: number) => `the ${count === 1 ? 'image is' : 'images are'} uploaded from here`;

/** For each image, the repositories that the builder writes to. */
type PushPlan = Readonly<{ route: Route; direct: readonly (readonly Target[])[] }>;

async function push(
  requests: readonly BuildRequest[],
  { route, direct }: PushPlan,
  run: RunBuild,
): Promise<readonly Readonly<{ build: BuildResult; pushed: Pushed }>[]> {
  const nameOf = ({ destination }: Target) => `${destination.registry}/${destination.path}`;
  // The metadata file describes only the last output: that must be a pushed one.
  const outputs = (at: number, attributes: Readonly<Record<string, string>>) => [
    ...requests[at]!.job.inputs.build.outputs.extra,
    ...direct[at]!.map(target => pushOutput(nameOf(target), attributes, route.insecure(target.destination.registry))),
  ];
  const read = (at: number, build: BuildResult) =>
    forImage(requests[at]!.site.targets.image.name, () => readPushed(build, direct[at]!.map(holderOf)));
  if (route.isSpread) return buildByPlatform(requests, { run, outputs, read });
  const builds = await run(
    requests,
    requests.map(({ job }, at) => outputs(at, job.inputs.build.outputs.attributes)),
  );
  return Promise.all(builds.map(async (build, at) => ({ build, pushed: await read(at, build) })));
}

/** The first repository of each registry: the others get mounts; a second output would upload everything again. */
function firstPerRegistry(targets: readonly Target[]): readonly Target[] {
  return [...new Map(targets.toReversed().map(target => [target.destination.registry, target])).values()].toReversed();
}

/** A builder waits for the slowest registry indefinitely: optional ones get a copy afterwards. */
function notHeldUp(targets: readonly Target[]): readonly Target[] {
  const required = targets.filter(({ destination }) => !destination.optional);
  return required.length > 0 ? required : targets;
}

/** An image was built but could not be pushed. */
function isRefusedPush(error: unknown): boolean {
  return error instanceof BuildError && says(error.reason, 'pushFailed');
}

/**
 * One failing output cancels the others. A registry that rejected one image is dropped for all: otherwise each attempt
 * could fail on the next image. If BuildKit does not name the registry, none is tried again.
 */
function withoutRefusing(direct: PushPlan['direct'], error: unknown): PushPlan['direct'] {
  const reference = detailIn(messageOf(error), 'pushedTo');
  const refusing = direct
    .flat()
    .map(({ destination }) => destination)
    .find(({ registry, path }) => reference === `${registry}/${path}`)?.registry;
  if (refusing === undefined) return direct.map(() => []);
  return direct.map(targets => targets.filter(({ destination }) => destination.registry !== refusing));
}
