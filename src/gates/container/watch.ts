import type { ContainerState, Containers } from '../../engine/containers.ts';
import { messageOf } from '../../host/errors.ts';
import type { Log, Now, Sleep } from '../../host/ports.ts';
import { inSeconds } from '../../host/text/seconds.ts';
import { inWords, probeCondition, type Settled } from './conditions.ts';

type Watch = Readonly<{
  name: string;
  containers: Containers;
  conditions: readonly Settled[];
  /** Milliseconds. */
  timeout: number;
  network: string | undefined;
  signal: AbortSignal;
  onLine: (line: string) => void;
  now: Now;
  sleep: Sleep;
  log: Log;
}>;

/** Milliseconds between two checks, and between two log lines about unmet conditions. */
const LOOK = 250;
const SAY_AGAIN = 10_000;

/**
 * Starts a created container and waits until all conditions are met.
 *
 * @returns why they were not met, as a clause about the container; undefined when they were
 */
export async function watch(task: Watch): Promise<string | undefined> {
  const { name, containers, signal, log, now, sleep, timeout } = task;
  const waiting = new Map(task.conditions.map(condition => [condition, 'not checked yet'] as const));
  const begin = now();
  const elapsed = () => inSeconds(now() - begin);
  const met = (condition: Settled) => {
    if (waiting.delete(condition)) log.info(`✓ ${inWords(condition)} after ${elapsed()}`);
  };
  try {
    await containers.start(name);
  } catch (error) {
    if (signal.aborted) throw error;
    return `could not be started: ${messageOf(error)}`;
  }
  const { end, exitCode } = attend(task, line => {
    for (const each of waiting.keys()) if (each.kind === 'log' && line.includes(each.text)) met(each);
  });
  const over = new AbortController();
  try {
    for (let lastReport = begin; ; ) {
      await Promise.race([lookAround(task, waiting, met, AbortSignal.any([signal, over.signal])), end]);
      // One value for the whole round: the container may exit during it.
      const code = exitCode();
      for (const each of waiting.keys()) if (each.kind === 'exit' && each.code === code) met(each);
      if (waiting.size === 0) return undefined;
      const state = await containers.inspect(name);
      if (state === undefined) return 'was removed by something else during the test';
      const problem = hopeless(waiting, state, code);
      if (problem !== undefined) return problem;
      if (now() - begin >= timeout) return `was not ready within ${timeout / 1000} s: ${list(waiting)}`;
      if (now() - lastReport >= SAY_AGAIN) {
        lastReport = now();
        log.info(`Waiting for ${list(waiting)}, ${elapsed()}`);
      }
      await Promise.race([sleep(LOOK, signal), end]);
    }
  } finally {
    over.abort();
  }
}

/** Reads the output of a running container to its end. `exitCode` is undefined until all has been read. */
function attend({ containers, name, onLine }: Watch, see: (line: string) => void) {
  const output = containers.follow(name, line => {
    onLine(line);
    see(line);
  });
  let code: number | undefined;
  const end = containers.ended(name).then(async given => {
    await output;
    code = given;
  });
  // Both may fail before they are awaited; each round of the loop checks `end`.
  for (const promise of [output, end]) promise.catch(() => {});
  return { end, exitCode: () => code };
}

/** Checks all conditions once. */
async function lookAround(
  { containers, name, network }: Watch,
  waiting: Map<Settled, string>,
  met: (condition: Settled) => void,
  signal: AbortSignal,
): Promise<void> {
  const state = await containers.inspect(name);
  if (state === undefined) return;
  const looks = [...waiting.keys()].map(async condition => {
    const result = await probeCondition(condition, state, network, signal);
    if (result === true) met(condition);
    else if (waiting.has(condition)) waiting.set(condition, result);
  });
  await Promise.all(looks);
}

/** Why waiting any longer is pointless. */
function hopeless(
  waiting: ReadonlyMap<Settled, string>,
  { health, healthOutput, outOfMemory }: ContainerState,
  code: number | undefined,
): string | undefined {
  if (code !== undefined) {
    const rest = [...waiting.keys()].filter(({ kind }) => kind !== 'exit').map(inWords);
    const before = rest.length > 0 ? ` before ${rest.join(', ')}` : '';
    const wanted = [...waiting.keys()].find(({ kind }) => kind === 'exit');
    const instead = wanted === undefined ? '' : `, not with ${inWords(wanted)}`;
    return `exited with code ${code}${outOfMemory ? ' (out of memory)' : ''}${instead}${before}`;
  }
  if (![...waiting.keys()].some(({ kind }) => kind === 'healthy')) return undefined;
  if (health === undefined) return 'has no HEALTHCHECK';
  return health === 'unhealthy' ? `is unhealthy: ${healthOutput || 'its HEALTHCHECK had no output'}` : undefined;
}

function list(waiting: ReadonlyMap<Settled, string>): string {
  return [...waiting].map(([condition, why]) => `${inWords(condition)} (${why})`).join(', ');
}
