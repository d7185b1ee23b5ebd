import { tmpdir } from 'node:os';
import { reasonOf } from '../host/errno.ts';
import { apiOf } from './forge.ts';

/** A webhook payload: untrusted JSON. Read it with the helpers below, which never throw. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * Everything about the run that is not an input: `GITHUB_*`, the event, the clock. Created once, in `readContext`;
 * nothing below reads the environment or the time.
 */
export type Context = Readonly<{
  eventName: string;
  payload: Json;
  /** Why there is no payload, although GITHUB_EVENT_PATH names a file. */
  payloadProblem?: string;
  /** `refs/heads/…`, `refs/tags/…`, `refs/pull/N/merge`; empty for events without a ref. */
  ref: string;
  /** The event's ref when the checkout's replaces it (`ref-source: git`): it decides whose code this is. */
  eventRef?: string;
  sha: string;
  baseRef: string;
  headRef: string;
  actor: string;
  /** `owner/name`. */
  repository: string;
  workflow: string;
  job: string;
  runId: string;
  runNumber: string;
  runAttempt: string;
  /** `https://github.com`, without a slash at the end. */
  serverUrl: string;
  apiUrl: string;
  workspace: string;
  runnerTemp: string;
  runnerDebug: boolean;
  now: Date;
  /**
   * The process environment, for variables that users may name (`{{env}}`, `secret-envs`, DOCKER_METADATA_*, proxies).
   */
  env: Readonly<Record<string, string>>;
}>;

/** The value at `path` inside untrusted JSON, or undefined. */
export function at(json: Json | undefined, ...path: (string | number)[]): Json | undefined {
  let here: Json | undefined = json;
  for (const key of path) {
    if (here === null || typeof here !== 'object' || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string | number, Json | undefined>)[key];
  }
  return here;
}

/** The string at `path`, or undefined when it is missing or something else. */
export function text(json: Json | undefined, ...path: (string | number)[]): string | undefined {
  const value = at(json, ...path);
  return typeof value === 'string' ? value : undefined;
}

export type ContextSources = Readonly<{
  env: Readonly<Record<string, string | undefined>>;
  now: Date;
  readFile(path: string): string;
}>;

/**
 * Reads the run's context. Without an event file the payload is empty: GitHub sends none for some events, and outside
 * GitHub there is none. An unreadable one is reported in `payloadProblem`.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export function readContext({ env, now, readFile }: ContextSources): Context {
  const get = (name: string): string => env[name] ?? '';
  const serverUrl = (get('GITHUB_SERVER_URL') || 'https://github.com').replace(/\/+$/, '');
  return {
    eventName: get('GITHUB_EVENT_NAME'),
    ...readPayload(get('GITHUB_EVENT_PATH'), readFile),
    ref: get('GITHUB_REF'),
    sha: get('GITHUB_SHA'),
    baseRef: get('GITHUB_BASE_REF'),
    headRef: get('GITHUB_HEAD_REF'),
    actor: get('GITHUB_ACTOR'),
    repository: get('GITHUB_REPOSITORY'),
    workflow: get('GITHUB_WORKFLOW'),
    job: get('GITHUB_JOB'),
    runId: get('GITHUB_RUN_ID'),
    runNumber: get('GITHUB_RUN_NUMBER'),
    runAttempt: get('GITHUB_RUN_ATTEMPT'),
    serverUrl,
    apiUrl: (get('GITHUB_API_URL') || apiOf(serverUrl)).replace(/\/+$/, ''),
    workspace: get('GITHUB_WORKSPACE') || '.',
    runnerTemp: get('RUNNER_TEMP') || tmpdir(),
    runnerDebug: get('RUNNER_DEBUG') === '1',
    now,
    env: Object.fromEntries(Object.entries(env).filter((e): e is [string, string] => e[1] !== undefined)),
  };
}

function readPayload(path: string, readFile: ContextSources['readFile']): Pick<Context, 'payload' | 'payloadProblem'> {
  if (path === '') return { payload: {} };
  let text: string;
  try {
    text = readFile(path);
  } catch (error) {
    return { payload: {}, payloadProblem: `cannot read ${path} (GITHUB_EVENT_PATH): ${reasonOf(error)}` };
  }
  try {
    const json: unknown = JSON.parse(text);
    if (json !== null && typeof json === 'object') return { payload: json as Json };
  } catch {
    // Not quoted: it may contain anything.
  }
  return { payload: {}, payloadProblem: `${path} (GITHUB_EVENT_PATH) is not a JSON object` };
}
