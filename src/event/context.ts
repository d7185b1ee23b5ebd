import { reasonOf } from '../host/errno.ts';
import { isObject } from '../host/fields.ts';
import type { Environment } from '../host/variables/environment.ts';
import { runnerVariables } from '../host/variables/runner.ts';
import { type RunVariables, runVariables } from '../host/variables/workflow-run.ts';
import { apiOf } from './forge.ts';

/** A webhook payload: untrusted JSON. Read it with the helpers below, which never throw. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** An object in a payload. */
export type JsonObject = { readonly [key: string]: Json | undefined };

/**
 * Everything about the run that is not an input: `GITHUB_*`, the event, the clock. Created once, in `readContext`;
 * nothing below reads the environment or the time.
 */
export type Context = Omit<RunVariables, 'eventPath' | 'repositoryId'> &
  Readonly<{
    payload: Json;
    /** Why there is no payload, although GITHUB_EVENT_PATH names a file. */
    payloadProblem?: string;
    /** The event's ref when the checkout's replaces it (`ref-source: git`): it decides whose code this is. */
    eventRef?: string;
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

/** The object at `path`; {} when it is missing or something else. */
export function objectAt(json: Json | undefined, ...path: (string | number)[]): JsonObject {
  const value = at(json, ...path);
  return isObject(value) ? value : {};
}

/** The string at `path`, or undefined when it is missing or something else. */
export function text(json: Json | undefined, ...path: (string | number)[]): string | undefined {
  const value = at(json, ...path);
  return typeof value === 'string' ? value : undefined;
}

type ContextSources = Readonly<{
  env: Environment;
  now: Date;
  readFile(path: string): string;
}>;

/**
 * Reads the run's context. Without an event file the payload is empty: GitHub sends none for some events, and outside
 * GitHub there is none. An unreadable one is reported in `payloadProblem`.
 */
export function readContext({ env, now, readFile }: ContextSources): Context {
  const { eventPath, repositoryId: _, ...run } = runVariables(env);
  const runner = runnerVariables(env);
  return {
    ...run,
    ...(eventPath === '' ? withoutPayload(run.eventName) : readPayload(eventPath, readFile)),
    apiUrl: run.apiUrl || apiOf(run.serverUrl),
    runnerTemp: runner.temp,
    runnerDebug: runner.isDebug,
    now,
    env: Object.fromEntries(Object.entries(env).filter((e): e is [string, string] => e[1] !== undefined)),
  };
}

type Payload = Pick<Context, 'payload' | 'payloadProblem'>;

/** Events on the default branch of which only the payload says whether somebody else's code is behind them. */
const TOLD_BY_PAYLOAD = /^(?:workflow_run|issue_comment|check_(?:run|suite)|status|deployment(?:_status)?)$/;

function withoutPayload(eventName: string): Payload {
  if (!TOLD_BY_PAYLOAD.test(eventName)) return { payload: {} };
  const payloadProblem = `GITHUB_EVENT_PATH is not set, and only the event's file tells whose code a run on ${eventName} is about`;
  return { payload: {}, payloadProblem };
}

function readPayload(path: string, readFile: ContextSources['readFile']): Payload {
  let text: string;
  try {
    text = readFile(path);
  } catch (error) {
    return { payload: {}, payloadProblem: `cannot read ${path} (GITHUB_EVENT_PATH): ${reasonOf(error)}` };
  }
  try {
    const json: unknown = JSON.parse(text);
    if (isObject(json)) return { payload: json as JsonObject };
  } catch {
    // Not quoted: it may contain anything.
  }
  return { payload: {}, payloadProblem: `${path} (GITHUB_EVENT_PATH) is not a JSON object` };
}
