import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Json } from '../../src/event/context.ts';
import { messageOf } from '../../src/host/errors.ts';
import { REPOSITORY } from '../../src/host/project.ts';
import { attempt } from '../command.ts';
import { logPrinter } from '../demo/log.ts';
import { ITS_OWN, OTHER_DEFAULTS } from '../docs/workflows/left-out.ts';
import { bold, dim, headingOf } from '../say.ts';
import type { Terminal } from '../terminal.ts';
import { stepContexts } from './contexts.ts';
import { eventOf } from './event.ts';
import { given } from './given.ts';
import { asIfRun, type Known, knownContexts, legsIn, outputsOf, usesUnknown } from './known.ts';
import { varsIn } from './placeholders.ts';
import { dryRun, inputsOf, type Planned } from './plan-step.ts';
import { readWorkflow, type Workflow, type WorkflowJob, type WorkflowStep } from './read.ts';
import { visible, visibleLine } from './visible.ts';

const USAGE = `Shows what a step would publish, and why, without Docker, network or credentials.

  npm run plan -- [options] FILE
  npx github:${REPOSITORY} plan [options] FILE

FILE is a workflow, an action.yml made of steps, a list of steps, one step, or a map of a step's inputs.
'-' reads standard input.

  --event NAME          push (default), pull_request, schedule, workflow_dispatch, release, …
  --ref REF             refs/heads/main (default), refs/tags/v1.2.3, refs/pull/12/merge
  --tag NAME            the same as --ref refs/tags/NAME
  --branch NAME         the same as --ref refs/heads/NAME
  --fork OWNER/NAME     the pull request comes from this fork (with --event pull_request)
  --repository O/N      default: the remote "origin" of the folder, or acme/tides
  --default-branch N    default: main
  --sha COMMIT          default: the folder's HEAD
  --payload FILE        JSON laid over the event's payload
  --workspace FOLDER    default: the current folder
  --var NAME=VALUE      vars.NAME (repeatable)
  --input NAME=VALUE    inputs.NAME of a workflow that is started by hand or called (repeatable)
  --uses NAME           the action's name in the file: any \`uses\` that ends in it (default: slipway), and ./

Jobs know what planned ones before them say, such as a matrix; the outputs of other actions and scripts are empty, and so
are optional secrets of a called workflow.
Exit code: 0; 1 if a step would fail; 2 if the command or the file is not valid; 3 if a step depends on what only the
run knows.`;

const options = {
  event: { type: 'string', default: 'push' },
  ref: { type: 'string' },
  tag: { type: 'string' },
  branch: { type: 'string' },
  fork: { type: 'string' },
  repository: { type: 'string' },
  'default-branch': { type: 'string' },
  sha: { type: 'string' },
  payload: { type: 'string' },
  workspace: { type: 'string' },
  var: { type: 'string', multiple: true },
  input: { type: 'string', multiple: true },
  uses: { type: 'string', default: 'slipway' },
  help: { type: 'boolean' },
} as const;

