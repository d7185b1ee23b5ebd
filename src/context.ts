/** A webhook payload: untrusted JSON. Read it through the helpers below, which never throw. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * Everything about the run that is not an input, as plain data: `GITHUB_*`, the event, the clock. Made once, in
 * `readContext`; nothing below it reads the environment or the time.
 */
export type Context = Readonly<{
  eventName: string;
  payload: Json;
  /** `refs/heads/…`, `refs/tags/…`, `refs/pull/N/merge`; empty for events without a ref. */
  ref: string;
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
  /** The process environment, for what users may name (`{{env}}`, `secret-envs`, DOCKER_METADATA_*, proxies). */
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
