import type { Environment } from './environment.ts';

/** What the runner tells every step about the workflow run. Texts are '' by default. */
export type RunVariables = Readonly<{
  eventName: string;
  /** The file with the webhook's payload. */
  eventPath: string;
  /** `refs/heads/…`, `refs/tags/…`, `refs/pull/N/merge`; empty for events without a ref. */
  ref: string;
  sha: string;
  baseRef: string;
  headRef: string;
  actor: string;
  /** `owner/name`. */
  repository: string;
  /** Undefined by default. */
  repositoryId: string | undefined;
  workflow: string;
  job: string;
  runId: string;
  runNumber: string;
  runAttempt: string;
  /** `https://github.com` by default, without a slash at the end. */
  serverUrl: string;
  /** '' by default: it follows from `serverUrl`. Without a slash at the end. */
  apiUrl: string;
  /** The current folder by default. */
  workspace: string;
}>;

/** @see https://docs.github.com/actions/reference/workflows-and-actions/variables */
export function runVariables(env: Environment): RunVariables {
  return {
    eventName: env.GITHUB_EVENT_NAME ?? '',
    eventPath: env.GITHUB_EVENT_PATH ?? '',
    ref: env.GITHUB_REF ?? '',
    sha: env.GITHUB_SHA ?? '',
    baseRef: env.GITHUB_BASE_REF ?? '',
    headRef: env.GITHUB_HEAD_REF ?? '',
    actor: env.GITHUB_ACTOR ?? '',
    repository: env.GITHUB_REPOSITORY ?? '',
    repositoryId: env.GITHUB_REPOSITORY_ID,
    workflow: env.GITHUB_WORKFLOW ?? '',
    job: env.GITHUB_JOB ?? '',
    runId: env.GITHUB_RUN_ID ?? '',
    runNumber: env.GITHUB_RUN_NUMBER ?? '',
    runAttempt: env.GITHUB_RUN_ATTEMPT ?? '',
    serverUrl: withoutSlash(env.GITHUB_SERVER_URL || 'https://github.com'),
    apiUrl: withoutSlash(env.GITHUB_API_URL ?? ''),
    workspace: env.GITHUB_WORKSPACE || '.',
  };
}

/** Removes the path of the event from an environment, so that no library reads the file. */
export function forgetEventPath(env: Record<string, string | undefined>): void {
  delete env.GITHUB_EVENT_PATH;
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
