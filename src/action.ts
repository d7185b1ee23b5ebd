import { join, resolve } from 'node:path';
import type { PlatformManifest } from './buildx/engine-json.ts';
import { BuildError } from './buildx/failure.ts';
import { nodeKeys } from './buildx/node-certs.ts';
import { keepMounts } from './cache/mounts/keep.ts';
import { lookForService } from './cache/reach.ts';
import type { Context } from './context.ts';
import { readContext } from './context.ts';
import { ActionError, InputError, messageOf } from './errors.ts';
import { hasGates } from './gates/wanted.ts';
import type { Inputs } from './inputs.ts';
import { readInputs } from './inputs.ts';
import { checkPlace } from './layouts/place.ts';
import type { Machine } from './machine.ts';
import { obtain } from './obtaining.ts';
import { secretValues } from './plan/secrets.ts';
import { withSourceDate } from './plan/source-date.ts';
import type { Plan } from './plan/types.ts';
import { contextFor, planFor } from './planning.ts';
import { cleanUp } from './post.ts';
import { publishBuilt, republish, writeLayoutOf } from './publishing.ts';
import { readIfThere } from './read-if-there.ts';
import { proxyPasswords } from './registry/proxy.ts';
import { readText } from './regular-file.ts';
import { planLines, sourceLines } from './report/plan-table.ts';
import type { Report } from './report/report.ts';
import { createReport } from './report/report.ts';
import { createRunFolder, markedEnv, markFinished, removeFolder, sweepRunFolders } from './run-folder.ts';
import { checkRunnerTemp } from './runner-temp.ts';
import type { Built } from './stages/build.ts';
import { exportLateCaches } from './stages/cache-export.ts';
import { isCall } from './stages/exports.ts';
import { checkInputFiles } from './stages/input-files.ts';
import { prepare } from './stages/prepare.ts';
import { unlikeKept } from './stages/tested.ts';
import { JOURNAL, notedIn } from './undo.ts';

/**
 * The main step. The only place where an error ends: as an annotation, an exit code of 1 and outputs that tell.
 *
 * @param onMasked called once the log knows all secrets that the inputs give
 */
export async function runMain(machine: Machine, onMasked: () => void = () => {}): Promise<number> {
  const context = readContext({
    env: machine.env,
    now: new Date(machine.now()),
    readFile: path => readText(path, { largest: LARGEST_EVENT, follow: true }),
  });
  const report = createReport(context, machine);
  let code = 0;
  try {
    await act(context, report, machine, onMasked);
  } catch (error) {
    report.failed(error);
    tell(error, machine);
    code = 1;
  }
  try {
    await report.write();
  } catch (error) {
    tell(error, machine);
    code = 1;
  }
  return code;
}

/** GitHub cuts payloads off at 25 MB. Bytes. */
const LARGEST_EVENT = 64 * 1024 * 1024;

