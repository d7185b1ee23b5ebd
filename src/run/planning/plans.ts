import { dockerfileNotices } from '../../dockerfile/place.ts';
import type { Context } from '../../event/context.ts';
import type { Git } from '../../event/git.ts';
import { contextOfCheckout, gitIn } from '../../event/git.ts';
import type { GithubApi } from '../../github/api.ts';
import { githubApi } from '../../github/api.ts';
import { inWords, loadFacts } from '../../github/facts.ts';
import { timeOfEvent, timeOfRun } from '../../github/run-time.ts';
import { InputError, ofImage, type Problem } from '../../host/errors.ts';
import { type Machine, retryPorts } from '../../host/machine.ts';
import type { Log } from '../../host/ports.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import type { Job } from '../../inputs/job.ts';
import { isOfParts } from '../../inputs/parts/read-parts.ts';
import { sourceText } from '../../inputs/promote.ts';
import type { NamedInputs } from '../../inputs/run/read-run.ts';
import { createArtifacts } from '../../parts/artifacts.ts';
import { joinPlans, type NamedPlan } from '../../plan/images/join.ts';
import { neededFacts, repoFactsFromEvent } from '../../plan/metadata/facts.ts';
import { neededFormatter } from '../../plan/metadata/formatter.ts';
import { parseImages } from '../../plan/metadata/images.ts';
import { withSourceDate } from '../../plan/metadata/source-date.ts';
import { makePlan } from '../../plan/plan.ts';
import { mayBePreset } from '../../plan/rules/presets.ts';
import { isMovingTag } from '../../plan/tags/moving.ts';
import { loadPep440, mayNeedPep440 } from '../../plan/tags/pep440.ts';
import { unusedTags } from '../../plan/targets.ts';
import { loadHandlebars, mayBeTemplate } from '../../plan/templates/template.ts';
import { workspaceReader } from '../../plan/templates/workspace-file.ts';
import type { Fact, RepoFacts } from '../../plan/terms/metadata-types.ts';
import { imageContextOf } from '../../plan/terms/refs.ts';
import type { Plan } from '../../plan/terms/types.ts';
import { childEnv } from '../../runner/child-env.ts';

/** The context with the ref and commit that the inputs select. */
export async function contextFor(inputs: Inputs, event: Context, machine: Machine): Promise<Context> {
  const context = { ...event, now: await timeFor(inputs, { context: event, machine }) };
  if (inputs.metadata.refSource === 'workflow') return context;
  return contextOfCheckout(context, gitIn(event.workspace, machine.run, childEnv(machine.env)));
}

/** Time limit for listing this run's artifacts, in seconds. */
const LISTING = 5 * 60;

/** The jobs of one image agree on a time. A dry run makes no request. */
async function timeFor(inputs: Inputs, site: PlanningSite): Promise<Date> {
  const { context: event, machine } = site;
  const { merge, time } = inputs.parts;
  if (time !== undefined) return time;
  if (!isOfParts(inputs.parts) || inputs.dryRun) return event.now;
  const { api } = sourcesFor(inputs, site);
  if (!merge) return timeOfRun(event, api);
  // Jobs with fewer permissions may have determined another time, and their parts exist already.
  const known = timeOfEvent(event);
  if (known !== undefined) return known;
  const { timeOfParts } = await import('../../parts/time.ts');
  const artifacts = createArtifacts(machine, { folder: event.runnerTemp, seconds: LISTING });
  return (await timeOfParts(artifacts)) ?? timeOfRun(event, api);
}

/** Plans several images with common facts. @throws InputError with every problem of each */
export async function planTogether(
  builds: readonly NamedInputs[],
  context: Context,
  known: Known,
): Promise<Readonly<{ plan: Plan; plans: readonly Plan[] }>> {
  const problems: Problem[] = [];
  const named: NamedPlan[] = [];
  for (const { name, inputs } of builds) {
    try {
      named.push({ name, plan: await planFor(inputs, context, known) });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems.map(problem => ofImage(problem, name)));
    }
  }
  if (problems.length === 0) problems.push(...unusedByAll(builds.map(({ inputs }) => inputs)));
  if (problems.length > 0) throw new InputError(problems);
  return { plan: joinPlans(named), plans: named.map(({ plan }) => plan) };
}

/** Tags for registries that none of the images goes to. */
function unusedByAll(all: readonly Inputs[]): readonly Problem[] {
  const [first = [], ...others] = all.map(({ metadata, registries }) =>
    unusedTags(parseImages(metadata.images), registries),
  );
  return first.filter(({ input }) => others.every(other => other.some(problem => problem.input === input)));
}

/** What a plan is made for, and the machine that knows more about it: git, and GitHub's API. */
export type PlanningSite = Readonly<{ context: Context; machine: Machine }>;

/** Known facts of the repository, and those that a dry run did not request. */
export type Known = Readonly<{
  facts: RepoFacts;
  unknown: readonly Fact[];
  /**
   * Requests facts for labels that the event lacks, within so many milliseconds; the rest stays empty, and for parts of
   * an image and their merge it is an error. Undefined: all is known.
   */
  rest?: ((within: number) => Promise<Known>) | undefined;
}>;

/** A job planned with the known facts, and how to plan it with more. */
export type Draft = Readonly<{
  job: Job;
  /** The inputs of each of its images, before this job took its share. */
  asked: readonly Inputs[];
  known: Known;
  planWith(known: Known): Promise<Job>;
}>;

