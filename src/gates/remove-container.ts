import type { Run } from '../ports.ts';
import { connectContainers } from './containers.ts';

/** Removes a container of this run's, wherever the engine is. Fine when it is gone. */
export async function removeContainer(
  name: string,
  socket: string | undefined,
  { run, env }: Readonly<{ run: Run; env: Readonly<Record<string, string>> }>,
): Promise<void> {
  if (socket !== undefined) return connectContainers(socket).remove(name);
  await run('docker', ['container', 'rm', '--force', '--volumes', name], { env, timeout: 60_000 });
}
