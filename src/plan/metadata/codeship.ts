import { at, type Context } from '../../context.ts';
import type { GoFieldName } from './go-fields.ts';
import { branchOf, tagOf } from './subject.ts';
import type { Scope } from './template.ts';
import type { RepoFacts } from './types.ts';

/**
 * Codeship's fields from GitHub's run. Its build of a git tag has the tag as `.Branch`, as has ours; a pull request
 * has its head. What Actions has no notion of stands nearest: `.ServiceName` is the job, `.StepName` the step.
 */
export function goFields(subject: Context, facts: RepoFacts, firstImage: string): Scope {
  const { ref, now, env } = subject;
  const fields: Readonly<Record<GoFieldName, () => string | undefined>> = {
    CommitID: () => subject.sha,
    Branch: () => branchOf(ref) || tagOf(ref) || subject.headRef,
    RepoName: () => subject.repository.split('/').at(-1),
    ProjectID: () => env.GITHUB_REPOSITORY_ID ?? String(at(subject.payload, 'repository', 'id') ?? ''),
    BuildID: () => subject.runId,
    CommitMessage: () => facts.commitMessage,
    CommitDescription: () => facts.commitDescription,
    CommitterName: () => facts.committerName,
    CommitterEmail: () => facts.committerEmail,
    CommitterUsername: () => facts.committerUsername,
    Time: () => rfc3339(now),
    Timestamp: () => String(Math.floor(now.getTime() / 1000)),
    StringTime: () => rfc3339(now),
    StepName: () => env.GITHUB_ACTION,
    ServiceName: () => subject.job,
    ImageName: () => firstImage,
    Ci: () => 'true',
    CiName: () => 'github-actions',
  };
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [`.${name}`, () => value() ?? '']));
}

function rfc3339(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
