import { messageOf } from '../../src/host/errors.ts';
import { type Contexts, type ContextValue, evaluate } from '../harness/expressions.ts';
import type { GithubEvent } from '../harness/types.ts';
import { inputValue, type Workflow, type WorkflowInput, type WorkflowJob } from './read.ts';

/** The contexts that a step's `with` and `if` may use. */
export const STEP_CONTEXTS: readonly string[] =
  'github env vars inputs secrets matrix strategy needs steps job runner'.split(' ');

/** The user's description of the run. */
export type Said = Readonly<{
  vars: Readonly<Record<string, string>>;
  inputs: Readonly<Record<string, string>>;
  /** Another workflow has called this one, which gets the caller's event. */
  isCalled?: boolean;
  /** Other contexts: results of other steps and jobs, or values for secrets. */
  known?: Contexts;
}>;

/**
 * The contexts of a step, as filled by GitHub. Secrets are placeholders: a plan shows none. Other jobs have
 * succeeded, and the outputs of jobs and steps (`needs.*`, `steps.*`) are empty.
 */
export function stepContexts(event: GithubEvent, workflow: Workflow, job: WorkflowJob, said: Said): Contexts {
  const held = Object.fromEntries(workflow.secrets.map(name => [name, `placeholder-for-${name}`]));
  const inputs = inputsAt(event, workflow, said);
  const contexts = {
    github: githubContext(withInputs(event, inputs), workflow.name, job.name),
    env: {},
    vars: said.vars,
    inputs,
    secrets: { GITHUB_TOKEN: 'placeholder-for-GITHUB_TOKEN', ...held },
    matrix: JSON.parse(JSON.stringify(job.matrix)) as ContextValue,
    strategy: { 'job-index': 0, 'job-total': 1 },
    job: { status: 'success' },
    runner: { os: 'Linux', arch: 'X64', temp: '/tmp', environment: 'github-hosted' },
    ...said.known,
    needs: { ...needed(job), ...(said.known?.needs as object | undefined) },
  };
  return withEnvironment(contexts, job.env);
}

/** As if every job before this one had succeeded; what they say is empty. */
function needed({ needs = [] }: WorkflowJob): Readonly<Record<string, ContextValue>> {
  return Object.fromEntries(needs.map(name => [name, { result: 'success', outputs: {} }]));
}

/**
 * The contexts with these variables, whose expressions are evaluated. One that can't be (a function or context that is
 * not known here) stays as it is written.
 */
export function withEnvironment(contexts: Contexts, env: Readonly<Record<string, string>>): Contexts {
  const own = Object.entries(env).map(([name, value]) => [name, filled(value, contexts)] as const);
  return { ...contexts, env: { ...(contexts.env as object), ...Object.fromEntries(own) } };
}

function filled(value: string, contexts: Contexts): string {
  try {
    return evaluate(value, contexts, STEP_CONTEXTS);
  } catch {
    return value;
  }
}

/**
 * The context `inputs`. It is empty for a run that was neither started by hand nor called, whatever defaults the
 * workflow has.
 *
 * @throws Error when a text doesn't fit its input's type
 */
function inputsAt({ name: event }: GithubEvent, { on, inputs }: Workflow, said: Said): InputValues {
  const isStarted = event === 'workflow_dispatch' || on.includes(event);
  const declared = inputs.filter(one => one.trigger === (isStarted && !said.isCalled ? event : 'workflow_call'));
  const initial = declared.map(({ name, initial }) => [name, initial] as const);
  const given = Object.entries(said.inputs).map(([name, text]) => [name, typedValue(name, text, declared)] as const);
  return Object.fromEntries([...initial, ...given]);
}

type InputValues = Readonly<Record<string, ContextValue>>;

function typedValue(name: string, text: string, declared: readonly WorkflowInput[]): ContextValue {
  try {
    return inputValue(declared.find(one => one.name === name)?.type ?? 'string', text);
  } catch (error) {
    throw new Error(`--input ${name}: ${messageOf(error)}`);
  }
}

/** The payload also has the inputs of a manual start, all of them as text. */
function withInputs(event: GithubEvent, inputs: InputValues): GithubEvent {
  if (event.name !== 'workflow_dispatch') return event;
  const texts = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, String(value)]));
  return { ...event, payload: { ...(event.payload as object), inputs: texts } };
}

function githubContext(event: GithubEvent, workflow: string, job: string): ContextValue {
  const [owner = ''] = event.repository.split('/');
  return {
    token: 'placeholder-for-GITHUB_TOKEN',
    actor: event.actor,
    event: event.payload as ContextValue,
    event_name: event.name,
    ref: event.ref,
    ref_name: event.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    ref_type: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    sha: event.sha,
    base_ref: event.baseRef,
    head_ref: event.headRef,
    repository: event.repository,
    repository_owner: owner,
    run_id: '4200000001',
    run_number: '7',
    run_attempt: '1',
    server_url: 'https://github.com',
    api_url: 'https://api.github.com',
    workspace: '/home/runner/work',
    workflow,
    job,
  };
}
