import { parse } from 'yaml';

/** A step of a job, as the file has it: `${{ … }}` unfilled. */
export type WorkflowStep = Readonly<{
  id: string | undefined;
  name: string | undefined;
  uses: string;
  with: Readonly<Record<string, string>>;
  if: string | undefined;
}>;

export type WorkflowJob = Readonly<{
  name: string;
  if: string | undefined;
  /** The first leg of the job's matrix; empty without one. */
  matrix: Readonly<Record<string, unknown>>;
  env: Readonly<Record<string, string>>;
  steps: readonly WorkflowStep[];
}>;

/** `inputs`: the defaults of workflow_dispatch's and workflow_call's inputs. `secrets`: the names that the text uses. */
export type Workflow = Readonly<{
  name: string;
  jobs: readonly WorkflowJob[];
  inputs: Readonly<Record<string, string>>;
  secrets: readonly string[];
}>;

type Yaml = Readonly<Record<string, unknown>>;

/**
 * Reads a workflow, a list of steps, one step, or the inputs of one (a map): what people have at hand.
 *
 * @param uses what a bare map of inputs is taken to use
 * @throws Error when the text is none of these
 */
export function readWorkflow(text: string, uses: string): Workflow {
  const yaml: unknown = parse(text);
  const secrets = [...text.matchAll(/\bsecrets\.([A-Za-z_]\w*)/g)].map(([, name]) => name!);
  const whole = { name: 'workflow', inputs: {}, secrets: [...new Set(secrets)] };
  const single = (steps: readonly WorkflowStep[]) => [{ name: 'job', if: undefined, matrix: {}, env: {}, steps }];
  if (Array.isArray(yaml)) return { ...whole, jobs: single(yaml.flatMap(step)) };
  if (!isMap(yaml)) throw new Error('expected a workflow, a list of steps, a step, or a map of inputs');
  if (!isMap(yaml.jobs)) return { ...whole, jobs: single('uses' in yaml ? step(yaml) : step({ uses, with: yaml })) };
  const env = texts(yaml.env);
  const jobs = Object.entries(yaml.jobs).flatMap(([name, job]) => (isMap(job) ? [jobOf(name, job, env)] : []));
  return { ...whole, name: String(yaml.name ?? 'workflow'), inputs: defaultInputs(yaml.on), jobs };
}

function jobOf(name: string, job: Yaml, env: Readonly<Record<string, string>>): WorkflowJob {
  const steps = Array.isArray(job.steps) ? job.steps.flatMap(step) : [];
  const matrix = isMap(job.strategy) && isMap(job.strategy.matrix) ? firstLeg(job.strategy.matrix) : {};
  return { name, if: condition(job.if), matrix, env: { ...env, ...texts(job.env) }, steps };
}

function step(yaml: unknown): WorkflowStep[] {
  if (!isMap(yaml) || typeof yaml.uses !== 'string') return [];
  const named = (key: string) => (yaml[key] === undefined ? undefined : String(yaml[key]));
  return [{ id: named('id'), name: named('name'), uses: yaml.uses, with: texts(yaml.with), if: condition(yaml.if) }];
}

/** `if: false` is a boolean in YAML. */
function condition(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}

/** The first value of every dimension, with what the first `include` adds. */
function firstLeg(matrix: Yaml): Record<string, unknown> {
  const { include, exclude: _, ...dimensions } = matrix;
  const leg = Object.entries(dimensions).flatMap(([key, values]) =>
    Array.isArray(values) && values.length > 0 ? [[key, values[0]]] : [],
  );
  const more = Array.isArray(include) && isMap(include[0]) ? include[0] : {};
  return { ...more, ...Object.fromEntries(leg) };
}

function defaultInputs(on: unknown): Record<string, string> {
  const events = isMap(on) ? [on.workflow_dispatch, on.workflow_call] : [];
  const inputs = events.flatMap(event => (isMap(event) && isMap(event.inputs) ? Object.entries(event.inputs) : []));
  return Object.fromEntries(
    inputs.map(([name, input]) => [name, isMap(input) && input.default !== undefined ? String(input.default) : '']),
  );
}

function texts(value: unknown): Record<string, string> {
  if (!isMap(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, one === null ? '' : String(one)]));
}

function isMap(value: unknown): value is Yaml {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