export async function planCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const say = (text: string) => terminal.out(`${text}\n`);
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [file, ...more] = positionals;
  if (values.help || file === undefined || more.length > 0) {
    say(USAGE);
    return values.help ? 0 : 2;
  }
  const workspace = resolve(terminal.here, values.workspace ?? '.');
  const { ref, sha, repository } = given(values);
  if (!statSync(workspace, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(`--workspace: ${workspace} is not a folder`);
  }
  const event = eventOf({
    event: values.event,
    ref,
    repository: repository ?? (await repositoryOf(workspace)) ?? 'acme/tides',
    sha: sha ?? (await git(workspace, 'rev-parse', 'HEAD')) ?? '8c2a1f0d5b7e4936a1c0d2e3f405162738495a6b',
    ...(values.fork !== undefined && { fork: values.fork }),
    ...(values['default-branch'] !== undefined && { defaultBranch: values['default-branch'] }),
    ...(values.payload !== undefined && { payload: payloadIn(values.payload, terminal) }),
  });
  const workflow = asCalled(readWorkflow(read(file, terminal), values.uses), event.name);
  const said = { vars: pairs(values.var), inputs: pairs(values.input) };
  if (!isStartedBy(workflow, event.name)) {
    say(
      dim(
        visibleLine(
          `  ${event.name} does not start this workflow; its events are ${workflow.on.join(', ')}: choose one with --event`,
        ),
      ),
    );
  }

  let [shown, failed, unknown] = [0, 0, 0];
  const unset = new Set<string>();
  let known: Known = { steps: {}, jobs: {} };
  for (const written of workflow.jobs) {
    known = { ...known, steps: {} };
    const contextsOf = (job: WorkflowJob) =>
      stepContexts(event, workflow, job, { ...said, known: knownContexts(known, job) });
    const all = legsIn(written, contextsOf(written));
    const job = { ...written, legs: all, matrix: all?.[0] ?? written.matrix };
    for (const step of oursIn(job, values.uses)) {
      shown++;
      const texts = JSON.stringify([job.if, job.env, step.if, step.env, step.with]);
      for (const name of Object.keys(varsIn(texts))) if (!(name in said.vars)) unset.add(name);
      const legs = inputsByLeg({ workflow, job, step, event, said: { ...said, known: knownContexts(known, job) } });
      for (const [at, { inputs, of }] of legs.slice(0, MOST).entries()) {
        const suffix = legs.length > 1 ? ` (${of.join('; ')})` : '';
        const title = `${job.name}: ${step.name ?? step.id ?? step.uses}${suffix}`;
        say(headingOf(visibleLine(`${title}, on ${event.name} of ${event.ref}`)));
        if (typeof inputs === 'string') {
          const isEmpty = usesUnknown(inputs, known);
          if (isEmpty || inputs.startsWith(UNEVALUATED)) unknown++;
          say(dim(visibleLine(`  not run: ${inputs}${isEmpty ? EMPTY : ''}`)));
          continue;
        }
        const place = { action: join(import.meta.dirname, '../..'), workspace };
        const { exitCode, outputs } = await dryRun(inputs, event, place, logPrinter(say));
        if (exitCode !== 0) {
          const isEmpty = isUnknown(job, step, known);
          isEmpty ? unknown++ : failed++;
          if (isEmpty) say(dim(`  perhaps because${EMPTY_HERE}`));
        } else if (at === 0 && step.id !== undefined) {
          known = { ...known, steps: { ...known.steps, [step.id]: { outputs: asIfRun(inputs, outputs) } } };
        }
        for (const [name, value] of Object.entries(outputs).filter(([key]) => SHOWN.includes(key))) {
          say(`  ${bold(name)} ${visible(value).replaceAll('\n', `\n  ${' '.repeat(name.length + 1)}`)}`);
        }
      }
      if (legs.length > MOST) say(dim(`  and ${legs.length - MOST} more jobs of the matrix`));
    }
    const outputs = outputsOf(job, contextsOf(job), known);
    if (outputs !== undefined) known = { ...known, jobs: { ...known.jobs, [job.name]: { outputs } } };
  }
  for (const name of unset) say(dim(`  vars.${visibleLine(name)} is empty: give it with --var`));
  for (const name of missingInputs(workflow, said.inputs))
    say(dim(`  inputs.${visibleLine(name)} is empty: give it with --input`));
  if (shown === 0) throw new Error(`no step in ${file} uses ${values.uses}: ${whatElse(workflow)}`);
  if (failed > 0) return 1;
  return unknown > 0 ? 3 : 0;
}

/** A workflow that this event does not start was called, without its optional secrets. */
function asCalled(workflow: Workflow, event: string): Workflow {
  const { on, secrets, optionalSecrets = [] } = workflow;
  if (on.includes(event) || !on.includes('workflow_call')) return workflow;
  return { ...workflow, secrets: secrets.filter(name => !optionalSecrets.includes(name)) };
}

/** A called workflow gets any event of its caller, and parts of a workflow do not say what starts them. */
function isStartedBy({ on }: Workflow, event: string): boolean {
  return on.length === 0 || on.includes(event) || on.includes('workflow_call');
}

