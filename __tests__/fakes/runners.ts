import type { Json } from '../../src/event/context.ts';

type Env = Readonly<Record<string, string>>;

/** What starts the workflow: each server writes its own ref and payload for it. */
export type Occasion = 'branch' | 'tag' | 'pull';

/** A runner and its server, as a step sees them. */
export type Runner = Readonly<{
  name: string;
  server: string;
  /** Without what depends on the event. `folder` stands for the root of the file system. */
  env(folder: string): Env;
  event(occasion: Occasion): Readonly<{ name: string; ref: string; baseRef: string; headRef: string; payload: Json }>;
}>;

const SHA = '8c2a1f0d5b7e4936a1c0d2e3f405162738495a6b';

function repository(server: string, more: { readonly [key: string]: Json } = {}): Json {
  return {
    id: 7,
    name: 'tides',
    full_name: 'acme/tides',
    private: false,
    fork: false,
    default_branch: 'main',
    html_url: `${server}/acme/tides`,
    clone_url: `${server}/acme/tides.git`,
    owner: { login: 'acme' },
    description: 'Tide tables',
    ...more,
  };
}

function events(server: string, pullRef: string, payloads = true): Runner['event'] {
  return occasion => {
    const isPull = occasion === 'pull';
    const ref = { branch: 'refs/heads/main', tag: 'refs/tags/v1.4.2', pull: pullRef }[occasion];
    const repo = repository(server);
    const pull = {
      number: 7,
      head: { ref: 'lights', sha: SHA, repo },
      base: { ref: 'main', sha: SHA, repo },
    };
    const head_commit = { id: SHA, message: 'Chart the harbour', timestamp: '2026-11-02T09:30:00Z' };
    const payload = isPull
      ? { action: 'synchronized', number: 7, pull_request: pull }
      : { ref, after: SHA, head_commit };
    return {
      name: isPull ? 'pull_request' : 'push',
      ref,
      baseRef: isPull ? 'main' : '',
      headRef: isPull ? 'lights' : '',
      payload: payloads ? { ...payload, repository: repo } : {},
    };
  };
}

const COMMON: Env = {
  CI: 'true',
  GITHUB_ACTIONS: 'true',
  GITHUB_ACTOR: 'mona',
  GITHUB_JOB: 'publish',
  GITHUB_REPOSITORY: 'acme/tides',
  GITHUB_REPOSITORY_OWNER: 'acme',
  GITHUB_RUN_ID: '42',
  GITHUB_RUN_NUMBER: '7',
  GITHUB_SHA: SHA,
  GITHUB_WORKFLOW: 'publish',
  RUNNER_ARCH: 'X64',
  RUNNER_OS: 'Linux',
};

/** GitHub's runner, with servers run by GitHub. */
function github(folder: string, server: string, api: string, more: Env = {}): Env {
  const commands = `${folder}/home/runner/work/_temp/_runner_file_commands`;
  return {
    ...COMMON,
    GITHUB_API_URL: api,
    GITHUB_EVENT_PATH: `${folder}/home/runner/work/_temp/_github_workflow/event.json`,
    GITHUB_OUTPUT: `${commands}/set_output_1`,
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_SERVER_URL: server,
    GITHUB_STATE: `${commands}/save_state_1`,
    GITHUB_STEP_SUMMARY: `${commands}/step_summary_1`,
    RUNNER_ENVIRONMENT: 'self-hosted',
    RUNNER_TEMP: `${folder}/home/runner/work/_temp`,
    RUNNER_TOOL_CACHE: `${folder}/home/runner/work/_tool`,
    ...more,
  };
}

/** nektos/act, and the runners of Gitea and Forgejo, which are based on it. */
function act(folder: string, server: string, api: string, more: Env = {}): Env {
  const home = `${folder}/var/run/act/workflow`;
  return {
    ...COMMON,
    GITHUB_API_URL: api,
    GITHUB_EVENT_PATH: `${home}/event.json`,
    GITHUB_OUTPUT: `${home}/outputcmd.txt`,
    GITHUB_PATH: `${home}/pathcmd.txt`,
    GITHUB_RETENTION_DAYS: '',
    GITHUB_SERVER_URL: server,
    GITHUB_STATE: `${home}/statecmd.txt`,
    GITHUB_STEP_SUMMARY: `${home}/SUMMARY.md`,
    RUNNER_PERFLOG: '/dev/null',
    RUNNER_TEMP: `${folder}/tmp`,
    RUNNER_TOOL_CACHE: `${folder}/opt/hostedtoolcache`,
    ...more,
  };
}

const GHES = 'https://github.acme.example';
const TENANT = 'https://acme.ghe.com';
const GITEA = 'http://gitea.acme.example:3000/git';
const FORGEJO = 'https://codeberg.example';

/**
 * Runners other than GitHub's hosted ones, with the environment that their sources set: actions/runner (GHES, ghe.com),
 * act_runner of Gitea, forgejo-runner, nektos/act.
 */
export const RUNNERS: readonly Runner[] = [
  {
    name: 'GitHub Enterprise Server',
    server: GHES,
    env: folder =>
      github(folder, GHES, `${GHES}/api/v3`, {
        ACTIONS_CACHE_URL: `${GHES}/_services/artifactcache/abc/`,
        ACTIONS_RUNTIME_TOKEN: 'x.e30.x',
      }),
    event: events(GHES, 'refs/pull/7/merge'),
  },
  {
    name: 'a tenant of ghe.com',
    server: TENANT,
    env: folder => github(folder, TENANT, 'https://api.acme.ghe.com'),
    event: events(TENANT, 'refs/pull/7/merge'),
  },
  {
    // The slash at the end is Gitea's (AppURL), which may also be below a path of its host.
    name: 'Gitea',
    server: GITEA,
    env: folder =>
      act(folder, `${GITEA}/`, `${GITEA}/api/v1`, { GITEA_ACTIONS: 'true', GITEA_ACTIONS_RUNNER_VERSION: 'v0.2.13' }),
    event: events(GITEA, 'refs/pull/7/head'),
  },
  {
    name: 'Forgejo',
    server: FORGEJO,
    env: folder => act(folder, FORGEJO, `${FORGEJO}/api/v1`, { FORGEJO_ACTIONS: 'true', GITEA_ACTIONS: 'true' }),
    event: events(FORGEJO, 'refs/pull/7/head'),
  },
  {
    // Without `--eventpath` it has no event, and still writes the number of a nonexistent pull request.
    name: 'act',
    server: 'https://github.com',
    env: folder =>
      act(folder, 'https://github.com', 'https://api.github.com', {
        ACT: 'true',
        GITHUB_ACTOR: 'nektos/act',
        GITHUB_RUN_ID: '1',
        GITHUB_RUN_NUMBER: '1',
      }),
    event: events('https://github.com', 'refs/pull/%!f(<nil>)/merge', false),
  },
];

/** The variables of an event. */
export function eventEnv({ name, ref, baseRef, headRef }: ReturnType<Runner['event']>): Env {
  return { GITHUB_EVENT_NAME: name, GITHUB_REF: ref, GITHUB_BASE_REF: baseRef, GITHUB_HEAD_REF: headRef };
}
