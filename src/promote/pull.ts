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
 * @throws ActionError NETWORK for what another attempt may mend, ENGINE, CANCELLED
 */
export async function pullImage(reference: string, as: string, ports: PullPorts): Promise<void> {
  const { engine, run, env, signal, folder } = ports;
  const wasThere = (await engine.image(reference)) !== undefined;
  if (!wasThere) await note(join(folder, JOURNAL), { kind: 'image', name: reference });
  const result = await run('docker', ['pull', '--quiet', reference], { env, signal });
  if (signal.aborted) throw new ActionError('CANCELLED', 'cancelled while the image was being pulled');
  if (result.code !== 0) {
    const reason = result.stderr.trim().split('\n').at(-1) ?? '';
    throw new ActionError(
      isNetworkTrouble(reason) ? 'NETWORK' : 'ENGINE',
      `the engine cannot pull ${reference}: ${reason}`,
      {
        hint: 'Gates run on the image in the local engine: see that it can reach and trusts this registry, and has room.',
      },
    );
  }
  const colon = as.lastIndexOf(':');
  await engine.tag(reference, as.slice(0, colon), as.slice(colon + 1));
  if (!wasThere) await engine.remove(reference);
}
