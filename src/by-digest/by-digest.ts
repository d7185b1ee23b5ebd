import type { BuildRequest } from '../build/build-request.ts';
import type { Built } from '../build/built.ts';
import { BuildError } from '../build/failure.ts';
import type { BuildResult } from '../build/run-build.ts';
import { messageOf } from '../host/errors.ts';
import { pushOutput } from '../plan/terms/outputs.ts';
import type { Target } from '../staging/target.ts';
import { buildByPlatform } from './build-by-platform.ts';
import type { PushPlan, RunBuild } from './push-plan.ts';
import type { Pushed } from './pushed.ts';
import { checkPlatforms, holderOf, readPushed } from './pushed.ts';
import { retold } from './retold.ts';
import { type Route, routeOf } from './route.ts';
import { stagePushed } from './stage-pushed.ts';
import { stripSubjects } from './strip-subjects.ts';

/**
 * Builds the image with a builder that pushes it by itself, by digest, into one repository of each registry, all of
 * them at once. Layers do not pass through this machine, and no tag is written. What was pushed is read back, never
 * taken on trust. A registry that the builder cannot write to is left to `stage`, which copies from another one.
 *
 * @returns undefined when it is not to be pushed so, or the builder can write to no registry: the image has to come
 * here.
 * @throws BuildError, ActionError DIGEST_MISMATCH or CANCELLED
 */
export async function buildByDigest(request: BuildRequest, run: RunBuild): Promise<Built | undefined> {
  const route = routeOf(request);
  if (!route.byDigest) return undefined;
  const { fleet } = request.site.targets;
  const { log } = request.machine;
  let direct: readonly Target[] = onePerRegistry(notHeldUp(fleet.alive())).filter(({ destination }) =>
    route.reaches(destination.registry),
  );
  while (direct.length > 0) {
    try {
      const { build, pushed } = await push(request, planFor(request, route, direct), run);
      checkPlatforms(pushed, request.job.inputs.build.platforms);
      const image = stripSubjects(pushed);
      const result = retold(build, image.content.root);
      const holders = direct;
      return { result, local: undefined, layout: undefined, stage: to => stagePushed(image, holders, fleet, to) };
    } catch (error) {
      if (!isRefusedPush(error)) throw error;
      direct = withoutRefusing(direct, error);
      const next = direct.length > 0 ? 'it gets a copy from another registry' : 'the image is uploaded from here';
      log.notice(`${firstLine(error)}; ${next}`);
    }
  }
  return undefined;
}

function planFor({ job: { inputs } }: BuildRequest, route: Route, direct: readonly Target[]): PushPlan {
  const { extra } = inputs.build.outputs;
  const nameOf = ({ destination }: Target) => `${destination.registry}/${destination.path}`;
  return {
    route,
    direct,
    // The metadata file describes the last output alone: that must be one which is pushed.
    outputs: attributes => [
      ...extra,
      ...direct.map(target => pushOutput(nameOf(target), attributes, route.insecure(target.destination.registry))),
    ],
  };
}

async function push(
  request: BuildRequest,
  plan: PushPlan,
  run: RunBuild,
): Promise<Readonly<{ build: BuildResult; pushed: Pushed }>> {
  const read = (build: BuildResult) => readPushed(build, plan.direct.map(holderOf));
  if (plan.route.isSpread) return buildByPlatform(request, { run, outputs: plan.outputs, read });
  const build = await run(request, plan.outputs(request.job.inputs.build.outputs.attributes));
  return { build, pushed: await read(build) };
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

/** BuildKit's words for an image that was built and could not be sent. */
function isRefusedPush(error: unknown): boolean {
  return error instanceof BuildError && /^failed to push\b/.test(error.reason);
}

/** One failing output cancels the others. Where BuildKit does not say which one it was, none is tried again. */
function withoutRefusing(direct: readonly Target[], error: unknown): readonly Target[] {
  const [, reference = ''] = /failed to push ([^\s:@]+(?::\d+)?[^\s:@]*)/.exec(messageOf(error)) ?? [];
  const rest = direct.filter(({ destination }) => reference !== `${destination.registry}/${destination.path}`);
  return rest.length < direct.length ? rest : [];
}

function firstLine(error: unknown): string {
  return messageOf(error).split('\n')[0] ?? '';
}
