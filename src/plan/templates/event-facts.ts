import { at, type Context, type Json, text } from '../../event/context.ts';
import { defaultBranchOf } from '../../event/default-branch.ts';
import type { RepoFacts } from '../terms/metadata-types.ts';
import { imageContextOf } from '../terms/refs.ts';
import type { MetadataInputs } from '../terms/types.ts';

/** The facts known from the event and the environment, without any request. */
export function repoFactsFromEvent(context: Context, refSource: MetadataInputs['refSource'] = 'workflow'): RepoFacts {
  const { payload, repository, serverUrl } = context;
  const commit = commitOf(payload, imageContextOf(context, refSource).sha);
  return known({
    name: text(payload, 'repository', 'name') ?? (repository.split('/').at(-1) || undefined),
    description: textOrNull(at(payload, 'repository', 'description')),
    htmlUrl: text(payload, 'repository', 'html_url') ?? (repository ? `${serverUrl}/${repository}` : undefined),
    license: licenseOf(at(payload, 'repository', 'license')),
    defaultBranch: defaultBranchOf(context),
    commitDate: dateOf(text(commit, 'timestamp')),
    commitMessage: text(commit, 'message'),
    committerName: text(commit, 'committer', 'name'),
    committerEmail: text(commit, 'committer', 'email'),
    committerUsername: text(commit, 'committer', 'username'),
  });
}

/** The event's record of a commit, which push, workflow_run and merge_group events have. */
function commitOf(payload: Json, sha: string): Json | undefined {
  const pushed = at(payload, 'commits');
  const commits = [
    ...(Array.isArray(pushed) ? (pushed as readonly Json[]) : []),
    at(payload, 'head_commit'),
    at(payload, 'workflow_run', 'head_commit'),
    at(payload, 'merge_group', 'head_commit'),
  ];
  return sha === '' ? undefined : commits.find(commit => text(commit, 'id') === sha);
}

/** null is a valid answer: there is none. */
function textOrNull(value: Json | undefined): string | undefined {
  return value === null ? '' : typeof value === 'string' ? value : undefined;
}

function licenseOf(license: Json | undefined): string | undefined {
  return license === null ? '' : textOrNull(at(license, 'spdx_id'));
}

function dateOf(timestamp: string | undefined): Date | undefined {
  const date = timestamp === undefined ? undefined : new Date(timestamp);
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
}

type MaybeFacts = { readonly [key in keyof RepoFacts]?: RepoFacts[key] | undefined };

function known(facts: MaybeFacts): RepoFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}
