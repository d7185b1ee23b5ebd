import { keepLogins } from '../credentials/keep-login.ts';
import { userConfigDir } from '../credentials/user-config.ts';
import { undoState } from './run-folder.ts';
import type { Running, Workbench } from './workbench.ts';

/**
 * Leaves the logins that this step was given to the steps that follow. Last of all: no gate ever sees them there, and
 * nobody gets those of a run that failed.
 */
export async function keepLoginsOf({ job, folder, report, machine }: Running, bench: Workbench): Promise<void> {
  if (!job.inputs.keepLogin) return;
  const { env, log } = machine;
  if ((env.GITHUB_STATE ?? '') === '') {
    log.notice('`keep-login` is ignored: this runner has no post steps that could take the logins back.');
    return;
  }
  const logins = await bench.givenLogins();
  if (logins.size === 0) {
    log.info('`keep-login`: this run has no login of its own to keep');
    return;
  }
  await keepLogins(logins, userConfigDir(env), folder);
  await report.saveState({ undo: undoState(folder) });
  const hosts = [...logins.keys()].join(', ');
  log.info(`Kept the logins to ${hosts} for the steps that follow; they are removed when the job ends`);
}
