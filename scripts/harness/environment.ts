import { mkdirSync, writeFileSync } from 'node:fs';
import { arch } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Contexts } from './expressions.ts';
import type { GithubEvent, Job } from './types.ts';

/** The folders of a job. */
export type Folders = Readonly<{ temp: string; home: string; tools: string; eventFile: string }>;

/** Variables of this process that a hosted runner also has. Nothing else leaks in. */
const INHERITED = ['PATH', 'LANG', 'LC_ALL', 'TZ', 'USER', 'DOCKER_HOST', 'XDG_RUNTIME_DIR'];

export function createFolders(job: Job): Folders {
  const [temp, home, tools] = ['_temp', 'home', '_tool'].map(name => join(job.root, name)) as [string, string, string];
  const eventFile = join(temp, '_github_workflow', 'event.json');
  for (const folder of [temp, home, tools, dirname(eventFile)]) mkdirSync(folder, { recursive: true });
  writeFileSync(eventFile, JSON.stringify(job.event.payload));
  return { temp, home, tools, eventFile };
}

/** The meaning of `github.*` and `runner.*` in the defaults of action.yml. */
export function contextsOf(job: Job, folders: Folders): Contexts {
  const { event } = job;
  const github = {
    token: job.token ?? '',
    actor: event.actor,
    event_name: event.name,
    ref: event.ref,
    sha: event.sha,
    base_ref: event.baseRef,
    head_ref: event.headRef,
    repository: event.repository,
    repository_owner: ownerOf(event),
    server_url: 'https://github.com',
    workspace: job.workspace,
  };
  return { github, runner: { os: 'Linux', temp: folders.temp }, strategy: {}, matrix: {}, job: { status: 'success' } };
}

/** The part of the runner's environment that describes the event. */
export function eventEnvironment(event: GithubEvent): Record<string, string> {
  return {
    GITHUB_ACTOR: event.actor,
    GITHUB_BASE_REF: event.baseRef,
    GITHUB_EVENT_NAME: event.name,
    GITHUB_HEAD_REF: event.headRef,
    GITHUB_REF: event.ref,
    GITHUB_REPOSITORY: event.repository,
    GITHUB_SHA: event.sha,
  };
}

/** The environment that every step of a job starts with. */
export function jobEnvironment(job: Job, folders: Folders): Record<string, string> {
  const { event } = job;
  const inherited = INHERITED.flatMap(name => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return {
    ...(Object.fromEntries(inherited) as Record<string, string>),
    ...eventEnvironment(event),
    HOME: folders.home,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_EVENT_PATH: folders.eventFile,
    GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
    GITHUB_JOB: 'publish',
    GITHUB_REF_NAME: event.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    GITHUB_REF_PROTECTED: 'false',
    GITHUB_REF_TYPE: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_REPOSITORY_OWNER: ownerOf(event),
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '4200000001',
    GITHUB_RUN_NUMBER: '7',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_TRIGGERING_ACTOR: event.actor,
    GITHUB_WORKFLOW: 'publish',
    GITHUB_WORKFLOW_REF: `${event.repository}/.github/workflows/publish.yml@${event.ref}`,
    GITHUB_WORKFLOW_SHA: event.sha,
    GITHUB_WORKSPACE: job.workspace,
    RUNNER_ARCH: arch() === 'arm64' ? 'ARM64' : 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'harness',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: folders.temp,
    RUNNER_TOOL_CACHE: folders.tools,
    RUNNER_WORKSPACE: dirname(job.workspace),
    ...(job.debug ? { RUNNER_DEBUG: '1' } : {}),
    ...job.env,
  };
}

/** `GITHUB_ACTION`: the step's id, or a name made from the action's folder. */
export function actionId(id: string | undefined, folder: string): string {
  return id ?? `__${basename(folder).replaceAll(/\W/g, '_')}`;
}

function ownerOf(event: GithubEvent): string {
  return event.repository.split('/')[0]!;
}
