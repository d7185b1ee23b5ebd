import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { reasonOf } from '../host/errno.ts';
import { ActionError, messageOf } from '../host/errors.ts';
import type { Log } from '../host/ports.ts';
import type { Environment } from '../host/variables/environment.ts';
import { runnerVariables } from '../host/variables/runner.ts';
import { type CommandFile, commandFile } from '../host/variables/step.ts';
import { fileEntry } from './core-entry.ts';

/** What is lost without the file. A runner without GITHUB_ENV loses nothing that the outputs don't have. */
const LOST: readonly (readonly [CommandFile, string])[] = [
  ['GITHUB_OUTPUT', 'step outputs (GITHUB_OUTPUT), so later steps cannot use them'],
  ['GITHUB_STATE', 'post steps (GITHUB_STATE), so the run cleans up right away and saves no caches itself'],
  ['GITHUB_STEP_SUMMARY', 'job summaries (GITHUB_STEP_SUMMARY), so the result is in the log only'],
];

/** One sentence on what this runner lacks; undefined if nothing, and outside a runner. */
export function missingFiles(env: Environment): string | undefined {
  if (!runnerVariables(env).isActions) return undefined;
  const lost = LOST.flatMap(([file, what]) => (commandFile(env, file) === '' ? [what] : []));
  return lost.length === 0 ? undefined : `This runner has no ${lost.join('; no ')}.`;
}

/**
 * Appends `name=value` to a command file, if there is one.
 *
 * @throws ActionError RUNNER_UNUSABLE when the file cannot be written
 */
export async function writeCommandFile(
  file: CommandFile,
  env: Environment,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const entries = Object.entries(values).map(([name, value]) => fileEntry(name, value));
  await appendCommandFile(file, env, entries.join(''));
}

/**
 * Opens a command file, if there is one, and writes nothing: a run should not end with what cannot be written after it
 * has published. A full disk is not noticed.
 *
 * @throws ActionError RUNNER_UNUSABLE when the file cannot be opened
 */
export async function checkCommandFile(file: CommandFile, env: Environment): Promise<void> {
  if (commandFile(env, file) !== '') await withCommandFile(file, env, async () => {});
}

/** Appends raw text. @throws ActionError RUNNER_UNUSABLE when the file cannot be written */
async function appendCommandFile(file: CommandFile, env: Environment, text: string): Promise<void> {
  if (commandFile(env, file) !== '' && text !== '') await withCommandFile(file, env, handle => handle.writeFile(text));
}

async function withCommandFile(
  file: CommandFile,
  env: Environment,
  use: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const path = commandFile(env, file);
  const { O_WRONLY, O_APPEND, O_CREAT, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;
  try {
    // Without waiting: opening a pipe that nobody reads would block. @actions/core waits there forever.
    const handle = await open(path, (O_WRONLY ?? 1) | (O_APPEND ?? 0) | (O_CREAT ?? 0) | O_NONBLOCK);
    try {
      await use(handle);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw new ActionError('RUNNER_UNUSABLE', `cannot write to ${path} (${file}): ${reasonOf(cause)}`, {
      cause,
      hint: 'The runner sets this variable. Check that no step before this one changed it, and that the disk is not full.',
    });
  }
}

/** Appends to the job summary. A summary that cannot be written is a notice: the result is in the log and the outputs. */
export async function appendSummary(env: Environment, log: Pick<Log, 'notice'>, text: string): Promise<void> {
  await appendCommandFile('GITHUB_STEP_SUMMARY', env, text).catch(error => {
    log.notice(`The job summary was not written: ${messageOf(error)}`);
  });
}
