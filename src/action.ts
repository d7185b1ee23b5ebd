import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { BuildError } from './buildx/failure.ts';
import { childEnv } from './child-env.ts';
import type { Context } from './context.ts';
import { readContext } from './context.ts';
import { ActionError, InputError, messageOf } from './errors.ts';
import type { Git } from './git.ts';
import { contextOfCheckout, gitIn } from './git.ts';
import { ancestryOf } from './github/ancestry.ts';
import type { GithubApi } from './github/api.ts';
import { githubApi } from './github/api.ts';
import { loadFacts } from './github/facts.ts';
import type { Inputs } from './inputs.ts';
import { readInputs } from './inputs.ts';
import type { Machine } from './machine.ts';
import { neededFacts, repoFactsFromEvent } from './plan/metadata/facts.ts';
import { neededFormatter } from './plan/metadata/formatter.ts';
import { subjectOf } from './plan/metadata/subject.ts';
import { workspaceReader } from './plan/metadata/workspace-file.ts';
import { makePlan } from './plan/plan.ts';
import { secretValues } from './plan/secrets.ts';
import { withSourceDate } from './plan/source-date.ts';
import type { Plan } from './plan/types.ts';
import type { Log } from './ports.ts';
import { cleanUp } from './post.ts';
import { readIfThere } from './read-if-there.ts';
import { proxyPasswords } from './registry/proxy.ts';
import { planLines } from './report/plan-table.ts';
import type { Report } from './report/report.ts';
import { createReport } from './report/report.ts';
import { type RetryPorts, retry } from './retry.ts';
import { createRunFolder, markedEnv, markFinished, sweepRunFolders } from './run-folder.ts';
import { beside } from './stages/beside.ts';
import type { Built } from './stages/build.ts';
import { buildImage } from './stages/build.ts';
import type { Content } from './stages/content.ts';
import type { Distributor } from './stages/distribute.ts';
import { fleetAround, immutableGuard, type Kept, stageExisting } from './stages/existing.ts';
import { isCall } from './stages/exports.ts';
import { stageByFanOut } from './stages/fan-out.ts';
import type { Fleet } from './stages/fleet.ts';
import type { Forward } from './stages/forward.ts';
import { createForward } from './stages/forward.ts';
import { runTest } from './stages/gate.ts';
import { stageLayout } from './stages/layout.ts';
import type { Prepared } from './stages/prepare.ts';
import { prepare } from './stages/prepare.ts';
import { publish } from './stages/publish.ts';
import { uploading } from './stages/upload-progress.ts';
import { JOURNAL, noting } from './undo.ts';

/** The main step. The only place where an error ends: as an annotation, an exit code of 1 and outputs that tell. */
export async function runMain(machine: Machine): Promise<number> {
  const context = readContext({ env: machine.env, now: new Date(machine.now()), readFile: readText });
  const report = createReport(context, machine);
  try {
    // Before anything else: without it the post step, which is the same file, would take itself for a main step.
    await report.saveState({});
    await act(context, report, machine);
    await report.write();
    return 0;
  } catch (error) {
    report.failed(error);
    tell(error, machine);
    await report
      .write()
      .catch(problem => machine.log.warning(`the report could not be written: ${messageOf(problem)}`));
    return 1;
  }
}

async function act(event: Context, report: Report, machine: Machine): Promise<void> {
  const given = readInputs(machine.env);
  maskSecrets(given, event.workspace, machine);
  const context = await contextFor(given, event, machine);
  const plan = await planFor(given, context, machine);
  const inputs = { ...given, build: withSourceDate(given.build, plan.sourceDateEpoch) };
  await report.planned(plan, inputs);
  await machine.log.group('Plan', async () => {
    for (const line of planLines(plan)) machine.log.info(line);
  });
  for (const warning of plan.warnings) machine.log.warning(warning);
  if (inputs.dryRun) return report.notPushed('this is a dry run');
  checkSecrets(inputs, plan);

  await sweepRunFolders(context.runnerTemp, machine.now(), folder => cleanUp(folder, machine));
  const folder = await createRunFolder(context.runnerTemp);
  await report.saveState({ folder });
  await work(inputs, context, plan, folder, report, { ...machine, env: markedEnv(machine.env, folder) });
}

