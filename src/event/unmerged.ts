import { isObject } from '../host/fields.ts';
import { quote } from '../host/text/quote.ts';
import { at, type Context, type Json, text } from './context.ts';
import { forkOf } from './filter-ref.ts';

type Run = Pick<Context, 'eventName' | 'payload' | 'ref' | 'eventRef' | 'baseRef' | 'repository'>;

/** Events of Gitea and Forgejo (`pull_request_sync`, …) start with the same words. */
const PULL_EVENT = /^pull_request(?:_|$)/;
/** The ref of a pull request: in full, and as a payload's `head_branch` may shorten it. */
const PULL_REF = /^(?:refs\/)?pull\/\d+\/(?:head|merge)$/;
/** GitHub's branches of merge queues; `push` also runs on them. */
const QUEUE_BRANCH = /^(?:refs\/heads\/)?gh-readonly-queue\//;

/**
 * Why the code of this run was not accepted by anyone with write access; undefined if it was. This is the only
 * definition of untrusted code: such a run may not write what branches rely on (images under `push: auto`, caches), so
 * it needs no passwordless login and does not fail without one. Includes runs on the default branch that a pull request
 * started, since those often build it.
 *
 * Source: docs.github.com, "Events that trigger workflows", and the payloads of "Webhook events and payloads"
 */
export function untrustedBecause(run: Run): string | undefined {
  const fork = forkOf(run);
  if (fork !== undefined) return `this run belongs to a fork (${quote(fork)})`;
  if (isOfPullRequest(run)) return 'this run belongs to a pull request';
  return isStartedByPullRequest(run) ? 'a pull request started this run' : undefined;
}

/**
 * Why the code of this run is not in a branch yet: as above, and merge queues, whose code is accepted but not merged.
 */
export function unmergedBecause(run: Run): string | undefined {
  const { eventName, payload, ref, eventRef = '' } = run;
  const workflowRun = at(payload, 'workflow_run');
  const isQueued =
    eventName === 'merge_group' ||
    [ref, eventRef].some(one => QUEUE_BRANCH.test(one)) ||
    text(workflowRun, 'event') === 'merge_group' ||
    QUEUE_BRANCH.test(text(workflowRun, 'head_branch') ?? '');
  return untrustedBecause(run) ?? (isQueued ? 'this run belongs to a merge queue' : undefined);
}

function isOfPullRequest({ eventName, payload, ref, eventRef = '' }: Run): boolean {
  // A deployment's ref may differ from the run's.
  const deployed = text(payload, 'deployment', 'ref') ?? '';
  const refs = [ref, eventRef].some(one => one.startsWith('refs/pull/')) || PULL_REF.test(deployed);
  return PULL_EVENT.test(eventName) || refs || isObject(at(payload, 'pull_request'));
}

/** Events that run on the default branch for a pull request. */
function isStartedByPullRequest({ eventName, payload }: Run): boolean {
  // Gitea sends null for an issue.
  if (isObject(at(payload, 'issue', 'pull_request'))) return true;
  const workflowRun = at(payload, 'workflow_run');
  const by = text(workflowRun, 'event') ?? '';
  // For runs started by a comment or another `workflow_run`, GitHub does not name the original event.
  if (PULL_EVENT.test(by) || by === 'issue_comment' || by === 'workflow_run') return true;
  if (/^check_(?:run|suite)$/.test(by) && isFilled(at(workflowRun, 'pull_requests'))) return true;
  if (PULL_REF.test(text(workflowRun, 'head_branch') ?? '')) return true;
  return isCheckOfPullRequest(eventName, payload);
}

/** Checks and statuses of a commit that is in no branch, or belongs to a pull request. */
function isCheckOfPullRequest(eventName: string, payload: Json): boolean {
  if (eventName === 'status') return isEmpty(at(payload, 'branches'));
  const suite = { check_run: at(payload, 'check_run', 'check_suite'), check_suite: at(payload, 'check_suite') };
  const of = eventName === 'check_run' || eventName === 'check_suite' ? suite[eventName] : undefined;
  if (!isObject(of)) return false;
  // GitHub does not resolve a fork's pull requests: it sends none, and no branch.
  const lists = [at(of, 'pull_requests'), at(payload, 'check_run', 'pull_requests')];
  return at(of, 'head_branch') === null || lists.some(isFilled);
}

function isEmpty(json: Json | undefined): boolean {
  return Array.isArray(json) && json.length === 0;
}

function isFilled(json: Json | undefined): boolean {
  return Array.isArray(json) && json.length > 0;
}
