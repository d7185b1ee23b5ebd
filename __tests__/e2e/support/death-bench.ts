import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { manifest } from '../../../scripts/registries/client.ts';
import type { LocalRegistry } from '../../../scripts/registries/registry.ts';
import { ACTION } from './lab.ts';
import { registryFiles } from './registry-files.ts';

export type Signal = 'SIGINT' | 'SIGTERM' | 'SIGKILL';

/** When to kill: after so many milliseconds, or so many after a condition has been observed. */
export type Moment = Readonly<{ after: number; once?: () => boolean }>;

/** Kills the main step that runs in a RUNNER_TEMP. */
export type Sniper = Readonly<{
  /** Milliseconds from arming to the signal; undefined when the process had already ended. */
  hit(): number | undefined;
  disarm(): void;
}>;

/** The signal only goes to the action's node process, as the runner's does. */
export function armSniper(temp: string, signal: Signal, { after, once }: Moment): Sniper {
  const armed = performance.now();
  let hit: number | undefined;
  let timer: NodeJS.Timeout;
  const shoot = () => {
    if (shootMain(temp, signal)) hit = Math.round(performance.now() - armed);
  };
  const look = () => {
    timer = once?.() === false ? setTimeout(look, 3) : setTimeout(shoot, after);
  };
  look();
  return { hit: () => hit, disarm: () => clearTimeout(timer) };
}

/** Kills the main step that runs in a RUNNER_TEMP now. Returns false if there is none. */
export function shootMain(temp: string, signal: Signal): boolean {
  const main = processesOf(temp).find(({ isMain }) => isMain);
  if (main !== undefined) process.kill(main.pid, signal);
  return main !== undefined;
}

type Found = Readonly<{ pid: number; line: string; isMain: boolean }>;

/** Every process that runs with this RUNNER_TEMP, in a main step or below it. */
export function processesOf(temp: string): Found[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      try {
        const environment = readFileSync(`/proc/${name}/environ`, 'utf8').split('\0');
        if (!environment.includes(`RUNNER_TEMP=${temp}`)) return [];
        const line = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        const isMain = line.endsWith('dist/index.js');
        return [{ pid: Number(name), line, isMain }];
      } catch {
        return []; // It has ended meanwhile.
      }
    });
}

/** The action without its post step: after a power failure none ever runs. */
export function actionWithoutPost(folder: string): string {
  mkdirSync(folder);
  const action = readFileSync(join(ACTION, 'action.yml'), 'utf8');
  writeFileSync(join(folder, 'action.yml'), action.replace(/^ {2}post: .*\n/m, ''));
  cpSync(join(ACTION, 'dist'), join(folder, 'dist'), { recursive: true });
  return folder;
}

/** What each of these tags points to, as `registry tag → digest`, read directly from the registries' storage. */
export function tagsNow(registries: readonly LocalRegistry[], repository: string, tags: readonly string[]) {
  return registries.flatMap(({ storage }) => tags.map(tag => registryFiles(storage).tag(repository, tag)));
}

/** A pending write may still reach the registry's disk, where a file is empty at first. */
export async function settled(read: () => (string | undefined)[]): Promise<(string | undefined)[]> {
  for (;;) {
    const seen = read();
    await sleep(100);
    if (!seen.includes('') && JSON.stringify(seen) === JSON.stringify(read())) return seen;
  }
}

/** A description of what one registry lacks of an image: manifests, configs and layers. */
export async function missingFrom(registry: LocalRegistry, repository: string, digest: string): Promise<string[]> {
  const held = await manifest(registry, repository, digest);
  if (held === undefined) return [`${registry.host} lacks ${digest}`];
  const { manifests = [], config, layers = [] } = held.json;
  const files = registryFiles(registry.storage);
  const blobs = [config, ...layers].flatMap(blob => (blob === undefined ? [] : [blob.digest]));
  const lacking = blobs.filter(blob => !files.hasBlob(repository, blob)).map(blob => `${registry.host} lacks ${blob}`);
  const below = await Promise.all(manifests.map(child => missingFrom(registry, repository, child.digest)));
  return [...lacking, ...below.flat()];
}

/** A run's progress, according to its log and the registries. */
export function stageOf(log: string, uploads: boolean, moved: number, tags: number, ended: boolean): string {
  if (ended) return 'ended';
  if (moved > 0) return moved === tags ? 'verify' : 'tag';
  if (uploads) return 'stage';
  if (/^##\[group\]Test/m.test(log)) return 'test';
  if (/^(?:CACHED|✓|##\[group\]\[)/m.test(log)) return 'build';
  return log.includes('##[group]Plan') ? 'prepare' : 'start';
}
