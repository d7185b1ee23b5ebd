import { join } from 'node:path';
import { contextHost, type EngineEndpoint } from '../engine/endpoint.ts';
import { ActionError } from '../host/errors.ts';
import { type Fields, fieldsIn } from '../host/fields.ts';
import type { Run } from '../host/ports.ts';
import { lastLine } from '../host/text/last-line.ts';
import { sha256Hex } from '../host/text/sha256.ts';
import { says } from '../host/tool-messages.ts';

export type StorePorts = Readonly<{
  run: Run;
  env: Readonly<Record<string, string>>;
  signal: AbortSignal;
  /** The folder of buildx's builders. */
  buildxConfig: string;
  /** The user's Docker config folder, with the contexts. */
  dockerConfig: string;
  endpoint: EngineEndpoint;
  /** A file's text, or undefined when it cannot be read. */
  readFile: (path: string) => string | undefined;
}>;

export type ExistingBuilder = Readonly<{
  driver: string;
  /** The Docker context of its engine, if that is not this run's engine. */
  otherContext?: string;
}>;

/**
 * The builder that `docker buildx use` chose for this engine; undefined for the engine's own. buildx stores the choice
 * in small files; running `docker buildx inspect` for what is usually "none" would cost 150 ms.
 *
 * @see https://github.com/docker/buildx/blob/master/store/store.go (Txn.Current): the last choice, if it is global or
 *   made for this engine; otherwise the engine's own choice (`--default`).
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
  const hash = sha256Hex(key).slice(0, 20);
  const kept = ports.readFile(join(ports.buildxConfig, 'defaults', hash))?.trim() ?? '';
  return kept !== '' && noteOf(kept, ports) !== undefined ? kept : undefined;
}

/**
 * A builder by its name: one that was created, or a Docker context, since every context's engine is a builder of that
 * name.
 *
 * @returns undefined when there is none
 * @throws ActionError BUILDER_UNUSABLE when buildx fails
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
  if (says(stderr, 'builderMissing', 'builderNameInvalid')) return undefined;
  throw new ActionError('BUILDER_UNUSABLE', `builder ${JSON.stringify(name)} cannot be used: ${lastLine(stderr)}`, {
    hint: 'Check that `docker buildx` works on this runner; `buildx-version` installs one for the run.',
  });
}

export type NotePorts = Pick<StorePorts, 'buildxConfig' | 'readFile'>;

/** buildx's record of a builder that was created. Names are case-insensitive. */
export function noteOf(name: string, { buildxConfig, readFile }: NotePorts): Fields | undefined {
  if (!/^[a-z][\w.+-]*$/i.test(name)) return undefined;
  const text = readFile(join(buildxConfig, 'instances', name.toLowerCase()));
  return text === undefined ? undefined : parse(text);
}

function parse(text: string | undefined): Fields {
  try {
    return fieldsIn(JSON.parse(text ?? ''));
  } catch {
    return {};
  }
}
