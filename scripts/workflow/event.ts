import type { Json } from '../../src/event/context.ts';
import * as events from '../harness/events.ts';
import type { GithubEvent } from '../harness/types.ts';

/** A run to plan for, as given on the command line. */
export type Wanted = Readonly<{
  /** `push`, `pull_request`, `schedule`, …. */
  event: string;
  /** `refs/heads/…`, `refs/tags/…` or `refs/pull/N/merge` (or `head`); a bare word is a branch. */
  ref: string;
  repository: string;
  sha: string;
  /** `owner/name` of the fork behind a pull request. */
  fork?: string;
  defaultBranch?: string;
  /** Merged into the payload, key by key. */
  payload?: Json;
}>;

/** The event that GitHub would send, with a payload that has what most workflows need. */
export function eventOf(wanted: Wanted): GithubEvent {
  const made = without(wanted);
  return { ...made, payload: overlay(made.payload, wanted.payload) };
}

function without({ event, ref, repository, sha, fork, defaultBranch }: Wanted): GithubEvent {
  const full = ref.startsWith('refs/') ? ref : `refs/heads/${ref}`;
  const branch = /^refs\/heads\/(.*)/s.exec(full)?.[1];
  const tag = /^refs\/tags\/(.*)/s.exec(full)?.[1];
  const common = { repository, sha, ...(defaultBranch !== undefined && { defaultBranch }) };
  const named = branch === undefined ? {} : { branch };
  switch (event) {
    case 'push':
      return events.push({ ...common, ...named, ...(tag !== undefined && { tag }) });
    case 'pull_request':
    case 'pull_request_target': {
      const number = Number(/^refs\/pull\/(\d+)\//.exec(full)?.[1] ?? 12);
      return events.pullRequest({ ...common, event, number, ...(fork !== undefined && { fork }) });
    }
    case 'merge_group':
      return events.mergeGroup(common);
    case 'workflow_run':
      return events.workflowRun({ ...common, ...named, ...(fork !== undefined && { fork }) });
    default: {
      const release = { action: 'published', release: { tag_name: tag ?? '', prerelease: false, draft: false } };
      return { ...events.plain(event, { ...common, ...(event === 'release' && { payload: release }) }), ref: full };
    }
  }
}

/** Objects are merged key by key; anything else is replaced. */
function overlay(under: Json, over: Json | undefined): Json {
  if (over === undefined) return under;
  if (!isObject(under) || !isObject(over)) return over;
  const keys = [...new Set([...Object.keys(under), ...Object.keys(over)])];
  return Object.fromEntries(keys.map(key => [key, key in over ? overlay(under[key] ?? null, over[key]) : under[key]!]));
}

function isObject(value: Json): value is { readonly [key: string]: Json | undefined } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