/** From the credentials to the last tag: all that leaves traces on this machine. */
async function work(
  inputs: Inputs,
  context: Context,
  plan: Plan,
  folder: string,
  report: Report,
  machine: Machine,
): Promise<void> {
  const prepared = await report.timed('prepare', () => prepare(inputs, context, plan, folder, machine));
  try {
    const present = inputs.skipExisting ? await prepared.checked : undefined;
    if (present !== undefined) return await republish(present, inputs, context, prepared, report, machine);
    const built = await report.timed('build', () =>
      beside(prepared.checked, machine.signal, signal =>
        buildImage(inputs, context, plan, prepared, { ...machine, signal }),
      ),
    );
    const kept = await prepared.checked;
    report.built(built.result);
    await gate(inputs, context, built, prepared, report, machine);
    if (!plan.decision.push) return report.notPushed(plan.decision.reason);
    if (isCall(inputs)) return report.notPushed(`\`call: ${inputs.build.call}\` makes no image`);
    if (kept !== undefined) return await republish(kept, inputs, context, prepared, report, machine);
    const publication = await publish({
      ...machine,
      fleet: prepared.fleet,
      grace: prepared.grace,
      timed: report.timed,
      verify: inputs.verify,
      forward: forwardFor(inputs, context, prepared.fleet, machine),
      guard: immutableGuard(prepared.fleet, inputs.immutableTags),
      stage: () => uploading(prepared.fleet, machine.log, to => stage(inputs, built, prepared, to, machine)),
    });
    report.published(publication, plan.decision.reason);
    if (publication.error !== undefined) throw publication.error;
  } finally {
    prepared.close();
    await prepared.config.dispose();
    await markFinished(folder);
  }
}

/**
 * A re-run for a commit that is published already: the image there is kept, and tags and registries that lack it get
 * it. What this run has built, if anything, differs from it by its provenance at least, and is not published.
 */
async function republish(
  kept: Kept,
  inputs: Inputs,
  context: Context,
  prepared: Prepared,
  report: Report,
  machine: Machine,
): Promise<void> {
  const fleet = fleetAround(kept, prepared.fleet, machine.log);
  const publication = await publish({
    ...machine,
    fleet,
    grace: prepared.grace,
    timed: report.timed,
    verify: inputs.verify,
    forward: forwardFor(inputs, context, fleet, machine),
    guard: immutableGuard(fleet, inputs.immutableTags),
    stage: () => uploading(fleet, machine.log, to => stageExisting(kept.image, to)),
  });
  const { digest } = publication.content.root;
  const isNew = publication.results.some(({ state, before }) => state !== 'kept' && before !== digest);
  const pushed = inputs.skipExisting && !isNew ? 'false' : publication.pushed;
  const built = inputs.skipExisting ? ', so nothing was built' : ': its digest is kept';
  report.published({ ...publication, pushed }, `this commit is published already as ${kept.image.reference}${built}`);
  if (publication.error !== undefined) throw publication.error;
}

function forwardFor(inputs: Inputs, context: Context, fleet: Fleet, machine: Machine): Forward | undefined {
  if (inputs.movingTags === 'always') return undefined;
  const { repository, runAttempt } = context;
  const descends = ancestryOf(subjectOf(context, inputs.metadata.refSource), sourcesFor(inputs, context, machine));
  return createForward(fleet, { repository, isFirstAttempt: runAttempt === '1', descends }, machine.log);
}

/** Who is asked about the repository: the checkout and GitHub. */
function sourcesFor(
  inputs: Inputs,
  context: Context,
  machine: Machine,
): Readonly<{ git: Git; api: GithubApi; log: Log }> {
  const { env, log, run, signal } = machine;
  return {
    git: gitIn(context.workspace, run, childEnv(env)),
    api: githubApi(context, inputs.githubToken, inputs.retry, { ...retryPorts(machine), signal, proxyEnv: env }),
    log,
  };
}

/** An empty secret is an error only where it would have been used: forks and Dependabot get none. */
function checkSecrets(inputs: Inputs, plan: Plan): void {
  const pushed = new Set(plan.destinations.filter(({ decision }) => decision.push).map(({ registry }) => registry));
  const missing = inputs.missing.filter(({ registry }) => pushed.has(registry));
  if (missing.length > 0) throw new InputError(missing);
}

