import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../src/event/context.ts';
import { decide, decideFor } from '../../src/plan/decision.ts';
import type { Filters } from '../../src/plan/terms/types.ts';

const none: Filters = { branches: [], gitTags: [], events: [] };
const repository = 'acme/api';

function run(eventName: string, ref: string, payload: Json = {}, baseRef = '') {
  return { eventName, ref, payload, baseRef, repository, actor: 'mona' };
}
const pull = (head: Json, event = 'pull_request') =>
  run(event, 'refs/pull/1/merge', { pull_request: { head: { repo: head }, base: { ref: 'main' } } }, 'main');
const workflowRun = (from: string, branch = 'main') =>
  run('workflow_run', 'refs/heads/main', {
    workflow_run: { head_branch: branch, head_repository: { full_name: from } },
  });

const push = run('push', 'refs/heads/main');
const tag = run('push', 'refs/tags/v1.2.3');
const group = run('merge_group', 'refs/heads/gh-readonly-queue/main/pr-1', {
  merge_group: { base_ref: 'refs/heads/main' },
});
const own: Json = { full_name: 'Acme/API' };

describe('auto, true and false', () => {
  test.each<[string, 'auto' | boolean, boolean, ReturnType<typeof run>, boolean, RegExp]>([
    ['push', 'auto', true, push, true, /event push on branch "main"/],
    ['tag', 'auto', true, tag, true, /on tag "v1.2.3"/],
    ['schedule', 'auto', true, run('schedule', 'refs/heads/main'), true, /event schedule/],
    ['references only', 'auto', false, push, false, /neither `images` nor `registries`/],
    ['references, forced', true, false, push, true, /`push` is true/],
    ['switched off', false, true, push, false, /`push` is false/],
    ['pull request', 'auto', true, pull(own), false, /does not publish on pull_request: /],
    ['pull_request_target', 'auto', true, pull(own, 'pull_request_target'), false, /on pull_request_target/],
    ['merge group', 'auto', true, group, false, /on merge_group/],
    ['pull request, forced', true, true, pull(own), true, /`push` is true/],
    [
      'review on a fork',
      'auto',
      true,
      pull({ full_name: 'eve/api' }, 'pull_request_review'),
      false,
      /fork \("eve\/api"\)/,
    ],
    [
      'review on a deleted fork',
      'auto',
      true,
      pull(null, 'pull_request_review'),
      false,
      /fork \("a deleted repository"\)/,
    ],
    [
      'review in this repository',
      'auto',
      true,
      pull(own, 'pull_request_review'),
      false,
      /on pull_request_review: .* pull request/,
    ],
    ['workflow_run of a fork', 'auto', true, workflowRun('eve/api'), false, /fork \("eve\/api"\)/],
    ['workflow_run', 'auto', true, workflowRun('acme/api'), true, /head branch "main"/],
    // An event whose name merely contains one of the words is not that event.
    ['look-alike event', 'auto', true, run('my_pull_request_x', 'refs/heads/main'), true, /my_pull_request_x/],
  ])('%s', (_, mode, hasTargets, on, expected, reason) => {
    const decision = decide({ push: mode, hasTargets, filters: none }, on);
    expect(decision.push).toBe(expected);
    expect(decision.reason).toMatch(reason);
  });
});

