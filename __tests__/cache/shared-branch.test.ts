import { expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import type { GithubEvent } from '../../scripts/harness/types.ts';
import { withoutSharedWrites } from '../../src/cache/shared-branch.ts';
import { readContext } from '../../src/event/context.ts';
import { read } from '../inputs/env.ts';

const GHA = 'type=gha,mode=max,scope=api';
const OWN = 'type=gha,url=https://own.test/,token=t';
const OTHERS = [OWN, 'type=registry,ref=acme/api:cache', 'type=inline'];

function left(event: GithubEvent) {
  const env = { GITHUB_EVENT_NAME: event.name, GITHUB_REF: event.ref, GITHUB_REPOSITORY: 'acme/tides' };
  const source = { env: { ...env, GITHUB_EVENT_PATH: '/e' }, now: new Date(0) };
  const context = readContext({ ...source, readFile: () => JSON.stringify(event.payload) });
  const { inputs, notice } = withoutSharedWrites({
    inputs: read({ 'cache-from': GHA, 'cache-to': [GHA, ...OTHERS].join('\n') }),
    context,
  });
  expect(inputs.build.cacheFrom).toEqual([GHA]);
  return { to: inputs.build.cacheTo, notice };
}

const own = { full_name: 'acme/tides' };
const comment = events.plain('issue_comment', { payload: { issue: { number: 7, pull_request: {} } } });
const after = (event: string) =>
  events.plain('workflow_run', { payload: { workflow_run: { event, head_branch: 'dev', head_repository: own } } });

test.each<[string, GithubEvent]>([
  ['a push', events.push()],
  ['a pull request, whose caches GitHub keeps apart', events.pullRequest()],
  ['a dispatch on a pull request’s ref', { ...events.plain('workflow_dispatch'), ref: 'refs/pull/7/merge' }],
  ['a run after a push', after('push')],
])('%s writes the cache that the user asks for', (_, event) => {
  expect(left(event)).toEqual({ to: [GHA, ...OTHERS], notice: undefined });
});

test.each<[string, GithubEvent]>([
  ['pull_request_target', { ...events.pullRequest(), name: 'pull_request_target', ref: 'refs/heads/main' }],
  ['a run after a pull request’s', after('pull_request')],
  ['a comment on a pull request', comment],
])('%s does not write the default branch’s cache, and says so once', (_, event) => {
  const { to, notice } = left(event);
  expect(to).toEqual(OTHERS);
  expect(notice).toMatch(/^`cache-to: type=gha` is skipped: .*pull request.* for main and every branch/);
});
