import { parseDocument } from 'yaml';
import type { ContextValue } from '../harness/expressions.ts';
import { type Leg, legsOf } from './matrix.ts';

/** A step of a job as written: `${{ … }}` unevaluated. */
export type WorkflowStep = Readonly<{
  id: string | undefined;
  name: string | undefined;
  uses: string;
  with: Readonly<Record<string, string>>;
  env: Readonly<Record<string, string>>;
  if: string | undefined;
}>;

export type WorkflowJob = Readonly<{
  name: string;
  if: string | undefined;
  /** The first leg of the job's matrix; empty without one. */
  matrix: Leg;
  /** All of them; undefined for a matrix that only the run knows. */
  legs?: readonly Leg[] | undefined;
  /** `matrix` as written, with its expressions. */
  written?: unknown;
  outputs?: Readonly<Record<string, string>>;
  /** The jobs that must succeed before this one starts. */
  needs?: readonly string[];
  env: Readonly<Record<string, string>>;
  steps: readonly WorkflowStep[];
  /** The job's own `uses` and `with`, if it calls a workflow. */
  call?: WorkflowStep | undefined;
}>;

/** An input of a workflow that is started by hand or called. */
export type WorkflowInput = Readonly<{
  trigger: string;
  name: string;
  type: string;
  initial: ContextValue;
  isRequired: boolean;
}>;

/**
 * `on`: the events that start it. `secrets`: the names that the text uses. `optionalSecrets`: those that a caller need
 * not give.
 */
export type Workflow = Readonly<{
  name: string;
  on: readonly string[];
  jobs: readonly WorkflowJob[];
  inputs: readonly WorkflowInput[];
  secrets: readonly string[];
  optionalSecrets?: readonly string[];
}>;

type Yaml = Readonly<Record<string, unknown>>;

/**
 * Reads a workflow, an action made of steps, a list of steps, one step, or the inputs of one (a map).
 *
 * @param uses the action that a bare map of inputs belongs to
 * @throws Error when the text is none of these
 */
export function readWorkflow(text: string, uses: string): Workflow {
  const yaml = oneDocument(text);
  const secrets = [...text.matchAll(/\bsecrets\.([A-Za-z_]\w*)/g)].map(([, name]) => name!);
  const whole = { name: 'workflow', on: [], inputs: [], secrets: [...new Set(secrets)] };
  if (Array.isArray(yaml)) return { ...whole, jobs: single(yaml.flatMap(step)) };
  if (!isMap(yaml)) throw new Error('expected a workflow, a list of steps, a step, or a map of inputs');
  if (isMap(yaml.runs)) return { ...whole, name: String(yaml.name ?? 'action'), ...ofAction(yaml, yaml.runs) };
  if ('on' in yaml && !isMap(yaml.jobs)) throw new Error('the workflow has no `jobs`');
  if (!isMap(yaml.jobs)) return { ...whole, jobs: single('uses' in yaml ? step(yaml) : step({ uses, with: yaml })) };
  const env = texts(yaml.env);
  const jobs = Object.entries(yaml.jobs).flatMap(([name, job]) => (isMap(job) ? [jobOf(name, job, env)] : []));
  const optionalSecrets = optionalIn(yaml.on);
  const name = String(yaml.name ?? 'workflow');
  return { ...whole, name, on: eventsOf(yaml.on), inputs: inputsOf(yaml.on), optionalSecrets, jobs };
}

function single(steps: readonly WorkflowStep[]): readonly WorkflowJob[] {
  return [{ name: 'job', if: undefined, matrix: {}, env: {}, steps }];
}

/** A composite action's steps and inputs, which are texts, whatever the event. */
function ofAction({ inputs }: Yaml, { steps }: Yaml): Pick<Workflow, 'jobs' | 'inputs'> {
  if (!Array.isArray(steps)) throw new Error('it is an action that is not made of steps');
  return {
    jobs: single(steps.flatMap(step)),
    inputs: inputsOf({ workflow_dispatch: { inputs }, workflow_call: { inputs } }),
  };
}