describe('same-repository', () => {
  const by = (run: ReturnType<typeof pull>, actor: string) => ({ ...run, actor });
  const of = (login: string) => {
    const { payload, ...rest } = pull(own);
    const { pull_request } = payload as { pull_request: object };
    return { ...rest, payload: { pull_request: { ...pull_request, user: { login } } } };
  };
  const comment = run('issue_comment', 'refs/heads/main', { issue: { pull_request: { url: 'x' } } });
  const after = (event: string, from = 'acme/api') =>
    run('workflow_run', 'refs/heads/main', {
      workflow_run: { event, head_branch: 'x', head_repository: { full_name: from } },
    });
  test.each<[string, ReturnType<typeof run>, boolean, RegExp]>([
    ['a push', push, true, /^event push on branch "main"$/],
    ['a git tag', tag, true, /^event push on tag "v1.2.3"$/],
    ['a schedule', run('schedule', 'refs/heads/main'), true, /^event schedule on branch "main"$/],
    ['a pull request', pull(own), true, /^event pull_request on base branch "main", of this repository$/],
    ['a review', pull(own, 'pull_request_review'), true, /, of this repository$/],
    ['pull_request_target', pull(own, 'pull_request_target'), true, /, of this repository$/],
    ['a fork', pull({ full_name: 'eve/api' }), false, /^`push: same-repository` .*: .* fork \("eve\/api"\)$/],
    ['a fork on pull_request_target', pull({ full_name: 'eve/api' }, 'pull_request_target'), false, /fork/],
    ['a fork of the same name', pull({ full_name: 'acme2/api' }), false, /fork/],
    ['a deleted fork', pull(null), false, /fork \("a deleted repository"\)/],
    ['an unknown source', run('pull_request', 'refs/pull/1/merge', {}, 'main'), false, /pull request$/],
    ['Dependabot', by(pull(own), 'dependabot[bot]'), false, /belongs to Dependabot$/],
    ["somebody's push to Dependabot's branch", of('dependabot[bot]'), false, /belongs to Dependabot$/],
    ['Renovate, which has a token that may write', by(pull(own), 'renovate[bot]'), true, /of this repository$/],
    ['a merge queue', group, false, /merge queue/],
    ['a comment', comment, false, /a pull request started this run/],
    ['a run that follows a pull request', after('pull_request'), false, /a pull request started this run/],
    ['a run that follows a fork', after('pull_request', 'eve/api'), false, /fork/],
    ['an event from Gitea', pull(own, 'pull_request_sync'), false, /pull request/],
    ['a look-alike', run('my_pull_request_x', 'refs/heads/main'), true, /my_pull_request_x/],
  ])('%s', (_, on, expected, reason) => {
    const decision = decide({ push: 'same-repository', hasTargets: true, filters: none }, on);
    expect([decision.push, decision.reason]).toEqual([expected, expect.stringMatching(reason)]);
  });

  test.each([
    ['a fork', pull({ full_name: 'eve/api' }), 'pull request of a fork'],
    ['Dependabot', by(pull(own), 'dependabot[bot]'), 'pull request'],
    ['a merge queue', group, undefined],
    ['a push', push, undefined],
  ])('in a headline: %s', (_, on, brief) => {
    expect(decide({ push: 'same-repository', hasTargets: true, filters: none }, on).brief).toBe(brief);
  });

  test('filters restrict it, and complete references are pushed', () => {
    const wish = { push: 'same-repository', hasTargets: false } as const;
    expect(decide({ ...wish, filters: none }, pull(own)).push).toBe(true);
    expect(decide({ ...wish, filters: { ...none, branches: ['dev'] } }, pull(own)).push).toBe(false);
    expect(decide({ ...wish, filters: { ...none, events: ['push'] } }, pull(own)).push).toBe(false);
  });
});

describe('filters', () => {
  const branches = ['main', 'release/**', '!release/**-alpha'];
  test.each<[string, Partial<Filters>, ReturnType<typeof run>, true | RegExp]>([
    ['branch in', { branches }, push, true],
    [
      'branch out',
      { branches },
      run('push', 'refs/heads/x'),
      /branch "x" matches nothing in `branches` \(main, release\/\*\*/,
    ],
    [
      'taken out',
      { branches },
      run('push', 'refs/heads/release/1-alpha'),
      /excluded by `!release\/\*\*-alpha` in `branches`/,
    ],
    ['only branches, a tag', { branches }, tag, /only `branches` is set, so tag "v1.2.3"/],
    ['only git-tags, a branch', { gitTags: ['v*'] }, push, /only `git-tags` is set, so branch "main"/],
    ['both, a branch', { branches, gitTags: ['v*'] }, push, true],
    ['both, a tag', { branches, gitTags: ['v*'] }, tag, true],
    ['both, another tag', { branches, gitTags: ['w*'] }, tag, /tag "v1.2.3" matches nothing in `git-tags`/],
    ['pull request by base', { branches: ['main'] }, pull(own), true],
    ['pull request by base, out', { branches: ['dev'] }, pull(own), /base branch "main"/],
    ['workflow_run by head', { branches: ['dev'] }, workflowRun('acme/api', 'dev'), true],
    ['workflow_run by head, out', { branches: ['main'] }, workflowRun('acme/api', 'dev'), /head branch "dev"/],
    ['merge group by base', { branches: ['main'] }, group, true],
    ['events in', { events: ['push'] }, push, true],
    [
      'events out',
      { events: ['schedule', 'release'] },
      push,
      /event "push" matches nothing in `events` \(schedule, release\)/,
    ],
    ['events negated', { events: ['**', '!push'] }, push, /excluded by `!push`/],
    ['no ref', { branches }, run('repository_dispatch', ''), /has no branch or tag to match/],
  ])('%s', (_, filters, on, expected) => {
    // `push: true` overrides the rule about events, never a filter.
    const decision = decide({ push: true, hasTargets: true, filters: { ...none, ...filters } }, on);
    expect(decision.push).toBe(expected === true);
    if (expected !== true) expect(decision.reason).toMatch(expected);
  });

  test("a registry's filter can restrict, never extend", () => {
    const yes = decide({ push: 'auto', hasTargets: true, filters: none }, push);
    const no = decide({ push: false, hasTargets: true, filters: none }, push);
    const gitTags: Filters = { ...none, gitTags: ['v*'] };
    expect(decideFor(yes, 'quay.io', none, push)).toBe(yes);
    expect(decideFor(yes, 'quay.io', gitTags, push)).toEqual({
      push: false,
      reason: 'for quay.io, only `git-tags` is set, so branch "main" is not published',
    });
    expect(decideFor(no, 'quay.io', none, push)).toBe(no);
  });
});
