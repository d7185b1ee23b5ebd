import { quote } from '../host/text/quote.ts';
import { at, type Context, type Json, text } from './context.ts';
import { forkOf } from './subject.ts';

type Run = Pick<Context, 'eventName' | 'payload' | 'ref' | 'eventRef' | 'baseRef' | 'repository'>;

/** Events of Gitea and Forgejo (`pull_request_sync`, …) begin like GitHub's. */
const PULL_EVENT = /^pull_request(?:_|$)/;
/** The names of a pull request's code: in full, and as a payload's `head_branch` may shorten it. */
const PULL_REF = /^(?:refs\/)?pull\/\d+\/(?:head|merge)$/;
/** GitHub's branches of merge queues; `push` runs on them, too. */
const QUEUE_BRANCH = /^(?:refs\/heads\/)?gh-readonly-queue\//;

/**
 * Why nobody with write access has accepted the code of this run; undefined where somebody has. This is the one
 * definition of a pull request's or a fork's code: such a run may not write what runs on branches rely on (images under
 * `push: auto`, caches), and so needs no login without a password to write, nor fails for want of one. It includes runs that a pull request started on the default branch,
 * since those often build the pull request.
 *
 * Source: docs.github.com, "Events that trigger workflows", and the payloads of "Webhook events and payloads"
 */
export function untrustedBecause(run: Run): string | undefined {
  const fork = forkOf(run);
  if (fork !== undefined) return `this run belongs to a fork (${quote(fork)})`;
  if (isOfPullRequest(run)) return 'this run belongs to a pull request';
  return isStartedByPullRequest(run) ? 'a pull request started this run' : undefined;
}

/** Why the code of this run is in no branch yet: as above, and merge queues, whose code is accepted but not merged. */
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
  // A deployment's ref need not have become the run's.
  const deployed = text(payload, 'deployment', 'ref') ?? '';
  const refs = [ref, eventRef].some(one => one.startsWith('refs/pull/')) || PULL_REF.test(deployed);
  return PULL_EVENT.test(eventName) || refs || isObject(at(payload, 'pull_request'));
}

/** These run on the default branch, for a pull request. */
function isStartedByPullRequest({ eventName, payload }: Run): boolean {
  // Gitea has a null here for an issue.
  if (isObject(at(payload, 'issue', 'pull_request'))) return true;
  const workflowRun = at(payload, 'workflow_run');
  const by = text(workflowRun, 'event') ?? '';
  // Of a run that a comment or another `workflow_run` started, GitHub does not say what stood at the beginning.
  if (PULL_EVENT.test(by) || by === 'issue_comment' || by === 'workflow_run') return true;
  if (/^check_(?:run|suite)$/.test(by) && isFilled(at(workflowRun, 'pull_requests'))) return true;
  if (PULL_REF.test(text(workflowRun, 'head_branch') ?? '')) return true;
  return isCheckOfPullRequest(eventName, payload);
}

/** Checks and statuses of a commit that is no branch's, or is a pull request's. */
function isCheckOfPullRequest(eventName: string, payload: Json): boolean {
  if (eventName === 'status') return isEmpty(at(payload, 'branches'));
  const suite = { check_run: at(payload, 'check_run', 'check_suite'), check_suite: at(payload, 'check_suite') };
  const of = eventName === 'check_run' || eventName === 'check_suite' ? suite[eventName] : undefined;
  if (!isObject(of)) return false;
  // GitHub does not look for a fork's pull requests: it gives none, and no branch.
  const lists = [at(of, 'pull_requests'), at(payload, 'check_run', 'pull_requests')];
  return at(of, 'head_branch') === null || lists.some(isFilled);
}

function isObject(json: Json | undefined): boolean {
  return json !== null && typeof json === 'object';
}

function isEmpty(json: Json | undefined): boolean {
  return Array.isArray(json) && json.length === 0;
}

function isFilled(json: Json | undefined): boolean {
  return Array.isArray(json) && json.length > 0;
}