function oneDocument(text: string): unknown {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error?.code === 'MULTIPLE_DOCS') throw new Error('expected one YAML document, and there are several');
  if (error) throw new Error(`not valid YAML: ${error.message.trim()}`);
  return document.toJS();
}

function jobOf(name: string, job: Yaml, env: Readonly<Record<string, string>>): WorkflowJob {
  const steps = Array.isArray(job.steps) ? job.steps.flatMap(step) : [];
  const legs = legsOf(job);
  const matrix = legs?.[0] ?? (isMap(job.strategy) && isMap(job.strategy.matrix) ? firstLeg(job.strategy.matrix) : {});
  const needs = [job.needs ?? []].flat().map(String);
  const [call] = step({ uses: job.uses, with: job.with });
  const written = isMap(job.strategy) ? job.strategy.matrix : undefined;
  const outputs = texts(job.outputs);
  const own = { ...env, ...texts(job.env) };
  return { name, if: condition(job.if), matrix, legs, written, outputs, needs, env: own, steps, call };
}

function step(yaml: unknown): WorkflowStep[] {
  if (!isMap(yaml) || typeof yaml.uses !== 'string') return [];
  const named = (key: string) => (yaml[key] === undefined ? undefined : String(yaml[key]));
  return [
    {
      id: named('id'),
      name: named('name'),
      uses: yaml.uses,
      with: texts(yaml.with),
      env: texts(yaml.env),
      if: condition(yaml.if),
    },
  ];
}

/** `if: false` is a boolean in YAML. */
function condition(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}

/** Of a matrix that is known in part: the first value of every such dimension, and the first `include`. */
function firstLeg(matrix: Yaml): Record<string, unknown> {
  const { include, exclude: _, ...dimensions } = matrix;
  const leg = Object.entries(dimensions).flatMap(([key, values]) =>
    Array.isArray(values) && values.length > 0 ? [[key, values[0]]] : [],
  );
  const more = Array.isArray(include) && isMap(include[0]) ? include[0] : {};
  return { ...more, ...Object.fromEntries(leg) };
}

function eventsOf(on: unknown): readonly string[] {
  if (Array.isArray(on)) return on.map(String);
  return isMap(on) ? Object.keys(on) : [String(on)];
}

function inputsOf(on: unknown): readonly WorkflowInput[] {
  return ['workflow_dispatch', 'workflow_call'].flatMap(trigger => {
    const event = isMap(on) ? on[trigger] : undefined;
    const inputs = isMap(event) && isMap(event.inputs) ? Object.entries(event.inputs) : [];
    return inputs.map(([name, input]) => {
      const given: Yaml = isMap(input) ? input : {};
      const type = String(given.type ?? 'string');
      return { trigger, name, type, initial: initialOf(type, given), isRequired: String(given.required) === 'true' };
    });
  });
}

function optionalIn(on: unknown): readonly string[] {
  const call = isMap(on) ? on.workflow_call : undefined;
  const secrets = isMap(call) && isMap(call.secrets) ? Object.entries(call.secrets) : [];
  return secrets.flatMap(([name, one]) => (isMap(one) && String(one.required) === 'true' ? [] : [name]));
}

/** Without a default a boolean is false, a number 0, and a choice its first option, as in GitHub's form. */
function initialOf(type: string, { default: initial, options }: Yaml): ContextValue {
  if (initial !== undefined && initial !== null) return inputValue(type, String(initial));
  if (type === 'boolean') return false;
  if (type === 'number') return 0;
  return type === 'choice' && Array.isArray(options) ? String(options[0] ?? '') : '';
}

/** The value of `inputs` for a text: `if: inputs.publish` fails for `false`, but not for `'false'`. */
export function inputValue(type: string, text: string): ContextValue {
  if (type === 'number') {
    if (text.trim() === '' || !Number.isFinite(Number(text))) throw new Error(`expected a number, not "${text}"`);
    return Number(text);
  }
  if (type !== 'boolean') return text;
  if (text !== 'true' && text !== 'false') throw new Error(`expected true or false, not "${text}"`);
  return text === 'true';
}

function texts(value: unknown): Record<string, string> {
  if (!isMap(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, one === null ? '' : String(one)]));
}

function isMap(value: unknown): value is Yaml {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
