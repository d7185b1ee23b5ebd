import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../src/host/project.ts';
import { type DryRun, dryRun } from './dry-run.ts';
import { type Example, type Given, type Job, type Use, workflowOf } from './example.ts';
import { fillIn, holds, type Names, type Value } from './expression.ts';
import { type Occasion, occasionsOf } from './occasions.ts';

/** One Slipway step in one kind of run. `run` is undefined where an `if:` leaves the step out. */
export type Replay = Readonly<{ occasion: Occasion; job: string; variant: string; run: DryRun | undefined }>;

/** Every Slipway step of an example, planned for everything that its `on` reacts to. */
export async function replay(example: Example, root: string): Promise<readonly Replay[]> {
  const runs = occasionsOf(example.workflow).flatMap(occasion =>
    Object.entries(example.workflow.jobs).flatMap(([id, job]) =>
      variantsOf(job).flatMap(matrix => stepsOf({ id, job, matrix, occasion }, root)),
    ),
  );
  const replays: Replay[] = [];
  for (const { occasion, job, variant, given, event } of runs) {
    replays.push({ occasion, job, variant, run: given === undefined ? undefined : await dryRun(given, event) });
  }
  return replays;
}

type Place = Readonly<{ id: string; job: Job; matrix: Readonly<Record<string, Value>>; occasion: Occasion }>;
type Step = Readonly<{
  occasion: Occasion;
  job: string;
  variant: string;
  given: Readonly<Record<string, string>> | undefined;
  event: Occasion['event'];
}>;

/** The Slipway steps of a job; of a job that calls the reusable workflow, the step in there. */
function stepsOf({ id, job, matrix, occasion }: Place, root: string): readonly Step[] {
  const names = namesFor(occasion, matrix);
  const variant = Object.values(matrix).map(String).join(', ');
  const place = { occasion, job: id, variant, event: occasion.event };
  const isOn = holds(job.if, names);
  const called = reusable(job.uses);
  const uses = called === undefined ? ownSteps(job) : ownSteps(publishJob(root, called));
  return uses.map(step => {
    const inner = called === undefined ? names : { ...names, ...passedOn(job, names, called, root) };
    return { ...place, given: isOn && holds(step.if, inner) ? filled(step.with ?? {}, inner) : undefined };
  });
}

/** Steps that use this action; in the reusable workflow it may be called by a placeholder's name. */
function ownSteps({ steps = [] }: Job): readonly Use[] {
  return steps.filter(({ uses }) => uses?.startsWith(`${REPOSITORY}@`));
}

/** The file of this repository's reusable workflow that a job calls, if it calls one. */
function reusable(uses = ''): string | undefined {
  const prefix = `${REPOSITORY}/`;
  return uses.startsWith(prefix) ? uses.slice(prefix.length).replace(/@.*$/, '') : undefined;
}

function publishJob(root: string, file: string): Job {
  const { jobs } = workflowOf(readFileSync(join(root, file), 'utf8'));
  return Object.values(jobs).find(job => ownSteps(job).length > 0) ?? {};
}

/** `inputs` and `secrets` as the called workflow sees them. An input that it does not have is an error, as on GitHub. */
function passedOn(job: Job, names: Names, file: string, root: string): Names {
  const { on } = workflowOf(readFileSync(join(root, file), 'utf8'));
  const { inputs, secrets } = on.workflow_call as Record<'inputs' | 'secrets', Record<string, { default?: Value }>>;
  const unknown = [
    ...Object.keys(job.with ?? {}).filter(name => !(name in inputs)),
    ...Object.keys(job.secrets ?? {}).filter(name => !(name in secrets)),
  ];
  if (unknown.length > 0) throw new Error(`${file} takes no ${unknown.join(', ')}`);
  const defaults = Object.fromEntries(Object.entries(inputs).map(([name, entry]) => [name, entry.default ?? '']));
  return { inputs: { ...defaults, ...filled(job.with ?? {}, names) }, secrets: filled(job.secrets ?? {}, names) };
}

/** The combinations of a job's matrix; one empty combination without one. `include` alone is a list of them. */
function variantsOf({ strategy }: Job): readonly Readonly<Record<string, Value>>[] {
  const { include = [], ...axes } = strategy?.matrix ?? {};
  let variants: readonly Record<string, Value>[] = [{}];
  for (const [name, values] of Object.entries(axes)) {
    variants = variants.flatMap(variant => values.map(value => ({ ...variant, [name]: value })));
  }
  return include.length > 0 ? (include as readonly Record<string, Value>[]) : variants;
}

function filled(given: Given, names: Names): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, fillIn(String(value), names)]));
}

/** What expressions may name: the event for real, and something that fits for what others would have set. */
function namesFor({ event, isFork, inputs = {} }: Occasion, matrix: Readonly<Record<string, Value>>): Names {
  const known: Readonly<Record<string, string>> = { digest: `sha256:${'1'.repeat(64)}`, pushed: 'true' };
  const outputs = (name: string): Value => known[name] ?? `output-${name}`;
  return {
    github: {
      actor: event.actor,
      event: event.payload as Value,
      event_name: event.name,
      ref: event.ref,
      ref_name: event.ref.replace(/^refs\/(?:heads|tags|pull)\//, ''),
      ref_type: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
      repository: event.repository,
      repository_owner: event.repository.split('/', 1)[0]!,
      run_number: '57',
      sha: event.sha,
      token: 'the-job-s-token',
    },
    inputs,
    matrix,
    runner: { temp: '/home/runner/work/_temp', os: 'Linux', arch: 'X64' },
    needs: () => ({ outputs }),
    steps: () => ({ outputs }),
    secrets: isFork ? {} : name => `secret-${name.toLowerCase()}`,
    vars: name => `variable-${name.toLowerCase()}`,
    env: {},
  };
}
