import { accessSync, closeSync, constants, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, delimiter, isAbsolute, join } from 'node:path';
import { at, type Json } from '../context.ts';
import { readIfThere } from '../read-if-there.ts';

/** Where Docker's own command looks for plugins after the folders of its config (docker/cli, cli-plugins/manager). */
const SYSTEM = [
  '/usr/local/lib/docker/cli-plugins',
  '/usr/local/libexec/docker/cli-plugins',
  '/usr/lib/docker/cli-plugins',
  '/usr/libexec/docker/cli-plugins',
];

/** The name of the program by itself. */
const PLUGIN = 'docker-buildx';

/**
 * The program that `docker buildx` hands over to. To run it by itself saves docker's own start and the question what
 * the plugin is, 50 ms together. It knows no TLS settings from the environment then, so it is for an engine at a socket.
 *
 * @param env of the command, DOCKER_CONFIG among it
 * @returns undefined where that is not certain: `docker` is a script, or another program by Docker's name
 */
export function findBuildx(
  env: Readonly<Record<string, string>>,
  system: readonly string[] = SYSTEM,
): string | undefined {
  const docker = (env.PATH ?? '').split(delimiter).map(folder => join(folder, 'docker'));
  const command = docker.find(isProgram);
  if (command === undefined || !isDockers(command)) return undefined;
  const folders = [...extraFolders(env.DOCKER_CONFIG ?? ''), join(env.DOCKER_CONFIG ?? '', 'cli-plugins'), ...system];
  const found = folders.filter(isAbsolute).map(folder => join(folder, PLUGIN));
  const first = found.find(path => statSync(path, { throwIfNoEntry: false }) !== undefined);
  return first !== undefined && isProgram(first) ? first : undefined;
}

/** Whether a command builds, with docker or by itself. */
export function isBuild(command: string, args: readonly string[]): boolean {
  return basename(command) === PLUGIN ? args[0] === 'build' : args[0] === 'buildx' && args[1] === 'build';
}

/** Docker's own command is no script, and its name is its own: other programs go by it through links. */
function isDockers(command: string): boolean {
  const real = realpathSync(command);
  if (basename(real) !== 'docker') return false;
  const file = openSync(real, 'r');
  try {
    const head = Buffer.alloc(2);
    readSync(file, head);
    return head.toString('latin1') !== '#!';
  } finally {
    closeSync(file);
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
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
