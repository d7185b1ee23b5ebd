import { describe, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import type { GithubEvent } from '../../scripts/harness/types.ts';
import type { Json } from '../../src/event/context.ts';
import { unmergedBecause, untrustedBecause } from '../../src/event/unmerged.ts';
import { decide } from '../../src/plan/decision.ts';

const FORK = 'eve/tides';
const own = { full_name: 'acme/tides' };
const onMain = (name: string, payload: Record<string, Json> = {}) => events.plain(name, { payload });
const on = (event: GithubEvent, ref: string): GithubEvent => ({ ...event, ref });
const after = (event: string, more: Record<string, Json> = {}): GithubEvent =>
  onMain('workflow_run', { workflow_run: { event, head_branch: 'main', head_repository: own, ...more } });
const review = (name: string, fork?: string): GithubEvent => ({
  ...events.pullRequest({ ...(fork && { fork }) }),
  name,
});
const suite = (more: Record<string, Json>) => ({ head_branch: 'main', pull_requests: [], ...more });

const PULL = /pull request/;
const QUEUE = /merge queue/;
const OF_FORK = /fork \("eve\/tides"\)/;

/** Every trigger of a workflow, and what is known of its code. */
const TABLE: readonly (readonly [string, GithubEvent, RegExp | undefined])[] = [
  // Written by somebody with write access.
  ['push', events.push(), undefined],
  ['push of a tag', events.push({ tag: 'v1' }), undefined],
  ['push of a branch with a telling name', events.push({ branch: 'pull/7/merge' }), undefined],
  ['release', on(onMain('release', { release: { tag_name: 'v1' } }), 'refs/tags/v1'), undefined],
  ['schedule', onMain('schedule'), undefined],
  ['workflow_dispatch', onMain('workflow_dispatch', { inputs: {} }), undefined],
  ['workflow_dispatch on a branch', events.plain('workflow_dispatch', { branch: 'dev' }), undefined],
  ['repository_dispatch', onMain('repository_dispatch', { client_payload: {} }), undefined],
  ['issues', onMain('issues', { issue: { number: 1 } }), undefined],
  ['issue_comment on an issue', onMain('issue_comment', { issue: { number: 1 } }), undefined],
  ['issue_comment on an issue, Gitea', onMain('issue_comment', { issue: { pull_request: null } }), undefined],
  ['discussion_comment', onMain('discussion_comment', { discussion: { number: 3 } }), undefined],
  ['deployment by a person', onMain('deployment', { workflow_run: null, deployment: { ref: 'main' } }), undefined],
  ['deployment by a run', onMain('deployment', { workflow_run: { event: 'push', head_branch: 'main' } }), undefined],
  ['status of a commit of main', onMain('status', { branches: [{ name: 'main' }] }), undefined],
  ['check_run of main', onMain('check_run', { check_run: { check_suite: suite({}) } }), undefined],
  ['check_suite of main', onMain('check_suite', { check_suite: suite({}) }), undefined],
  ['an unknown event', onMain('my_pull_request_x'), undefined],
  ['an event with an invalid payload', { ...onMain('push'), payload: 'odd' }, undefined],
  ['an event with odd values', onMain('push', { pull_request: null, workflow_run: null, issue: 7 }), undefined],
  ['workflow_run of a push', after('push'), undefined],
  ['workflow_run of a schedule', after('schedule'), undefined],
  [
    'workflow_run of a push to a branch with a pull request',
    after('push', { pull_requests: [{ number: 7 }] }),
    undefined,
  ],
  // GitHub does not say what started the first of the two; the default branch is checked out.

  // The pull request's code.
  ['pull_request', events.pullRequest(), PULL],
  ['pull_request of a fork', events.pullRequest({ fork: FORK }), OF_FORK],
  ['pull_request, closed', events.pullRequest({ action: 'closed' }), PULL],
  ['pull_request_target', events.pullRequest({ event: 'pull_request_target' }), PULL],
  ['pull_request_target of a fork', events.pullRequest({ event: 'pull_request_target', fork: FORK }), OF_FORK],
  ['pull_request_review', review('pull_request_review'), PULL],
  ['pull_request_review of a fork', review('pull_request_review', FORK), OF_FORK],
  ['pull_request_review_comment', review('pull_request_review_comment'), PULL],
  ['pull_request_review without a payload', onMain('pull_request_review'), PULL],
  ["Gitea's pull_request_sync", onMain('pull_request_sync'), PULL],
  ['any event with a pull request in it', onMain('custom', { pull_request: { head: { repo: own } } }), PULL],
  ['workflow_dispatch on a pull request', on(onMain('workflow_dispatch'), 'refs/pull/7/merge'), PULL],
  ["workflow_dispatch on a pull request's head", on(onMain('workflow_dispatch'), 'refs/pull/7/head'), PULL],
  ['push to a ref of pull requests', on(events.push(), 'refs/pull/7/head'), PULL],
  ['deployment of a pull request', on(onMain('deployment'), 'refs/pull/7/merge'), PULL],
  [
    'deployment of one, by its own word',
    on(onMain('deployment', { deployment: { ref: 'refs/pull/7/head' } }), ''),
    PULL,
  ],

  // Started by a pull request, on the default branch.
  ['issue_comment on a pull request', onMain('issue_comment', { issue: { pull_request: { url: 'x' } } }), PULL],
  ['workflow_run of a pull request', after('pull_request'), PULL],
  ['workflow_run of a pull request of a fork', events.workflowRun({ fork: FORK }), OF_FORK],
  ['workflow_run of a deleted fork', after('push', { head_repository: null }), /a deleted repository/],
  ['workflow_run without its source', onMain('workflow_run', { workflow_run: {} }), /a deleted repository/],
  ['workflow_run of pull_request_target', after('pull_request_target'), PULL],
  ['workflow_run of a review', after('pull_request_review'), PULL],
  ['workflow_run of a comment', after('issue_comment'), PULL],
  ['workflow_run of a workflow_run', after('workflow_run'), PULL],
  ['workflow_run of a check of one', after('check_run', { pull_requests: [{ number: 7 }] }), PULL],
  ['workflow_run of a dispatch on one', after('workflow_dispatch', { head_branch: 'pull/7/merge' }), PULL],
  ['deployment by its run', onMain('deployment', { workflow_run: { event: 'pull_request' } }), PULL],
  ['status of a commit of no branch', onMain('status', { branches: [] }), PULL],
  ['check_run of one', onMain('check_run', { check_run: { check_suite: suite({ pull_requests: [{}] }) } }), PULL],
  [
    'check_run of one, by its own list',
    onMain('check_run', { check_run: { pull_requests: [{}], check_suite: suite({}) } }),
    PULL,
  ],
  ['check_suite of one', onMain('check_suite', { check_suite: suite({ pull_requests: [{}] }) }), PULL],
  ['check_suite of a fork', onMain('check_suite', { check_suite: suite({ head_branch: null }) }), PULL],

  // Accepted, and not merged yet.
  ['merge_group', events.mergeGroup(), QUEUE],
  ["push to a merge queue's branch", events.push({ branch: 'gh-readonly-queue/main/pr-7-abc' }), QUEUE],
  ['workflow_run of a merge group', after('merge_group'), QUEUE],
  ["workflow_run of a push to a queue's branch", after('push', { head_branch: 'gh-readonly-queue/main/x' }), QUEUE],
];

test('a checkout of a branch does not make a pull request’s run one of that branch', () => {
  const run = { ...runOf(events.push()), ref: 'refs/heads/main' };
  for (const [eventRef, why] of [
    ['refs/pull/3/merge', PULL],
    ['refs/heads/gh-readonly-queue/main/x', QUEUE],
  ] as const) {
    expect(unmergedBecause({ ...run, eventRef })).toMatch(why);
  }
  expect(unmergedBecause({ ...run, eventRef: 'refs/heads/dev' })).toBeUndefined();
});

const runOf = ({ name, ...event }: GithubEvent) => ({ ...event, eventName: name });
const filters = { branches: [], gitTags: [], events: [] };

describe('whose code it is', () => {
  test.each(TABLE)('%s', (_, event, why) => {
    const run = runOf(event);
    const untrusted = untrustedBecause(run);
    const unmerged = unmergedBecause(run);
    const decision = decide({ push: 'auto', hasTargets: true, filters }, run);
    if (why === undefined) {
      expect([untrusted, unmerged]).toEqual([undefined, undefined]);
      expect(decision.push).toBe(true);
      return;
    }
    expect(unmerged).toMatch(why);
    expect(decision.push).toBe(false);
    expect(decision.reason).toBe(`\`push: auto\` does not publish on ${event.name}: ${unmerged}`);
    // A merge queue's code has been accepted: the branch will need its caches.
    if (why === QUEUE) expect(untrusted).toBeUndefined();
    else expect(untrusted).toBe(unmerged);
    // An explicit `push: true` is respected.
    expect(decide({ push: true, hasTargets: true, filters }, run).push).toBe(true);
  });
});
