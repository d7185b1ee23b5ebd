import { untrustedBecause } from '../event/unmerged.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Job, Several } from '../inputs/job.ts';
import { joinFields } from '../plan/terms/list.ts';
import { usesRunner } from './reach.ts';
import { mapCaches } from './store/caches.ts';

/**
 * Removes `type=gha` from every `cache-to` of the user's if a pull request's code would write a branch's cache: of the
 * step, of each of `builds`, and of each target of a bake definition. GitHub separates the caches of a `pull_request`
 * run from all others; a run that a pull request started in another way (`pull_request_target`, `workflow_run`, a
 * comment) writes those of the default branch, which all branches read.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/dependency-caching#restrictions-for-accessing-a-cache
 */
export function withoutSharedWrites<J extends Pick<Job, 'inputs' | 'context' | 'several'>>(
  job: J,
): Readonly<{ job: J; notice?: string }> {
  const { inputs, context, several } = job;
  const ref = context.eventRef || context.ref;
  const why = ref.startsWith('refs/pull/') ? undefined : untrustedBecause(context);
  const builds = several?.builds ?? [];
  const writes = [inputs, ...builds.map(build => build.inputs)].some(({ build }) => build.cacheTo.some(usesRunner));
  const linked = Object.values(several?.linked ?? {});
  if (why === undefined || !(writes || linked.some(target => specsOf(target).some(isShared)))) return { job };
  return {
    job: { ...job, inputs: without(inputs), ...(several && { several: severalWithout(several) }) },
    notice:
      `\`cache-to: type=gha\` is skipped: ${why}, and the cache service would keep what it builds for ` +
      `${ref.replace(/^refs\/(?:heads|tags)\//, '') || 'the default branch'} and every branch that reads from there. ` +
      'A `pull_request` run writes a separate cache.',
  };
}

function without(inputs: Inputs): Inputs {
  return mapCaches(
    inputs,
    from => from,
    to => to.filter(spec => !usesRunner(spec)),
  );
}

function severalWithout(several: Several): Several {
  const linked = Object.entries(several.linked).map(([name, target]) => {
    const specs = specsOf(target);
    return [name, specs.some(isShared) ? { ...target, 'cache-to': specs.filter(spec => !isShared(spec)) } : target];
  });
  return {
    ...several,
    builds: several.builds.map(build => ({ ...build, inputs: without(build.inputs) })),
    linked: Object.fromEntries(linked),
  };
}

/** The `cache-to` of a definition's target: texts or, since buildx 0.21, maps. */
function specsOf(target: Readonly<Record<string, unknown>>): readonly unknown[] {
  const specs = target['cache-to'];
  return Array.isArray(specs) ? specs : [];
}

function isShared(spec: unknown): boolean {
  if (typeof spec === 'string') return usesRunner(spec);
  if (typeof spec !== 'object' || spec === null) return false;
  return usesRunner(joinFields(Object.entries(spec).map(([key, value]) => `${key}=${String(value)}`)));
}
