import type { DockerAccess } from '../credentials/docker-access.ts';
import { ActionError, exhaustion, messageOf } from '../host/errors.ts';
import type { Log } from '../host/ports.ts';
import { removeFolder } from '../journal/run-folder.ts';
import type { Gate } from './gate/types.ts';
import { whatOf } from './gate/words.ts';

/** The error that was thrown, if any. */
type Thrown = Readonly<{ error: unknown }> | undefined;

export async function caught(work: () => Promise<void>): Promise<Thrown> {
  return work().then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
}

type CleanUpPorts = Readonly<{
  config: Pick<DockerAccess, 'hide'>;
  log: Log;
  /** Removes the containers that a gate has left; returns their names. */
  tidy(): Promise<readonly string[]>;
}>;

/**
 * Cleans up after a gate: each part is tried even if another fails. Never throws.
 *
 * @param folder of the gate
 * @returns the first failure, and whether the logins are exposed: then no other gate may run
 */
export async function cleanUp(
  gate: Pick<Gate, 'kind' | 'name' | 'credentials'>,
  folder: string,
  { config, log, tidy }: CleanUpPorts,
): Promise<Readonly<{ first: Thrown; isExposed: boolean }>> {
  const shown = gate.credentials ? await caught(() => config.hide()) : undefined;
  const left = await caught(() => removeFolder(folder));
  const untidy = await caught(async () => {
    for (const name of await tidy()) log.info(`Removed container ${name}, which ${whatOf(gate)} left behind.`);
  });
  const all = [
    inWords(`the credentials could not be hidden again after ${whatOf(gate)}`, shown),
    inWords(`the folder of ${whatOf(gate)} could not be removed`, left),
    inWords(`the containers of ${whatOf(gate)} could not be removed`, untidy),
  ].filter(each => each !== undefined);
  for (const { error } of all) log.info(error.message);
  return { first: all[0], isExposed: shown !== undefined };
}

function inWords(problem: string, thrown: Thrown): Readonly<{ error: ActionError }> | undefined {
  if (thrown === undefined) return undefined;
  const error = exhaustion(thrown.error) ?? thrown.error;
  const { code = 'ENGINE_FAILED', hint } = error instanceof ActionError ? error : {};
  const message = `${problem}: ${messageOf(error)}`;
  return { error: new ActionError(code, message, { ...(hint !== undefined && { hint }), cause: error }) };
}
