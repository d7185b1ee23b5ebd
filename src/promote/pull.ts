import { join } from 'node:path';
import type { Engine } from '../buildx/engine.ts';
import { isNetworkTrouble } from '../buildx/network-trouble.ts';
import { ActionError } from '../errors.ts';
import type { Run } from '../ports.ts';
import { JOURNAL, note } from '../undo.ts';

export type PullPorts = Readonly<{
  engine: Pick<Engine, 'image' | 'tag' | 'remove'>;
  run: Run;
  /** Leads docker to the engine and to the run's logins. */
  env: Readonly<Record<string, string>>;
  signal: AbortSignal;
  /** The run's own. */
  folder: string;
}>;

/**
 * Pulls `name@sha256:…` into the engine and names it `as`, whose former meaning is kept already. The name by digest,
 * which the pull makes, goes again unless it was there before.
 *
 * @param platforms of which to pull; empty for the engine's own
 * @throws ActionError NETWORK for what another attempt may mend, ENGINE, CANCELLED
 */
export async function pullImage(
  reference: string,
  platforms: readonly string[],
  as: string,
  ports: PullPorts,
): Promise<void> {
  const { engine, folder } = ports;
  const wasThere = (await engine.image(reference)) !== undefined;
  if (!wasThere) await note(join(folder, JOURNAL), { kind: 'image', name: reference });
  const each = platforms.length === 0 ? [[]] : platforms.map(platform => ['--platform', platform]);
  for (const choice of each) await pullOne([...choice, reference], ports);
  const colon = as.lastIndexOf(':');
  await engine.tag(reference, as.slice(0, colon), as.slice(colon + 1));
  if (!wasThere) await engine.remove(reference);
}

/** @param args after `docker pull`, the reference last */
async function pullOne(args: readonly string[], { run, env, signal }: PullPorts): Promise<void> {
  const result = await run('docker', ['pull', '--quiet', ...args], { env, signal });
  if (signal.aborted) throw new ActionError('CANCELLED', 'cancelled while the image was being pulled');
  if (result.code !== 0) {
    const reason = result.stderr.trim().split('\n').at(-1) ?? '';
    throw new ActionError(
      isNetworkTrouble(reason) ? 'NETWORK' : 'ENGINE',
      `the engine cannot pull ${args.at(-1)}: ${reason}`,
      {
        hint: 'Gates run on the image in the local engine: see that it can reach and trusts this registry, and has room.',
      },
    );
  }
}