/** What to do with a file in which nothing is planned. */
function whatElse({ jobs }: Workflow): string {
  const uses = jobs.flatMap(({ steps, call }) => [...steps, ...(call ? [call] : [])]).map(one => one.uses);
  return uses.some(one => /^docker\/(build-push-action|bake-action|github-builder)\b/i.test(one))
    ? "it uses docker's actions, which `npm run migrate` replaces"
    : 'name the action with --uses';
}

/** Jobs of a matrix that are planned: each takes some tenths of a second. */
const MOST = 20;

const EMPTY_HERE = ' the outputs of other jobs and steps, and a matrix made of them, are empty here';
const EMPTY = ` (${EMPTY_HERE.trim()})`;

/** Whether a step's inputs depend on what only the run knows. */
function isUnknown({ legs }: Planned['job'], step: WorkflowStep, known: Known): boolean {
  const texts = JSON.stringify(step.with);
  return usesUnknown(texts, known) || (legs === undefined && /\bmatrix\b/.test(texts));
}

const UNEVALUATED = 'it cannot be evaluated';

function inputsIfKnown(planned: Planned): ReturnType<typeof inputsOf> {
  try {
    return inputsOf(planned);
  } catch (error) {
    return `${UNEVALUATED}: ${messageOf(error)}`;
  }
}

/** A step's inputs, or why it doesn't run, with the jobs of the matrix in which they are the same. */
function inputsByLeg(planned: Planned) {
  const all = new Map<string, { inputs: ReturnType<typeof inputsOf>; of: string[] }>();
  for (const leg of planned.job.legs ?? [planned.job.matrix]) {
    const inputs = inputsIfKnown({ ...planned, job: { ...planned.job, matrix: leg } });
    const key = JSON.stringify(inputs);
    const one = all.get(key) ?? { inputs, of: [] };
    all.set(key, one);
    one.of.push(Object.values(leg).map(shownValue).join(', '));
  }
  return [...all.values()];
}

const shownValue = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** Inputs that whoever calls or starts the workflow must give. */
function missingInputs({ inputs }: Workflow, given: Readonly<Record<string, string>>): readonly string[] {
  const names = inputs.filter(({ isRequired, initial, name }) => isRequired && initial === '' && !(name in given));
  return [...new Set(names.map(({ name }) => name))];
}

/** The outputs that show what would happen. */
const SHOWN = ['version', 'tags', 'refs', 'pushed', 'reason'];

/** The steps that use the action. A call of publish.yml is planned like a step with its inputs. */
function oursIn({ steps, call }: WorkflowJob, name: string): readonly WorkflowStep[] {
  const [path = ''] = call?.uses.split('@') ?? [];
  const [, owner] = /^(.*)\/\.github\/workflows\/publish\.yml$/.exec(path) ?? [];
  const isCall = owner === '.' || owner === name || owner?.endsWith(`/${name}`);
  if (!call || !isCall) return steps.filter(one => isOurs(one, name));
  const given = Object.entries(call.with).filter(([key]) => !ITS_OWN.includes(key));
  return [{ ...call, with: { ...OTHER_DEFAULTS, ...Object.fromEntries(given) } }];
}

function isOurs({ uses }: WorkflowStep, name: string): boolean {
  const [path = ''] = uses.split('@');
  return path === './' || path === '.' || path === name || path.endsWith(`/${name}`);
}

function read(file: string, { here, input }: Terminal): string {
  return file === '-' ? input() : readFileSync(resolve(here, file), 'utf8');
}

function payloadIn(file: string, terminal: Terminal): Json {
  const text = read(file, terminal);
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new Error(`--payload: ${file} is not valid JSON (${messageOf(error)})`);
  }
}

function pairs(given: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    given.map(pair => {
      const at = pair.indexOf('=');
      if (at < 1) throw new Error(`expected NAME=VALUE, not "${pair}"`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

async function repositoryOf(folder: string): Promise<string | undefined> {
  const url = await git(folder, 'remote', 'get-url', 'origin');
  return /[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(url ?? '')?.[1];
}

async function git(folder: string, ...args: string[]): Promise<string | undefined> {
  const { code, stdout } = await attempt('git', args, { cwd: folder });
  return code === 0 ? stdout.trim() : undefined;
}
