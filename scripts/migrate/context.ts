import { isBake } from './bake.ts';
import type { FileStep } from './steps.ts';

/** Inputs of actions/checkout with which the workspace is not the event's commit. */
const OTHER = ['ref', 'repository', 'path', 'sparse-checkout', 'sparse-checkout-cone-mode', 'lfs'];

/**
 * The context of a build without one: build-push-action builds the event's commit, Slipway the checkout. Nothing is
 * added where the two are the same, so that the new step builds what the job has checked out and tested.
 *
 * @param steps all of the job
 */
export function contextLines(build: FileStep, steps: readonly FileStep[]): readonly string[] {
  if (isBake(build) || build.with.some(({ key }) => key === 'context' || key === 'merge')) return [];
  const before = steps.filter(({ span }) => span.start < build.span.start);
  const isCheckout = ({ action }: FileStep) => action === 'actions/checkout';
  const isOther = before.some(step => isCheckout(step) && step.with.some(({ key }) => OTHER.includes(key)));
  const later = before.slice(before.findIndex(isCheckout) + 1);
  return isOther || !later.every(keepsFiles) ? ['context: "{{defaultContext}}"\n'] : [];
}

const ACTIONS =
  /^(docker\/(login|setup-\w+|metadata|build-push|bake)-action|actions\/checkout|actions\/setup-(node|python|go|java|dotnet)|sigstore\/cosign-installer|aws-actions\/(configure-aws-credentials|amazon-ecr-login)|azure\/login|step-security\/harden-runner)$/;

/** Whether a step certainly leaves the files of the workspace as they are. A script may do anything. */
function keepsFiles({ action, source }: FileStep): boolean {
  return ACTIONS.test(action) && !/\btype=(local|tar|oci|docker)\b|\bdest=/.test(source);
}
