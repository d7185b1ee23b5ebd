import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DockerAccess } from '../credentials/docker-access.ts';
import { ActionError, exhaustion, messageOf } from '../host/errors.ts';
import type { Log, Now, Run } from '../host/ports.ts';
import { inSeconds } from '../host/text/seconds.ts';
import { dockerVariables } from '../host/variables/docker.ts';
import { variableOf } from '../inputs/several/entries.ts';
import { samePlatform } from '../oci/platforms.ts';
import type { Digest } from '../oci/types.ts';
import { caught, cleanUp } from './clean-up.ts';
import type { Gate } from './gate/types.ts';
import { whatOf } from './gate/words.ts';
import type { PlannedGate } from './platforms.ts';

/** How a gate ended. `ms` is its time in milliseconds, `note` why it did not pass. */
export type GateResult = Readonly<{
  /** As in the plan; '' for the only one. */
  image: string;
  name: string;
  platform: string;
  verdict: 'passed' | 'failed' | 'warning' | 'not run';
  ms: number;
  note: string;
}>;

/** One of several images, and its local reference. */
type NamedImage = Readonly<{ name: string; image: string }>;

export type GatesPorts = Readonly<{
  /** The image's name among the run's images; '' for the only one. */
  name: string;
  image: string;
  digest: Digest | '';
  /** For gates that check several images at once: all of those, instead of `image`. */
  images?: readonly NamedImage[];
  /** The image has several platforms in the engine. */
  several: boolean;
  layout: string | undefined;
  /** This machine's platform. */
  native: string;
  /** Without any login of this run: see `childEnv`. */
  env: Readonly<Record<string, string>>;
  config: Pick<DockerAccess, 'hide' | 'show' | 'env'>;
  /** This run's folder. */
  folder: string;
  workspace: string;
  signal: AbortSignal;
  run: Run;
  log: Log;
  now: Now;
  /** Removes the containers that a gate has left; returns their names. */
  tidy(): Promise<readonly string[]>;
  timed<T>(stage: string, work: () => Promise<T>): Promise<T>;
}>;

/**
 * Runs the gates one after the other, without any login, up to the first that fails.
 *
 * @returns the results, and the failure: ActionError TEST_FAILED, or CANCELLED when the job was
 */
export async function runGates(
  planned: readonly PlannedGate[],
  ports: GatesPorts,
): Promise<Readonly<{ results: readonly GateResult[]; failure: ActionError | undefined }>> {
  const results: GateResult[] = [];
  let failure: ActionError | undefined;
  await ports.config.hide();
  for (const { gate, platform } of planned) {
    const { name } = gate;
    if (failure !== undefined) {
      results.push({ image: ports.name, name, platform, verdict: 'not run', ms: 0, note: '' });
      continue;
    }
    const start = ports.now();
    const { error, isExposed } = await outcomeOf(gate, platform, ports);
    const ms = ports.now() - start;
    const isFatal = error !== undefined && (!gate.continueOnError || error.code === 'CANCELLED' || isExposed);
    const verdict = error === undefined ? 'passed' : isFatal ? 'failed' : 'warning';
    results.push({ image: ports.name, name, platform, verdict, ms, note: error?.message ?? '' });
    if (isFatal) failure = error.code === 'CANCELLED' ? error : fatal(gate, error);
    else if (error === undefined)
      ports.log.info(`✓ ${name} passed${ofImage(ports)} on ${platform} in ${inSeconds(ms)}`);
    else ports.log.warning([tolerated(error), ...error.output].join('\n'));
  }
  return { results, failure };
}

function ofImage({ name }: Pick<GatesPorts, 'name'>): string {
  return name === '' ? '' : ` (${name})`;
}

/** `isExposed` as in `cleanUp`. */
type Outcome = Readonly<{ error: ActionError | undefined; isExposed: boolean }>;

