import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { contextHost, type EngineEndpoint } from '../engine/endpoint.ts';
import { ActionError } from '../host/errors.ts';
import type { Run } from '../host/ports.ts';
import { lastLine } from '../host/text/last-line.ts';
import { isNoBuilder } from './buildx/plugin.ts';

export type StorePorts = Readonly<{
  run: Run;
  env: Readonly<Record<string, string>>;
  signal: AbortSignal;
  /** The folder where buildx keeps its builders. */
  buildxConfig: string;
  /** The user's Docker config folder, which holds the contexts. */
  dockerConfig: string;
  endpoint: EngineEndpoint;
  /** Gives a file's text, or undefined when it cannot be read. */
  readFile: (path: string) => string | undefined;
}>;

/** A builder that is there. */
export type ExistingBuilder = Readonly<{
  driver: string;
  /** The name of the Docker context whose engine it is, where that is not the engine of this run. */
  otherContext?: string;
}>;

/**
 * The builder that `docker buildx use` chose for this engine, or undefined for the engine's own. buildx keeps the
 * choice in small files; asking `docker buildx inspect` for what is nearly always "none" would cost 150 ms a run.
 *
 * @see https://github.com/docker/buildx/blob/master/store/store.go (Txn.Current): the last choice, which holds for all
 * engines when it is global, else for the one whose key it has; then the choice that each engine keeps (`--default`).
 */
export function currentBuilder(ports: StorePorts): string | undefined {
  const { context, host } = ports.endpoint;
  const key = context === 'default' ? host : context;
  const last = parse(ports.readFile(join(ports.buildxConfig, 'current')));
  const name = String(last.Name ?? '');
  if (name !== '' && (last.Global === true || last.Key === key)) {
    if (noteOf(name, ports) !== undefined) return name;
    if (last.Key === key) return undefined;
  }
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 20);
  const kept = ports.readFile(join(ports.buildxConfig, 'defaults', hash))?.trim() ?? '';
  return kept !== '' && noteOf(kept, ports) !== undefined ? kept : undefined;
}

/**
 * What is known of a builder by its name: one that was created, or a Docker context, for every context's engine is a
 * builder of that name.
 *
 * @returns undefined when there is none
 * @throws ActionError BUILDER_UNUSABLE when buildx cannot tell
 */
export async function findBuilder(name: string, ports: StorePorts): Promise<ExistingBuilder | undefined> {
  const driver = noteOf(name, ports)?.Driver;
  if (typeof driver === 'string' && driver !== '') return { driver };
  if (name === ports.endpoint.context) return { driver: 'docker' };
  if (name === 'default' || contextHost(name, ports.dockerConfig, ports.readFile) !== `context:${name}`) {
    return { driver: 'docker', otherContext: name };
  }
  return inspect(name, ports);
}

async function inspect(name: string, { run, env, signal }: StorePorts): Promise<ExistingBuilder | undefined> {
  const { code, stdout, stderr } = await run('docker', ['buildx', 'inspect', name], { env, signal, timeout: 60_000 });
  const driver = /^Driver:\s+(\S+)/m.exec(stdout)?.[1];
  if (code === 0 && driver !== undefined) return { driver };
  if (isNoBuilder(stderr) || /invalid name/.test(stderr)) return undefined;
  throw new ActionError('BUILDER_UNUSABLE', `builder ${JSON.stringify(name)} cannot be used: ${lastLine(stderr)}`, {
    hint: 'Check that `docker buildx` works on this runner; `buildx-version` installs one for the run.',
  });
}

/** What it takes to read buildx's notes. */
export type NotePorts = Pick<StorePorts, 'buildxConfig' | 'readFile'>;

/** buildx's own note of a builder that was created. Names differ by more than their case. */
export function noteOf(name: string, { buildxConfig, readFile }: NotePorts): Record<string, unknown> | undefined {
  if (!/^[a-z][\w.+-]*$/i.test(name)) return undefined;
  const text = readFile(join(buildxConfig, 'instances', name.toLowerCase()));
  return text === undefined ? undefined : parse(text);
}

function parse(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
