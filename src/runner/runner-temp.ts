import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { reasonOf } from '../host/errno.ts';
import { ActionError } from '../host/errors.ts';
import { makeFolder } from '../host/files/make-folder.ts';

/**
 * Checks early that files can be written in RUNNER_TEMP. A missing folder is created.
 *
 * @throws ActionError RUNNER_UNUSABLE
 */
export async function checkRunnerTemp(runnerTemp: string): Promise<void> {
  try {
    await makeFolder(runnerTemp);
    const folder = await mkdtemp(join(resolve(runnerTemp), 'slipway-check-'));
    // A full disk has room for folders, but not for a byte.
    await writeFile(join(folder, 'file'), 'x').finally(() => rm(folder, { recursive: true, force: true }));
  } catch (cause) {
    throw new ActionError(
      'RUNNER_UNUSABLE',
      `cannot use the temporary folder ${runnerTemp} (RUNNER_TEMP): ${reasonOf(cause)}`,
      {
        cause,
        hint: "Set RUNNER_TEMP to a folder that the runner's user can write to, on a disk that is not full.",
      },
    );
  }
}
