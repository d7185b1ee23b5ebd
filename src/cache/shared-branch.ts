import { untrustedBecause } from '../event/unmerged.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Job } from '../inputs/job.ts';
import { usesRunner } from './reach.ts';

/**
 * Leaves `type=gha` out of a `cache-to` of the user's where a pull request's code would write the cache of a branch.
 * GitHub keeps the caches of a `pull_request` run apart from all others; a run that a pull request started in another
 * way (`pull_request_target`, `workflow_run`, a comment) writes those of the default branch, which all branches read.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/dependency-caching#restrictions-for-accessing-a-cache
 */
export function withoutSharedWrites({ inputs, context }: Pick<Job, 'inputs' | 'context'>): Readonly<{
  inputs: Inputs;
  notice?: string;
}> {
  const { build } = inputs;
  const ref = context.eventRef ?? context.ref;
  const why = ref.startsWith('refs/pull/') ? undefined : untrustedBecause(context);
  if (why === undefined || !build.cacheTo.some(usesRunner)) return { inputs };
  return {
    inputs: { ...inputs, build: { ...build, cacheTo: build.cacheTo.filter(spec => !usesRunner(spec)) } },
    notice:
      `\`cache-to: type=gha\` is skipped: ${why}, and the cache service would keep what it builds for ` +
      `${ref.replace(/^refs\/(?:heads|tags)\//, '') || 'the default branch'} and every branch that reads from there. ` +
      'A `pull_request` run writes a separate cache.',
  };
}
