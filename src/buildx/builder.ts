import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ActionError } from '../errors.ts';
import type { Log, Run } from '../ports.ts';
import type { EngineInfo } from './engine.ts';

/** How the image gets from the builder to the registries. See docs/decisions/0001. */
export type StagePath = 'fan-out' | 'layout';

/** The builder of this run. */
export type Builder = Readonly<{
  /** For `--builder`; undefined lets buildx use its default. */
  name: string | undefined;
  driver: string;
  path: StagePath;
  /** True when this run made it, and must remove it. */
  created: boolean;
}>;

export type BuilderPorts = Readonly<{
  run: Run;
  log: Log;
  env: Readonly<Record<string, string>>;
  signal: AbortSignal;
  /** The folder where buildx keeps its builders. */
  buildxConfig: string;
  readFile: (path: string) => string | undefined;
  /** Notes what must be removed even if this process dies, before it is made. */
  willCreate(name: string): Promise<void>;
  /** The buildkitd.toml for a builder that is made here, if it needs one. */
  buildkitdConfig(): Promise<string | undefined>;
}>;

/** What decides between the paths. */
export type BuilderNeeds = Readonly<{
  /** The `builder` input; '' for the user's current one. */
  builder: string;
  /** An output that the engine cannot load as it is (`rewrite-timestamp`). */
  layoutOnly: boolean;
  /** Whether the engine can push to our 127.0.0.1. */
  engineIsLocal: boolean;
}>;

/**
 * Chooses the builder: the one asked for, else buildx's current one, else the engine's own BuildKit. Only a classic
 * image store, which keeps neither indexes nor attestations, makes a docker-container builder necessary.
 *
 * @throws ActionError ENGINE when the builder does not exist or cannot be made.
 */
export async function chooseBuilder(
  needs: BuilderNeeds,
  engine: Promise<EngineInfo>,
  ports: BuilderPorts,
): Promise<Builder> {
  const name = needs.builder || ports.env.BUILDX_BUILDER || currentBuilder(ports);
  const driver = name === undefined ? 'docker' : await driverOf(name, ports);
  if (driver !== 'docker') return { name, driver, path: 'layout', created: false };
  const { containerdStore, desktop } = await engine;
  if (!containerdStore) return createContainerBuilder(ports);
  const fanOut = needs.engineIsLocal && !desktop && !needs.layoutOnly;
  return { name, driver, path: fanOut ? 'fan-out' : 'layout', created: false };
}

/**
 * The builder that `docker buildx use` chose, or undefined for the engine's own. buildx keeps the choice in a small
 * file; asking `docker buildx inspect` for what is nearly always "none" would cost 150 ms a run.
 */
function currentBuilder(ports: BuilderPorts): string | undefined {
  const text = ports.readFile(join(ports.buildxConfig, 'current'));
  if (text === undefined) return undefined;
  try {
    const { Name: name } = JSON.parse(text) as { Name?: unknown };
    return typeof name === 'string' && name !== '' && name !== 'default' ? name : undefined;
  } catch {
    return undefined;
  }
}

async function driverOf(name: string, { run, env, signal }: BuilderPorts): Promise<string> {
  const result = await run('docker', ['buildx', 'inspect', name], { env, signal, timeout: 60_000 });
  const driver = /^Driver:\s+(\S+)/m.exec(result.stdout)?.[1];
  if (result.code === 0 && driver !== undefined) return driver;
  throw new ActionError('ENGINE', `builder ${JSON.stringify(name)} cannot be used: ${lastLine(result.stderr)}`, {
    hint: 'Create it before this step (docker/setup-buildx-action), or leave the input `builder` empty.',
  });
}

async function createContainerBuilder(ports: BuilderPorts): Promise<Builder> {
  const { run, log, env, signal } = ports;
  const name = `slipway-${randomBytes(6).toString('hex')}`;
  log.info(
    `The engine uses the classic image store, which keeps neither indexes nor attestations: creating builder ${name} (docker-container) for this run. Enabling the containerd image store saves its boot.`,
  );
  await ports.willCreate(name);
  const config = await ports.buildkitdConfig();
  const args = ['buildx', 'create', '--name', name, '--driver', 'docker-container'];
  if (config !== undefined) args.push('--buildkitd-config', config);
  const result = await run('docker', args, { env, signal, timeout: 120_000 });
  if (result.code === 0) return { name, driver: 'docker-container', path: 'layout', created: true };
  throw new ActionError('ENGINE', `a docker-container builder could not be created: ${lastLine(result.stderr)}`, {
    hint: 'Enable the containerd image store in the engine (daemon.json: "features": {"containerd-snapshotter": true}).',
  });
}

/** Removes a builder that this run created. */
export async function removeBuilder(name: string, run: Run, env: Readonly<Record<string, string>>): Promise<void> {
  await run('docker', ['buildx', 'rm', '--force', name], { env, timeout: 60_000 });
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
