import { readFile } from 'node:fs/promises';
import { buildxCommand } from '../builder/buildx/plugin.ts';
import { ActionError, messageOf } from '../host/errors.ts';
import type { Log, Place, Run } from '../host/ports.ts';
import { buildxSettings } from '../host/variables/docker.ts';
import { isDigest } from '../oci/reference.ts';
import type { Digest } from '../oci/types.ts';
import { buildFailure, failedTarget } from './failure.ts';
import { type Exporting, watchExports } from './progress/exported.ts';
import { createProgressView } from './progress/progress.ts';
import type { BuildStats } from './progress/steps.ts';

export type BuildPorts = Readonly<{
  run: Run;
  log: Log;
  env: Readonly<Record<string, string>>;
  cwd: string;
  signal: AbortSignal;
  debug: boolean;
  /** Called with the statistics of each attempt, also of a failed or cancelled one. */
  onAttempt?: ((stats: BuildStats) => void) | undefined;
  /** buildx was started: a good time for work that should not delay it. */
  onStarted?: (() => void) | undefined;
  /** By target, as with `watchExports`. */
  exporting?: ((target: string) => Exporting | undefined) | undefined;
}>;

/** What to run and where its results are. */
type BuildCommand = Readonly<{
  /** Arguments after buildx, starting with `build`. */
  args: readonly string[];
  /** buildx as a standalone program instead of docker's plugin. */
  buildx?: string | undefined;
  metadataFile: string;
  /** Path of the Dockerfile for annotations, relative to the repository. */
  dockerfile: string;
}>;

/** A finding of BuildKit's build checks. */
type BuildCheck = Readonly<{ text: string; place: Place }>;

export type BuildResult = Readonly<{
  /** Of the index (or the manifest); undefined for outputs that make no image. */
  digest: Digest | undefined;
  /** The config's digest, if buildx reports it. */
  configDigest: string | undefined;
  /** buildx's metadata file, unchanged. */
  metadata: string;
  /** The same for bake targets that images may have been built from. */
  linked?: readonly string[];
  stats: BuildStats;
  checks: readonly BuildCheck[];
}>;

/** After this long without output, a line names the running steps. Milliseconds. */
const HEARTBEAT = 20_000;

/**
 * Runs one build and shows its progress.
 *
 * @throws BuildError when it fails, ActionError CANCELLED when the job was cancelled.
 */
export async function build(command: BuildCommand, ports: BuildPorts): Promise<BuildResult> {
  const stats = await runBuildx(command, () => command.dockerfile, ports);
  return { ...(await readMetadata(command)), stats };
}

/**
 * Runs buildx and shows its progress.
 *
 * @param dockerfileOf the Dockerfile of the failed target; '' for a build without named targets
 */
export async function runBuildx(
  command: Pick<BuildCommand, 'args' | 'buildx'>,
  dockerfileOf: (target: string) => string,
  ports: BuildPorts,
): Promise<BuildStats> {
  const watch = ports.exporting && watchExports(ports.exporting);
  const view = createProgressView(ports.log, ports.debug, watch);
  const heartbeat = setInterval(view.tick, HEARTBEAT);
  try {
    const [program, args] = buildxCommand(command.buildx, command.args);
    const running = ports.run(program, args, {
      env: { ...ports.env, ...buildxSettings(ports.env) },
      cwd: ports.cwd,
      signal: ports.signal,
      onStdout: ports.log.info,
      onStderr: view.line,
    });
    ports.onStarted?.();
    const result = await running;
    const stats = view.end();
    ports.onAttempt?.(stats);
    if (ports.signal.aborted) throw new ActionError('CANCELLED', 'cancelled while the image was being built');
    if (result.code !== 0) {
      const plain = view.plain();
      throw buildFailure(result.code, plain, view.failedOutput(), dockerfileOf(failedTarget(plain)));
    }
    return stats;
  } finally {
    clearInterval(heartbeat);
  }
}

type Metadata = Omit<BuildResult, 'stats'>;

async function readMetadata({ metadataFile, dockerfile }: BuildCommand): Promise<Metadata> {
  const { text, json } = await readMetadataFile(metadataFile);
  return { ...metadataOf(json, text), checks: checksOf(json['buildx.build.warnings'], dockerfile) };
}

/** The content of buildx's metadata file; empty if there is none. @throws ActionError BUILD_FAILED when it is not JSON */
export async function readMetadataFile(
  path: string,
): Promise<Readonly<{ text: string; json: Readonly<Record<string, unknown>> }>> {
  let text = '';
  try {
    text = (await readFile(path, 'utf8')).trim();
  } catch (error) {
    // Some versions write none for a `call`.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { text, json: {} };
  }
  try {
    return { text, json: JSON.parse(text) as Record<string, unknown> };
  } catch (cause) {
    throw new ActionError('BUILD_FAILED', `buildx wrote a metadata file that is not JSON: ${messageOf(cause)}`, {
      cause,
    });
  }
}

/** One image's part of a metadata file. @param text the part as JSON */
export function metadataOf(json: Readonly<Record<string, unknown>>, text: string): Omit<Metadata, 'checks'> {
  return {
    digest: digestIn(json['containerimage.digest']),
    configDigest: digestIn(json['containerimage.config.digest']),
    metadata: text,
  };
}

/** @see https://docs.docker.com/build/metadata/ (buildx.build.warnings: a list of BuildKit's VertexWarning) */
export function checksOf(warnings: unknown, dockerfile: string): readonly BuildCheck[] {
  if (!Array.isArray(warnings)) return [];
  return warnings.map(warning => {
    const { short, detail, url, range } = warning as Record<string, unknown>;
    const details = Array.isArray(detail) ? detail.map(item => Buffer.from(String(item), 'base64').toString()) : [];
    const text = [Buffer.from(String(short ?? ''), 'base64').toString(), ...details].filter(part => part !== '');
    const line = (range as { start?: { line?: number } }[] | undefined)?.[0]?.start?.line;
    return {
      text: [...text, ...(typeof url === 'string' && url !== '' ? [`More: ${url}`] : [])].join('\n'),
      place: { title: 'Build check', file: dockerfile, ...(typeof line === 'number' && { line }) },
    };
  });
}

function digestIn(value: unknown): Digest | undefined {
  return typeof value === 'string' && isDigest(value) ? value : undefined;
}