async function contextFor(inputs: Inputs, event: Context, machine: Machine): Promise<Context> {
  if (inputs.metadata.refSource === 'workflow') return event;
  return contextOfCheckout(event, gitIn(event.workspace, machine.run, childEnv(machine.env)));
}

async function planFor(inputs: Inputs, context: Context, machine: Machine): Promise<Plan> {
  const { refSource } = inputs.metadata;
  const known = repoFactsFromEvent(context, refSource);
  const subject = subjectOf(context, refSource);
  const facts = await loadFacts(known, neededFacts(inputs.metadata), subject, sourcesFor(inputs, context, machine));
  // The date library is heavy: it is loaded only when a template asks for a date.
  const formatter = neededFormatter(inputs.metadata)
    ? (await import('./plan/metadata/format-date.ts')).formatDate
    : undefined;
  return makePlan(inputs, context, facts, {
    ...(formatter !== undefined && { formatDate: formatter }),
    readWorkspaceFile: workspaceReader(context.workspace),
  });
}

/** Gates run as the same user: the private config's logins are out of the way meanwhile. */
async function gate(
  inputs: Inputs,
  context: Context,
  built: Built,
  prepared: Prepared,
  report: Report,
  machine: Machine,
): Promise<void> {
  if (inputs.test === '' || built.local === undefined) return;
  const image = { reference: built.local, digest: built.result.digest ?? '' };
  await prepared.config.hide();
  const folder = join(prepared.folder, 'gate');
  await mkdir(folder, { mode: 0o700 });
  const env = childEnv(machine.env);
  await report.timed('test', () =>
    runTest(inputs.test, image, { ...machine, folder, env, workspace: context.workspace }),
  );
}

async function stage(
  inputs: Inputs,
  built: Built,
  prepared: Prepared,
  distributor: Distributor,
  machine: Machine,
): Promise<Content> {
  const { fleet, socketEngine } = prepared;
  const { log, signal } = machine;
  if (built.layout !== undefined) return stageLayout(built.layout, distributor);
  if (built.local === undefined || built.result.digest === undefined || socketEngine === undefined) {
    throw new ActionError('BUILD', 'the build gave no image to publish');
  }
  return stageByFanOut(built.local, built.result.digest, {
    engine: noting(socketEngine, join(prepared.folder, JOURNAL)),
    fleet,
    distributor,
    log,
    retry: (what, attempt, settled) =>
      retry(attempt, {
        policy: inputs.retry,
        ports: retryPorts(machine),
        signal,
        classify: error => (settled(error) ? 'settled' : {}),
        onRetry: ({ error, delay }) =>
          log.info(`${what} failed: ${messageOf(error)}; again in ${(delay / 1000).toFixed(1)} s`),
      }),
  });
}

function retryPorts({ sleep, now }: Machine): RetryPorts {
  return { sleep, now, random: Math.random };
}

/** The runner masks `secrets.*` already; values that came otherwise (files, environment) are masked here. */
function maskSecrets(inputs: Inputs, workspace: string, { env, log }: Machine): void {
  const secrets = secretValues(inputs.build, env, path => readIfThere(resolve(workspace, path)));
  const passwords = [...inputs.registries, ...inputs.logins].map(entry => entry.password);
  const given = [inputs.githubToken, inputs.dockerConfigPassphrase, ...passwords, ...secrets];
  for (const secret of [...given, ...proxyPasswords(env)]) if (secret !== '') log.mask(secret);
}

function tell(error: unknown, { log, signal }: Machine): void {
  const hint = error instanceof ActionError && error.hint !== undefined ? `\n→ ${error.hint}` : '';
  if (signal.aborted && !(error instanceof ActionError)) return log.error('the job was cancelled');
  log.error(`${messageOf(error)}${hint}`, error instanceof BuildError ? error.place : undefined);
  if (!(error instanceof ActionError)) log.debug(error instanceof Error ? (error.stack ?? '') : '');
}

function readText(path: string): string {
  return readFileSync(path, 'utf8');
}