async function outcomeOf(gate: Gate, platform: string, ports: GatesPorts): Promise<Outcome> {
  const where = `${ofImage(ports)}${samePlatform(platform, ports.native) ? '' : ` on ${platform}`}`;
  const title = gate.kind === 'test' ? 'Test' : `Gate: ${gate.name}`;
  const folder = join(ports.folder, `gate-${randomBytes(6).toString('hex')}`);
  const { thrown, isExposed } = await ports.timed(`${gate.name}${where}`, () =>
    ports.log.group(`${title}${where}`, async () => {
      const own = await caught(() => runOne(gate, platform, folder, ports));
      const { first, isExposed } = await cleanUp(gate, folder, ports);
      return { thrown: own ?? first, isExposed };
    }),
  );
  if (thrown === undefined) return { error: undefined, isExposed };
  if (ports.signal.aborted) {
    return { error: new ActionError('CANCELLED', `cancelled while ${whatOf(gate)} ran`), isExposed };
  }
  return { error: placed(thrown.error, where), isExposed };
}

async function runOne(gate: Gate, platform: string, folder: string, ports: GatesPorts): Promise<void> {
  const { image, digest, layout, several, workspace, run, log, config } = ports;
  const tooLong = new AbortController();
  const timer = gate.timeout === undefined ? undefined : setTimeout(() => tooLong.abort(), gate.timeout);
  const signal = AbortSignal.any([ports.signal, tooLong.signal]);
  try {
    await mkdir(folder, { mode: 0o700 });
    if (gate.credentials) await config.show();
    const env = { ...(gate.credentials ? config.env : ports.env), ...imageEnv(platform, ports) };
    const thrown = await caught(() =>
      gate.run({ image, digest, platform, several, layout, env, folder, workspace, signal, run, log }),
    );
    if (tooLong.signal.aborted && !ports.signal.aborted) throw overdue(gate, thrown?.error);
    if (thrown !== undefined) throw thrown.error;
  } finally {
    clearTimeout(timer);
  }
}

function imageEnv(platform: string, ports: GatesPorts): Record<string, string> {
  const { image, images, digest, layout, native, env } = ports;
  if (images !== undefined) return imagesEnv(images);
  // If it is not this machine's own, `docker run` needs the platform.
  const choose = !samePlatform(platform, native) || dockerVariables(env).hasDefaultPlatform;
  return {
    IMAGE: image,
    IMAGE_DIGEST: digest,
    IMAGE_PLATFORM: platform,
    ...(layout !== undefined && { OCI_LAYOUT: layout }),
    ...(choose && { DOCKER_DEFAULT_PLATFORM: platform }),
  };
}

/** Any gate's error, with the platform that it ran on. */
function placed(thrown: unknown, where: string): ActionError {
  // A full disk is not the image's fault.
  const error = exhaustion(thrown) ?? thrown;
  if (!(error instanceof ActionError)) return new ActionError('TEST_FAILED', messageOf(error), { cause: error });
  return reworded(error, afterFirstLine(error.message, where));
}

/** `IMAGES`, as JSON by name, and one variable per image, such as `IMAGE_API` for `api`. */
function imagesEnv(images: readonly NamedImage[]): Record<string, string> {
  const all = Object.fromEntries(images.map(({ name, image }) => [name, image]));
  const each = images.map(({ name, image }) => [`IMAGE_${variableOf(name)}`, image]);
  return { IMAGES: JSON.stringify(all), ...Object.fromEntries(each) };
}

function overdue(gate: Gate, error: unknown): ActionError {
  const output = error instanceof ActionError ? error.output : [];
  const message = `${whatOf(gate)} timed out after ${(gate.timeout ?? 0) / 1000} s`;
  return new ActionError('TEST_FAILED', message, { output });
}

function tolerated({ message }: ActionError): string {
  return afterFirstLine(message, '; ignored because `continue-on-error` is set');
}

function fatal(gate: Gate, error: ActionError): ActionError {
  // Not by its reference: the image is in no registry, and post removes it from this engine.
  const locally = 'To try it locally: `docker build -t image .`, then run the script with IMAGE=image.';
  const isScript = gate.kind === 'test' || gate.kind === 'gate';
  const message = afterFirstLine(error.message, '; nothing was published');
  return reworded(error, message, isScript && error.code === 'TEST_FAILED' ? locally : error.hint);
}

function reworded(error: ActionError, message: string, hint = error.hint): ActionError {
  const { code, output } = error;
  return new ActionError(code, message, { ...(hint !== undefined && { hint }), output, cause: error });
}

/** A scan's findings are on the lines below. */
function afterFirstLine(text: string, more: string): string {
  const [first, ...rest] = text.split('\n');
  return [`${first}${more}`, ...rest].join('\n');
}
