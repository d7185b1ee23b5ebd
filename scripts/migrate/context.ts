import { isBake } from './bake.ts';
import { commandsOf } from './spread/words.ts';
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

const PROGRAMS = new Set(
  '[ [[ awk basename case cat cut date dirname do done echo elif else env esac exit export false fi for grep head id if jq local ls printf pwd read set sleep sort tail test then tr true uname uniq wc while'.split(
    ' ',
  ),
);
const READS =
  /^(git (rev-parse|log|describe|show|status|diff|ls-files|rev-list)|docker (info|version|login|buildx (ls|inspect|imagetools)))\b/;

/** Whether a step certainly leaves the files of the workspace as they are. */
function keepsFiles({ action, run, source }: FileStep): boolean {
  if (action !== '') return ACTIONS.test(action) && !/\btype=(local|tar|oci|docker)\b|\bdest=/.test(source);
  return commandsOf(run).every(line => {
    const harmless = line
      .replaceAll(/"(\$\{?GITHUB_\w+\}?)"/g, '$1')
      .replaceAll(/\$\{\{.*?\}\}|'[^']*'/g, 'x')
      .replaceAll(/"([^"]*)"/g, (_, text: string) => quotedCommands(text))
      .replaceAll(/[\d&]?>{1,2} *(\$\{?GITHUB_\w+\}?|\/dev\/\w+|&\d)/g, '');
    if (harmless.includes('>')) return false;
    return harmless.split(/\|\|?|&&|;|\$\(|`|[()"']/).every(part => isReading(part.trim()));
  });
}

/** What a text in double quotes runs; anything behind it is taken for a command as well. */
function quotedCommands(text: string): string {
  const at = text.search(/\$\(|`/);
  return at < 0 ? 'x' : `x;${text.slice(at)}`;
}

function isReading(command: string): boolean {
  const [word = ''] = command.replace(/^(\w+=\S* *)+/, '').split(/\s+/);
  return word === '' || PROGRAMS.has(word) || READS.test(command);
}
