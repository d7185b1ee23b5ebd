import { expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import type { GithubEvent } from '../../scripts/harness/types.ts';
import { withoutSharedWrites } from '../../src/cache/shared-branch.ts';
import { readContext } from '../../src/event/context.ts';
import type { Inputs } from '../../src/inputs/inputs.ts';
import { read } from '../inputs/env.ts';

const GHA = 'type=gha,mode=max,scope=api';
const OWN = 'type=gha,url=https://own.test/,token=t';
const MAPS = [{ type: 'gha', scope: 'x' }, { Type: 'gha' }, { type: 'gha', url: 'https://own.test/', token: 't' }];
const OTHERS = [OWN, 'type=registry,ref=acme/api:cache', 'type=inline'];

function left(event: GithubEvent) {
  const env = { GITHUB_EVENT_NAME: event.name, GITHUB_REF: event.ref, GITHUB_REPOSITORY: 'acme/tides' };
  const source = { env: { ...env, GITHUB_EVENT_PATH: '/e' }, now: new Date(0) };
  const context = readContext({ ...source, readFile: () => JSON.stringify(event.payload) });
  const inputs = read({ 'cache-from': GHA, 'cache-to': [GHA, ...OTHERS].join('\n') });
  const { job, notice } = withoutSharedWrites({ inputs, context });
  expect(job.inputs.build.cacheFrom).toEqual([GHA]);
  // Each of several images has its own caches, and so do linked targets.
  const targets = { plain: { 'cache-to': [GHA, OWN] }, mapped: { 'cache-to': MAPS }, other: { 'cache-from': [GHA] } };
  const step = ((): Inputs => {
    const { build, ...rest } = read({});
    // The caches that the builds and the linked targets write, as named in the plan.
    return { ...rest, build: { ...build, partCaches: new Map([['api', { from: [GHA], to: [GHA, OWN] }]]) } };
  })();
  const several = { builds: [{ name: 'api', inputs }], linked: targets, beside: [] };
  const all = withoutSharedWrites({ inputs: step, context, several });
  expect(all.notice).toBe(notice);
  expect(all.job.several?.builds[0]?.inputs).toEqual(job.inputs);
  expect(all.job.several?.linked.other).toEqual(targets.other);
  const isKept = notice === undefined;
  const parts = all.job.inputs.build.partCaches;
  expect(parts?.get('api')).toEqual({ from: [GHA], to: isKept ? [GHA, OWN] : [OWN] });
  expect(all.job.several?.linked.plain).toEqual({ 'cache-to': isKept ? [GHA, OWN] : [OWN] });
  expect(all.job.several?.linked.mapped).toEqual({ 'cache-to': isKept ? MAPS : MAPS.slice(2) });
  const alone = withoutSharedWrites({ inputs: step, context, several: { builds: [], linked: targets, beside: [] } });
  expect(alone.notice).toBe(notice);
  return { to: job.inputs.build.cacheTo, notice };
}

const own = { full_name: 'acme/tides' };
const comment = events.plain('issue_comment', { payload: { issue: { number: 7, pull_request: {} } } });
const after = (event: string) =>
  events.plain('workflow_run', { payload: { workflow_run: { event, head_branch: 'dev', head_repository: own } } });

test.each<[string, GithubEvent]>([
  ['a push', events.push()],
  ['a pull request, whose caches GitHub separates', events.pullRequest()],
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
