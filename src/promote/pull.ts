import type { Engine } from '../engine/engine.ts';
import { ActionError } from '../host/errors.ts';
import type { Run } from '../host/ports.ts';
import { lastLine } from '../host/text/last-line.ts';
import { isNetworkTrouble } from '../host/tool-messages.ts';
import type { Journal } from '../journal/undo.ts';

export type PullPorts = Readonly<{
  engine: Pick<Engine, 'image' | 'tag' | 'remove'>;
  run: Run;
  /** Selects docker's engine and the run's logins. */
  env: Readonly<Record<string, string>>;
  signal: AbortSignal;
  journal: Pick<Journal, 'note'>;
  /** Runs an attempt, with retries where they may help. */
  again(attempt: () => Promise<void>): Promise<void>;
}>;

/**
 * Pulls `name@sha256:…` into the engine and names it `as`, whose former image is already kept. The name by digest,
 * which the pull creates, is removed unless it existed before; later pulls of the same image own it then.
 *
 * @param platforms to pull; empty for the engine's own
 * @throws ActionError NETWORK_ERROR, ENGINE_FAILED, CANCELLED
 */
export async function pullImage(
  reference: string,
  platforms: readonly string[],
  as: string,
  ports: PullPorts,
): Promise<void> {
  const { engine, journal, again } = ports;
  const each = platforms.length === 0 ? [[]] : platforms.map(platform => ['--platform', platform]);
  let isOurs = false;
  await again(async () => {
    // After a partial failure the existing name is this run's own.
    if (!isOurs && (await engine.image(reference)) === undefined) {
      await journal.note({ kind: 'image', name: reference });
      isOurs = true;
    }
    for (const choice of each) await pullOne([...choice, reference], ports);
    await nameIt(reference, as, ports);
  });
  if (!isOurs) return;
  await engine.remove(reference);
  await journal.note({ kind: 'withdrawn', of: 'image', name: reference });
}

/** Another job that pulled the same image may have removed its name in between. */
async function nameIt(reference: string, as: string, { engine }: PullPorts): Promise<void> {
  try {
    await engine.tag(reference, as);
  } catch (error) {
    if ((await engine.image(reference)) !== undefined) throw error;
    throw new ActionError('ENGINE_FAILED', `another job removed ${reference} from this engine`, { verdict: {} });
  }
}

/** @param args after `docker pull`, the reference last */
async function pullOne(args: readonly string[], { run, env, signal }: PullPorts): Promise<void> {
  const result = await run('docker', ['pull', '--quiet', ...args], { env, signal });
  if (signal.aborted) throw new ActionError('CANCELLED', 'cancelled while the image was being pulled');
  if (result.code !== 0) {
    const reason = lastLine(result.stderr);
    const temporary = isNetworkTrouble(reason);
    throw new ActionError(
      temporary ? 'NETWORK_ERROR' : 'ENGINE_FAILED',
      `the engine cannot pull ${args.at(-1)}: ${reason}`,
      {
        hint: 'Gates run on the image in the local engine: check that it can reach this registry, trusts its certificate, and has disk space.',
        verdict: temporary ? {} : 'settled',
      },
    );
  }
}
