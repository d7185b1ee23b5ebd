import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ActionError } from '../errors.ts';
import type { Log, Run } from '../ports.ts';

/** What a gate needs: a folder for its script and the environment it may see. */
export type GatePorts = Readonly<{
  run: Run;
  log: Log;
  /** Private to the run. */
  folder: string;
  /** Without credentials: see `childEnv`. */
  env: Readonly<Record<string, string>>;
  workspace: string;
  signal: AbortSignal;
}>;

/** How many of the last lines are repeated in the error. */
const TAIL = 20;

/**
 * Runs the `test` script on the built image, in the workspace.
 *
 * @param image Local reference, as `$IMAGE`; `digest` as `$IMAGE_DIGEST`.
 * @throws ActionError GATE when it fails, CANCELLED when the job was.
 */
export async function runTest(
  script: string,
  image: Readonly<{ reference: string; digest: string }>,
  ports: GatePorts,
): Promise<void> {
  const path = join(ports.folder, 'test.sh');
  await writeFile(path, script, { mode: 0o600 });
  const tail: string[] = [];
  const show = (line: string): void => {
    ports.log.info(line);
    if (tail.push(line) > TAIL) tail.shift();
  };
  const result = await ports.log.group('Test', () =>
    ports.run('bash', ['--noprofile', '--norc', '-euo', 'pipefail', path], {
      env: { ...ports.env, IMAGE: image.reference, IMAGE_DIGEST: image.digest },
      cwd: ports.workspace,
      signal: ports.signal,
      onStdout: show,
      onStderr: show,
    }),
  );
  if (ports.signal.aborted) throw new ActionError('CANCELLED', 'cancelled while the test ran');
  if (result.code === 0) return;
  const how = result.code === null ? `was ended by ${result.signal}` : `failed with exit code ${result.code}`;
  throw new ActionError('GATE', [`the test ${how}; nothing was published`, ...tail].join('\n'), {
    // Not by its reference: the image is in no registry, and post takes it out of this engine.
    hint: 'To try it at your desk: `docker build -t image .`, then the script with IMAGE=image.',
  });
}
