import type { Json } from '../../src/event/context.ts';
import type { GithubEvent } from './types.ts';

/** The common part of all events. */
type Common = Readonly<{
  repository?: string;
  actor?: string;
  sha?: string;
  defaultBranch?: string;
  private?: boolean;
}>;

const SHA = '8c2a1f0d5b7e4936a1c0d2e3f405162738495a6b';

/** A push of a branch or a git tag. */
export function push(
  options: Common & Readonly<{ branch?: string; tag?: string; message?: string; deleted?: boolean }> = {},
): GithubEvent {
  const ref = options.tag === undefined ? `refs/heads/${options.branch ?? 'main'}` : `refs/tags/${options.tag}`;
  const base = event('push', ref, options);
  const head_commit = {
    id: base.sha,
    message: options.message ?? 'Chart the harbour',
    timestamp: '2026-11-02T09:30:00+01:00',
    author: { name: 'Mona', email: 'mona@example.com', username: base.actor },
  };
  return add(base, {
    ref,
    before: '0'.repeat(40),
    after: base.sha,
    base_ref: null,
    created: options.tag !== undefined,
    deleted: options.deleted ?? false,
    forced: false,
    pusher: { name: base.actor },
    head_commit,
    commits: [head_commit],
  });
}

/** A pull request. `fork` is the full name of its source repository. */
export function pullRequest(
  options: Common &
    Readonly<{
      number?: number;
      branch?: string;
      base?: string;
      fork?: string;
      headSha?: string;
      title?: string;
      action?: string;
      event?: 'pull_request' | 'pull_request_target';
    }> = {},
): GithubEvent {
  const number = options.number ?? 12;
  const base = options.base ?? 'main';
  const head = options.branch ?? 'feature/lights';
  const name = options.event ?? 'pull_request';
  const ref = name === 'pull_request' ? `refs/pull/${number}/merge` : `refs/heads/${base}`;
  const made = { ...event(name, ref, options), baseRef: base, headRef: head };
  return add(made, {
    action: options.action ?? 'synchronize',
    number,
    pull_request: {
      number,
      title: options.title ?? 'Light the pier',
      updated_at: '2026-11-02T08:30:00Z',
      draft: false,
      merged: false,
      user: { login: made.actor },
      merge_commit_sha: made.sha,
      head: { ref: head, sha: options.headSha ?? '1'.repeat(40), repo: repository(options.fork, { fork: true }, made) },
      base: { ref: base, sha: '2'.repeat(40), repo: repository(undefined, options, made) },
    },
  });
}

/** A merge queue's check of the future main. */
export function mergeGroup(options: Common & Readonly<{ base?: string }> = {}): GithubEvent {
  const base = options.base ?? 'main';
  const ref = `refs/heads/gh-readonly-queue/${base}/pr-12-${'3'.repeat(40)}`;
  const made = event('merge_group', ref, options);
  const group = { head_ref: ref, head_sha: made.sha, base_ref: `refs/heads/${base}`, base_sha: '3'.repeat(40) };
  return add(made, { action: 'checks_requested', merge_group: group });
}

/** A run triggered by another workflow's run. */
export function workflowRun(options: Common & Readonly<{ branch?: string; fork?: string }> = {}): GithubEvent {
  const made = event('workflow_run', `refs/heads/${options.defaultBranch ?? 'main'}`, options);
  const run = {
    id: 4200000000,
    name: 'ci',
    event: options.fork === undefined ? 'push' : 'pull_request',
    conclusion: 'success',
    head_branch: options.branch ?? 'main',
    head_sha: made.sha,
    head_repository: repository(options.fork, { fork: options.fork !== undefined }, made),
  };
  return add(made, { action: 'completed', workflow_run: run });
}

/** An event without details: `workflow_dispatch`, `schedule`, … on a branch. */
export function plain(
  name: string,
  options: Common & Readonly<{ branch?: string; payload?: object }> = {},
): GithubEvent {
  const made = event(name, `refs/heads/${options.branch ?? 'main'}`, options);
  return add(made, (options.payload ?? {}) as Readonly<Record<string, Json>>);
}

function event(name: string, ref: string, options: Common): GithubEvent {
  const shell = {
    name,
    ref,
    sha: options.sha ?? SHA,
    baseRef: '',
    headRef: '',
    actor: options.actor ?? 'mona',
    repository: options.repository ?? 'acme/tides',
  };
  const sender = { login: shell.actor, type: 'User' };
  return { ...shell, payload: { repository: repository(undefined, options, shell), sender } };
}

function add(made: GithubEvent, payload: Readonly<Record<string, Json>>): GithubEvent {
  return { ...made, payload: { ...(made.payload as object), ...payload } };
}

function repository(
  fullName: string | undefined,
  options: Readonly<{ defaultBranch?: string; private?: boolean; fork?: boolean | string | undefined }>,
  made: Readonly<{ repository: string }>,
): { [key: string]: Json } {
  const full_name = fullName ?? made.repository;
  const [login, name] = full_name.split('/') as [string, string];
  return {
    id: 7421,
    name,
    full_name,
    private: options.private ?? false,
    visibility: options.private ? 'private' : 'public',
    fork: fullName !== undefined && Boolean(options.fork),
    owner: { login, name: login },
    html_url: `https://github.com/${full_name}`,
    clone_url: `https://github.com/${full_name}.git`,
    description: 'Tide tables for small harbours',
    default_branch: options.defaultBranch ?? 'main',
    license: { key: 'apache-2.0', spdx_id: 'Apache-2.0' },
    topics: ['tides'],
  };
}
