import { type Context, readContext } from '../../event/context.ts';
import { ActionError, InputError, type Problem } from '../../host/errors.ts';
import { readText } from '../../host/files/regular-file.ts';
import type { Machine } from '../../host/machine.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import type { Job } from '../../inputs/job.ts';
import { isOfParts } from '../../inputs/parts/read-parts.ts';
import { readRun } from '../../inputs/run/read-run.ts';
import { shareOf } from '../../inputs/run/share.ts';
import type { Plan } from '../../plan/terms/types.ts';
import { platformsWithoutRunner } from '../../report/matrix.ts';
import { planLines, sourceLines } from '../../report/plan-table.ts';
import type { Report } from '../../report/report.ts';
import { checkCommandFile } from '../../runner/command-files.ts';
import { checkRunnerTemp } from '../../runner/runner-temp.ts';
import { problemsWithFiles } from './input-files.ts';
import { maskSecrets } from './mask-secrets.ts';
import { contextFor, type Draft, factsFor, type Known, type PlanningSite, planFor, withPlanned } from './plans.ts';

/** The run's context from the runner. */
export function contextOf({ env, now }: Machine): Context {
  const readFile = (path: string) => readText(path, { largest: LARGEST_EVENT, follow: true });
  return readContext({ env, now: new Date(now()), readFile });
}

/** The maximum delay for labels that are only displayed. Milliseconds. */
const LABELS_WAIT = 1000;
/** Jobs that build one image together must use the same labels. Milliseconds. */
const SHARED_WAIT = 30_000;

/** GitHub limits payloads to 25 MB. Bytes. */
const LARGEST_EVENT = 64 * 1024 * 1024;

/**
 * A job, and the same with labels that the event lacked: they decide nothing, so they are not awaited at first.
 * `labeled` only rejects for parts and merge, which await it first. `asked`: the inputs of each image, before this job
 * took its share of them.
 */
export type PlannedJob = Readonly<{ job: Job; labeled: Promise<Job>; asked: readonly Inputs[] }>;

/** A main step at its start. */
export type StartedRun = Readonly<{
  /** What the runner says about the event. */
  event: Context;
  report: Report;
  machine: Machine;
  /** Called once the log knows all secrets in the inputs. */
  onMasked(): void;
}>;

/**
 * Reads the inputs, masks their secrets, and plans. The plan is reported and logged whatever comes after.
 *
 * @throws InputError with all problems
 */
export async function planJob({ event, report, machine, onMasked }: StartedRun): Promise<PlannedJob> {
  const { inputs: given, builds: listed } = readRun(machine.env);
  for (const inputs of [given, ...listed.map(build => build.inputs)]) maskSecrets(inputs, event.workspace, machine);
  onMasked();
  checkEvent(event);
  await checkRunnerTemp(event.runnerTemp);
  await checkCommandFile('GITHUB_OUTPUT', machine.env);
  // A dry run leaves post nothing to do.
  if (!given.dryRun) await checkCommandFile('GITHUB_STATE', machine.env);
  const context = await contextFor(given, event, machine);
  const site = { context, machine };
  const isSeveral = listed.length > 0 || given.bake !== undefined;
  const { job, asked, known, planWith } = isSeveral
    ? await (await import('./several.ts')).jobOfSeveral(given, listed, site)
    : await jobOfOne(given, site);
  const { inputs, plan } = job;
  const { rest } = known;
  const labeled = labeledFrom({ job, isShared: isOfParts(given.parts), rest, planWith });
  await report.planned(job);
  await machine.log.group('Plan', async () => {
    for (const line of [...sourceLines(inputs), ...planLines(plan)]) machine.log.info(line);
  });
  for (const warning of plan.warnings) machine.log.warning(warning);
  // Other runs have no use for the matrix.
  const lacking = inputs.dryRun ? platformsWithoutRunner(job) : [];
  if (lacking.length > 0) machine.log.warning(noRunner(lacking));
  for (const notice of plan.notices) machine.log.notice(notice);
  const problems = [...(inputs.dryRun ? [] : missingSecrets(inputs, plan)), ...(await problemsWithFiles(job))];
  if (problems.length > 0) throw new InputError(problems);
  return { job, labeled, asked };
}

function noRunner(platforms: readonly string[]): string {
  const names = platforms.join(', ');
  return `The output \`matrix\` is empty: GitHub has no runner for ${names}. For jobs that build parts, name one in \`runners\` (\`${platforms[0]}: ubuntu-24.04\`).`;
}

type Labeling = Pick<Draft, 'job' | 'planWith'> & Pick<Known, 'rest'> & Readonly<{ isShared: boolean }>;

function labeledFrom({ job, isShared, rest, planWith }: Labeling): Promise<Job> {
  if (rest === undefined) return Promise.resolve(job);
  const labeled = rest(isShared ? SHARED_WAIT : LABELS_WAIT).then(planWith);
  // The job may end before it is awaited.
  labeled.catch(() => {});
  return isShared ? labeled : labeled.catch(() => job);
}

async function jobOfOne(given: Inputs, site: PlanningSite): Promise<Draft> {
  const { context } = site;
  const planWith = async (known: Known): Promise<Job> => {
    const plan = await planFor(given, context, known);
    return { inputs: shareOf(withPlanned(given, plan)), context, plan };
  };
  const known = await factsFor([given], site);
  const job = await planWith(known);
  return { job, asked: [withPlanned(given, job.plan)], known, planWith };
}

/**
 * The event decides whose code this is and what it may do, so it must be readable.
 *
 * @throws ActionError RUNNER_UNUSABLE
 */
export function checkEvent({ payloadProblem }: Context): void {
  if (payloadProblem === undefined) return;
  throw new ActionError('RUNNER_UNUSABLE', payloadProblem, {
    hint: 'The runner writes this file. Check that no step before this one removed or changed it, or the variable.',
  });
}

/** An empty secret is an error only if it would be used: forks and Dependabot get none. */
function missingSecrets({ missing }: Inputs, { images }: Plan): readonly Problem[] {
  const destinations = images.flatMap(image => image.destinations);
  const pushed = new Set(destinations.filter(({ decision }) => decision.push).map(({ registry }) => registry));
  return missing.filter(({ registry }) => pushed.has(registry));
}
