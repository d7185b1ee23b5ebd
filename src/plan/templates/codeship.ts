import { at, type Context } from '../../event/context.ts';
import { stepVariables } from '../../host/variables/step.ts';
import { runVariables } from '../../host/variables/workflow-run.ts';
import type { RepoFacts } from '../terms/metadata-types.ts';
import { refuse } from '../terms/problems.ts';
import { branchOf, tagOf } from '../terms/refs.ts';
import type { GoFieldName } from './go-fields.ts';
import type { Scope } from './template.ts';

/**
 * Codeship's fields computed from GitHub's run in Codeship's form, so that tags stay the same. As in Codeship, a build
 * of a git tag has the tag as `.Branch`; a pull request has its head. Fields without an equivalent in Actions get the
 * closest one: `.ServiceName` is the job, `.StepName` the step's id.
 *
 * @see https://github.com/codeship/documentation/blob/master/_pro/builds-and-configuration/steps.md
 */
export function goFields(subject: Context, facts: RepoFacts, firstImage: string): Scope {
  const { ref, now, env } = subject;
  const fields: Readonly<Record<GoFieldName, () => string | undefined>> = {
    CommitID: () => subject.sha,
    Branch: () => branchOf(ref) || tagOf(ref) || subject.headRef,
    RepoName: () => subject.repository.split('/').at(-1),
    ProjectID: () => runVariables(env).repositoryId ?? String(at(subject.payload, 'repository', 'id') ?? ''),
    BuildID: () => subject.runId,
    CommitMessage: () => facts.commitMessage,
    CommitDescription: () => facts.commitDescription,
    CommitterName: () => facts.committerName,
    CommitterEmail: () => facts.committerEmail,
    CommitterUsername: () => facts.committerUsername,
    Time: () => goTime(now),
    Timestamp: () => String(Math.floor(now.getTime() / 1000)),
    StringTime: () => rfc3339(now),
    StepName: () => stepName(stepVariables(env).id),
    ServiceName: () => subject.job,
    ImageName: () => firstImage,
    Ci: () => 'true',
    CiName: () => 'codeship',
  };
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [`.${name}`, () => value() ?? '']));
}

function rfc3339(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** How Go prints a `time.Time` in a template: `2026-03-05 07:08:09 +0000 UTC`. */
function goTime(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`;
}

/** The runner's generated name for a step without an id: `__run`, `__acme_slipway_2`. */
function stepName(action: string): string {
  if (!action.startsWith('__')) return action;
  return refuse('uses .StepName, and the step has no `id`', 'Give this step an `id:` with the name of the push step');
}
