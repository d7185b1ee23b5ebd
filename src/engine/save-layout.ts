import { mkdir } from 'node:fs/promises';
import { ActionError } from '../host/errors.ts';
import type { Run } from '../host/ports.ts';
import { lastLine } from '../host/text/last-line.ts';

/**
 * Writes an image of the engine's containerd store to a folder as an OCI layout: every platform and attestation, under
 * the digests that will be published.
 *
 * @throws ActionError ENGINE_FAILED, or CANCELLED.
 */
export async function saveLayout(
  image: string,
  folder: string,
  { run, env, signal }: Readonly<{ run: Run; env: Readonly<Record<string, string>>; signal: AbortSignal }>,
): Promise<void> {
  await mkdir(folder, { mode: 0o700 });
  const script = 'docker save "$1" | tar -C "$2" -x';
  const args = ['--noprofile', '--norc', '-o', 'pipefail', '-c', script, 'save', image, folder];
  const result = await run('bash', args, { env, signal });
  if (signal.aborted) throw new ActionError('CANCELLED', 'cancelled while the image was being written as a layout');
  if (result.code === 0) return;
  const reason = lastLine(result.stderr);
  throw new ActionError('ENGINE_FAILED', `the image could not be written as an OCI layout: ${reason}`, {
    hint: 'Check that RUNNER_TEMP has room for the image, or remove OCI_LAYOUT from the gates.',
  });
}