async function act(event: Context, report: Report, machine: Machine, onMasked: () => void): Promise<void> {
  const given = readInputs(machine.env);
  maskSecrets(given, event.workspace, machine);
  onMasked();
  checkEvent(event);
  await checkRunnerTemp(event.runnerTemp);
  const context = await contextFor(given, event, machine);
  const plan = await planFor(given, context, machine);
  const build = { ...given.build, buildArgs: plan.buildArgs.args };
  const inputs = { ...given, build: withSourceDate(build, plan.sourceDateEpoch) };
  await report.planned(plan, inputs);
  await machine.log.group('Plan', async () => {
    for (const line of [...sourceLines(inputs), ...planLines(plan)]) machine.log.info(line);
  });
  for (const warning of plan.warnings) machine.log.warning(warning);
  for (const notice of plan.notices) machine.log.notice(notice);
  if (inputs.dryRun) return report.notPushed('this is a dry run');
  checkSecrets(inputs, plan);

  await sweepRunFolders(context.runnerTemp, machine.now(), folder => cleanUp(folder, machine));
  const folder = await createRunFolder(context.runnerTemp);
  // Without this, post would not find what there is to clean up.
  await report.saveState({ folder }).catch(error => removeFolder(folder).then(() => Promise.reject(error)));
  try {
    await work(inputs, context, plan, folder, report, { ...machine, env: markedEnv(machine.env, folder) });
  } finally {
    await report.saveState({ undo: undoState(folder) }).catch(error => tell(error, machine));
  }
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
  if (inputs.source === undefined) checkInputFiles(inputs.build, context);
  if (inputs.layout !== '') await checkPlace(resolve(context.workspace, inputs.layout), inputs.layout);
  const outlook = lookForService(inputs, machine);
  const mounts = await keepMounts(inputs, context, plan, folder, machine);
  const prepared = await report
    .timed('prepare', () => prepare(inputs, context, plan, folder, machine))
    .catch(error => mounts.end().then(() => Promise.reject(error)));
  const publishing = async (built: Built, tested: readonly PlatformManifest[]): Promise<void> => {
    if (!plan.decision.push) return report.notPushed(plan.decision.reason);
    if (isCall(inputs)) return report.notPushed(`\`call: ${inputs.build.call}\` makes no image`);
    if (prepared.kept === undefined) return publishBuilt(built, inputs, context, plan, prepared, report, machine);
    await republish(prepared.kept, inputs, context, prepared, report, machine, unlikeKept(tested, prepared.kept));
  };
  const handOver = (built?: Built) => writeLayoutOf(built, inputs, context, plan, prepared, report, machine);
  try {
    // Before the first gate runs, and again at the end: what gates write into the journal is not ours.
    await report.saveState({ undo: undoState(folder), buildx: prepared.buildx ?? '' });
    if (inputs.skipExisting && prepared.kept !== undefined) {
      await handOver();
      return await republish(prepared.kept, inputs, context, prepared, report, machine);
    }
    const { built, cached } = await obtain(inputs, context, plan, prepared, { outlook, mounts }, report, machine);
    const tested = hasGates(inputs)
      ? await (await import('./gating.ts')).gate(inputs, context, built, prepared, report, machine)
      : [];
    await handOver(built);
    await publishing(built, tested).finally(() => exportLateCaches(cached, context, plan, prepared, machine));
  } finally {
    await mounts.end();
    await report.saveState({ mounts: mounts.toSave() }).catch(error => tell(error, machine));
    await prepared.close();
    await prepared.config.dispose();
    await markFinished(folder);
  }
}

/** Whose code this is, and what it may do, stands in the event: without it nobody can tell. */
function checkEvent({ payloadProblem }: Context): void {
  if (payloadProblem === undefined) return;
  throw new ActionError('INPUT', payloadProblem, {
    hint: 'The runner writes this file. Check that no step before this one removed or changed it, or the variable.',
  });
}

/** What the run itself noted to be undone, for post. */
function undoState(folder: string): string {
  return JSON.stringify(notedIn(join(folder, JOURNAL)));
}

/** An empty secret is an error only where it would have been used: forks and Dependabot get none. */
function checkSecrets(inputs: Inputs, plan: Plan): void {
  const pushed = new Set(plan.destinations.filter(({ decision }) => decision.push).map(({ registry }) => registry));
  const missing = inputs.missing.filter(({ registry }) => pushed.has(registry));
  if (missing.length > 0) throw new InputError(missing);
}

/** The runner masks `secrets.*` already; values that came otherwise (files, environment) are masked here. */
function maskSecrets(inputs: Inputs, workspace: string, { env, log }: Machine): void {
  const secrets = secretValues(inputs.build, env, path => readIfThere(resolve(workspace, path)));
  const passwords = [...inputs.registries, ...inputs.logins].map(entry => entry.password);
  const given = [inputs.githubToken, inputs.dockerConfigPassphrase, ...passwords, ...secrets, ...nodeKeys(env)];
  for (const secret of [...given, ...proxyPasswords(env)]) if (secret !== '') log.mask(secret);
}

function tell(error: unknown, { log, signal }: Machine): void {
  const hint = error instanceof ActionError && error.hint !== undefined ? `\n→ ${error.hint}` : '';
  if (signal.aborted && !(error instanceof ActionError)) return log.error('the job was cancelled');
  log.error(`${messageOf(error)}${hint}`, error instanceof BuildError ? error.place : undefined);
  if (!(error instanceof ActionError)) log.debug(error instanceof Error ? (error.stack ?? '') : '');
}
