import { readTrusts } from '../../credentials/trust.ts';
import { ignoredConfig, readUserConfigs } from '../../credentials/user-config.ts';
import type { Context } from '../../event/context.ts';
import { type ActionError, toActionError } from '../../host/errors.ts';
import type { Machine } from '../../host/machine.ts';
import { dockerVariables } from '../../host/variables/docker.ts';
import { readVerify, type VerifyInputs } from '../../inputs/verify/read-verify.ts';
import { createRegistry } from '../../registry/client.ts';
import type { Registry } from '../../registry/types.ts';
import { reportFailure } from '../../report/failure.ts';
import { checkCommandFile } from '../../runner/command-files.ts';
import { openLogins } from '../logins.ts';
import { checkEvent, contextOf } from '../planning/job.ts';
import { maskLogins } from '../planning/mask-secrets.ts';
import { errorOf, reportOutcomes } from './report-outcomes.ts';
import { type Outcome, verifyAll } from './verify-all.ts';

/**
 * The step of the verify action. Its errors are handled only here.
 *
 * @param onMasked called once the log knows all secrets in the inputs
 */
export async function runVerify(machine: Machine, onMasked: () => void = () => {}): Promise<number> {
  let outcomes: readonly Outcome[] = [];
  const failures: ActionError[] = [];
  const attempt = async (part: () => Promise<void>): Promise<void> => {
    try {
      await part();
    } catch (thrown) {
      const error = toActionError(thrown, machine.signal);
      // A file for the outputs that could not be opened at first cannot be written at the end.
      if (!failures.some(({ message }) => message === error.message)) failures.push(error);
    }
  };
  await attempt(async () => {
    const context = contextOf(machine);
    const inputs = readVerify(machine.env, context);
    maskLogins(inputs, machine);
    onMasked();
    checkEvent(context);
    await checkCommandFile('GITHUB_OUTPUT', machine.env);
    outcomes = await verified(inputs, context, machine);
    const error = errorOf(outcomes);
    if (error !== undefined) throw error;
  });
  await attempt(() => reportOutcomes(outcomes, failures[0], machine));
  for (const error of failures.toReversed()) reportFailure(error, machine);
  return failures.length > 0 ? 1 : 0;
}

async function verified(inputs: VerifyInputs, context: Context, machine: Machine): Promise<readonly Outcome[]> {
  const { env, log, signal } = machine;
  const userConfigs = await readUserConfigs(dockerVariables(env));
  for (const problem of [...userConfigs.file.problems, ...userConfigs.env.problems]) log.warning(problem);
  const trusts = await readTrusts(inputs.logins, context.workspace);
  const logins = await openLogins({ inputs, context }, { userConfigs, trusts, pushed: [] }, machine);
  const opened = new Map<string, Registry>();
  const connect = (host: string): Registry => {
    const registry =
      opened.get(host) ??
      createRegistry(host, {
        ...trusts.get(host),
        retry: inputs.retry,
        credential: async refused => (await logins.credentials.resolve(host, refused))?.credential,
        signal,
        proxyEnv: env,
        mask: log.mask,
        onRetry: log.info,
      });
    opened.set(host, registry);
    return registry;
  };
  const { openAttestations } = await import('../../signing/check.ts');
  const { apiUrl, serverUrl } = context;
  const repositories = repositoriesAtGithub(inputs, context);
  const at = { apiUrl, serverUrl, repositories, token: inputs.githubToken };
  const github = openAttestations(at, inputs.retry, machine);
  try {
    const ports = { connect, workspace: context.workspace, signal, attestations: github.find };
    const outcomes = await verifyAll(inputs, ports);
    const isReported = outcomes.some(one => 'error' in one && one.error === userConfigs.unreadable);
    if (!isReported) for (const warning of ignoredConfig(userConfigs)) log.warning(warning);
    return outcomes;
  } finally {
    github.close();
    for (const registry of opened.values()) registry.close();
    logins.close();
  }
}

/** The repositories whose attestations are looked up at GitHub: those that images may come from, else the run's own. */
function repositoriesAtGithub(
  { origin, signedBy }: VerifyInputs,
  { serverUrl, repository }: Context,
): readonly string[] {
  // GitHub stores nothing signed with a key.
  if (signedBy.every(({ kind }) => kind === 'key')) return [];
  const named = origin.repository.map(url => url.slice(serverUrl.length + 1));
  const all = named.length === 0 && repository !== '' ? [repository] : named;
  // Unknown repository names can only be looked up for a whole organization.
  return [...new Set(all.map(name => (name.includes('*') ? `${name.split('/')[0]}/*` : name)))];
}
