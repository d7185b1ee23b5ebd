import { closeSync, existsSync, openSync, readSync, realpathSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';
import { at, type Json } from '../../event/context.ts';
import { findProgram, isProgram } from '../../host/files/find-program.ts';
import { readIfThere } from '../../host/files/read-if-there.ts';
import { dockerVariables } from '../../host/variables/docker.ts';
import { programPath } from '../../host/variables/system.ts';

/** Where docker looks for plugins after the folders of its config (docker/cli, cli-plugins/manager). */
const SYSTEM = [
  '/usr/local/lib/docker/cli-plugins',
  '/usr/local/libexec/docker/cli-plugins',
  '/usr/lib/docker/cli-plugins',
  '/usr/libexec/docker/cli-plugins',
];

/** The plugin's file name. */
export const PLUGIN = 'docker-buildx';

type Command = readonly [program: string, args: readonly string[]];

/** A command of buildx: through docker, or directly if its path is given. */
export function buildxCommand(buildx: string | undefined, args: readonly string[]): Command {
  return buildx === undefined ? ['docker', ['buildx', ...args]] : [buildx, args];
}

/**
 * The program that `docker buildx` runs. Running it directly saves docker's own start and its plugin lookup, 50 ms
 * together. It then ignores TLS settings in the environment, so this is for an engine at a socket.
 *
 * @param env of the command, with DOCKER_CONFIG
 * @returns undefined if not certain: `docker` is a script, or another program of that name
 */
export function findBuildx(
  env: Readonly<Record<string, string>>,
  system: readonly string[] = SYSTEM,
): string | undefined {
  const { configDir } = dockerVariables(env);
  const docker = findProgram('docker', programPath(env));
  if (docker === undefined || !isDockers(docker)) return undefined;
  const folders = [...extraFolders(configDir), join(configDir, 'cli-plugins'), ...system].filter(isAbsolute);
  const first = folders.map(folder => join(folder, PLUGIN)).find(path => existsSync(path));
  return first !== undefined && isProgram(first) ? first : undefined;
}

/** Whether a command is a build, through docker or directly. */
export function isBuild(command: string, args: readonly string[]): boolean {
  const [verb = ''] = basename(command) === PLUGIN ? args : args[0] === 'buildx' ? args.slice(1) : [];
  return verb === 'build' || verb === 'bake';
}

/** Docker's command is not a script, and not a link to a program with another name. */
function isDockers(command: string): boolean {
  let file: number | undefined;
  try {
    const real = realpathSync(command);
    file = openSync(real, 'r');
    const head = Buffer.alloc(2);
    readSync(file, head);
    return basename(real) === 'docker' && head.toString('latin1') !== '#!';
  } catch {
    // Executable but not readable: unknown.
    return false;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function extraFolders(config: string): readonly string[] {
  try {
    const given = at(JSON.parse(readIfThere(join(config, 'config.json')) ?? '') as Json, 'cliPluginsExtraDirs');
    return Array.isArray(given) ? given.filter(folder => typeof folder === 'string') : [];
  } catch {
    return [];
  }
}