/** Facts that are only displayed. */
const SHOWN: readonly Fact[] = ['name', 'description', 'htmlUrl', 'license'];

/** The facts that the rules of these inputs need; all are of one step, and so of one commit. */
export async function factsFor(all: readonly Inputs[], site: PlanningSite): Promise<Known> {
  const { context } = site;
  const [first] = all;
  if (first === undefined) return { facts: {}, unknown: [] };
  // The facts that templates need are known only after parsing.
  if (all.some(inputs => isTemplated(wantedOf(inputs)))) await loadHandlebars();
  const { refSource } = first.metadata;
  const needed = [...new Set(all.flatMap(inputs => neededFacts(wantedOf(inputs))))];
  const sources = { ...sourcesFor(first, site), isShared: isOfParts(first.parts) };
  const asked = first.dryRun ? { ...sources, api: undefined } : sources;
  const imageContext = imageContextOf(context, refSource);
  const known = repoFactsFromEvent(context, refSource);
  // Requesting the default branch gets the others as well.
  const isAsked = needed.includes('defaultBranch') && known.defaultBranch === undefined;
  const deciding = isAsked ? needed : needed.filter(fact => !SHOWN.includes(fact));
  const facts = await loadFacts(known, deciding, imageContext, asked);
  const missing = needed.filter(fact => facts[fact] === undefined);
  if (first.dryRun) return { facts, unknown: missing };
  const shown = missing.filter(fact => SHOWN.includes(fact));
  if (isAsked || shown.length === 0) return { facts, unknown: [] };
  const rest = async (within: number) => {
    const { api } = sourcesFor(first, site, within);
    return { facts: await loadFacts(facts, shown, imageContext, { ...sources, api }), unknown: [] };
  };
  return { facts, unknown: [], rest };
}

/** Plans one image. @throws InputError */
export async function planFor(inputs: Inputs, context: Context, { facts, unknown }: Known): Promise<Plan> {
  const wanted = wantedOf(inputs);
  if (mayNeedPep440(wanted.tags)) await loadPep440();
  // The date library is large: it is loaded only for templates with dates.
  const formatter = neededFormatter(wanted)
    ? (await import('../../plan/templates/format-date.ts')).formatDate
    : undefined;
  const plan = makePlan(inputs, context, facts, {
    ...(formatter !== undefined && { formatDate: formatter }),
    readWorkspaceFile: workspaceReader(context.workspace),
  });
  const notices = [...plan.notices, ...movingSource(inputs), ...dockerfileNotices(context.workspace, inputs.build)];
  return { ...plan, notices, remarks: [...plan.remarks, ...notLoggedIn(inputs), ...notAsked(unknown)] };
}

/** Including the tag rules of single registries. */
function wantedOf({ metadata, build, registries }: Inputs) {
  const tags = [...metadata.tags, ...registries.flatMap(entry => entry.tags ?? [])];
  return { ...metadata, tags, buildArgs: build.buildArgs };
}

function isTemplated({ tags, flavor, labels, annotations, buildArgs }: ReturnType<typeof wantedOf>): boolean {
  const lines = [...tags, ...flavor, ...labels, ...annotations, ...buildArgs];
  return lines.some(mayBeTemplate) || tags.some(mayBePreset);
}

/** A tag may have moved since its image was tested and approved. */
function movingSource({ source }: Inputs): readonly string[] {
  if (source?.kind !== 'registry') return [];
  const { tag, digest } = source.reference;
  if (digest !== undefined || tag === undefined || !isMovingTag(tag)) return [];
  const text = sourceText(source);
  return [
    `\`source: ${text}\` is whatever the tag names when this step runs. To publish what was tested and approved, pass its digest: \`source: ${text}@sha256:…\`.`,
  ];
}

/** A part that is handed over as an artifact needs no login to where the image goes. */
function notLoggedIn({ skippedLogins }: Inputs): readonly string[] {
  if (skippedLogins.length === 0) return [];
  return [
    `No login to ${skippedLogins.join(', ')}: this job may not ask GitHub for an id token, and a part that is handed over as an artifact does not use the login.`,
  ];
}

/** A dry run uses no network, so some facts may be missing. */
function notAsked(unknown: readonly Fact[]): readonly string[] {
  if (unknown.length === 0) return [];
  return [
    `A dry run does not ask the GitHub API, and the event lacks ${inWords(unknown)}: empty here, looked up in other runs.`,
  ];
}

/** The inputs with planned values: build arguments rendered, times fixed. */
export function withPlanned(given: Inputs, { buildArgs, sourceDateEpoch }: Plan): Inputs {
  const build = { ...given.build, buildArgs: buildArgs.args };
  return { ...given, build: withSourceDate(build, sourceDateEpoch) };
}

/**
 * The sources of repository facts: the checkout and GitHub.
 *
 * @param within time limit for all of GitHub's answers, in milliseconds
 */
export function sourcesFor(
  inputs: Inputs,
  { context, machine }: PlanningSite,
  within?: number,
): Readonly<{ git: Git; api: GithubApi; log: Log }> {
  const { env, log, run, signal } = machine;
  return {
    git: gitIn(context.workspace, run, childEnv(env)),
    api: githubApi(context, inputs.githubToken, inputs.retry, {
      ...retryPorts(machine),
      signal,
      proxyEnv: env,
      within,
    }),
    log,
  };
}
