import { readConfigInput } from '../credentials/config-input.ts';
import { askHelper } from '../credentials/helpers.ts';
import { checkKeepLogins, keepLogins } from '../credentials/keep-login.ts';
import { type Credentials, createCredentials, type UserConfigs } from '../credentials/resolve.ts';
import type { Trusts } from '../credentials/trust.ts';
import type { Context } from '../event/context.ts';
import type { Machine } from '../host/machine.ts';
import { hasPostStep } from '../host/variables/step.ts';
import { createIdentities } from '../identity/identities.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { canonicalHost } from '../oci/reference.ts';
import { childEnv } from '../runner/child-env.ts';
import { undoState } from './run-folder.ts';
import type { ReadyRun, Workbench } from './workbench.ts';

type Logins = Readonly<{ credentials: Credentials; close(): void }>;

/** The sources of logins in the inputs and the run. */
type LoginSource = Readonly<{
  inputs: Pick<Inputs, 'registries' | 'logins' | 'dockerConfig' | 'dockerConfigPassphrase' | 'githubToken' | 'retry'>;
  context: Pick<Context, 'serverUrl' | 'runId' | 'runAttempt' | 'workspace' | 'actor'>;
}>;

/** @param pushed the target registries */
export async function openLogins(
  { inputs, context }: LoginSource,
  { userConfigs, trusts, pushed }: Readonly<{ userConfigs: UserConfigs; trusts: Trusts; pushed: readonly string[] }>,
  machine: Machine,
): Promise<Logins> {
  const { env, log, run, now, signal } = machine;
  const named = new Set(inputs.logins.map(entry => canonicalHost(entry.registry)));
  const identities = createIdentities(
    {
      serverUrl: context.serverUrl,
      runId: context.runId,
      runAttempt: context.runAttempt,
      policy: inputs.retry,
      caOf: host => trusts.get(host)?.ca,
    },
    machine,
  );
  const credentials = createCredentials({
    registries: inputs.registries,
    logins: inputs.logins,
    configInput:
      inputs.dockerConfig === ''
        ? undefined
        : await readConfigInput(inputs.dockerConfig, context.workspace, inputs.dockerConfigPassphrase),
    userConfigs,
    actor: context.actor,
    githubToken: inputs.githubToken,
    serverUrl: context.serverUrl,
    askHelper: (helper, host) => askHelper(helper, host, { run, env: childEnv(env), signal }),
    identities,
    isNeeded: host => pushed.includes(host) || named.has(host),
    now,
    warn: log.warning,
    mask: log.mask,
  });
  return { credentials, close: identities.close };
}

/**
 * Before the build: a run should not publish, and then fail to leave its logins to later steps.
 *
 * @throws ActionError RUNNER_UNUSABLE
 */
export async function checkKeptLogins(
  { keepLogin }: Pick<Inputs, 'keepLogin'>,
  { givenLogins, docker }: Pick<Workbench, 'givenLogins' | 'docker'>,
  env: Machine['env'],
): Promise<void> {
  if (keepLogin && hasPostStep(env) && (await givenLogins()).size > 0) checkKeepLogins(docker.user.configDir);
}

/** Leaves this step's logins to later steps. Done last: gates never see them, and failed runs leave none. */
export async function keepLoginsOf({ job, folder, report, machine, bench }: ReadyRun): Promise<void> {
  if (!job.inputs.keepLogin) return;
  const { log } = machine;
  if (!hasPostStep(machine.env)) {
    log.notice('`keep-login` is ignored: this runner has no post steps that could take the logins back.');
    return;
  }
  const logins = await bench.givenLogins();
  if (logins.size === 0) {
    log.info('`keep-login`: this run has no logins to keep');
    return;
  }
  await keepLogins(logins, bench.docker.user.configDir, folder);
  await report.saveState({ undo: undoState(folder) });
  const hosts = [...logins.keys()].join(', ');
  log.info(`Kept the logins to ${hosts} for the steps that follow; they are removed when the job ends`);
}
