import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../src/host/errors.ts';
import { attempt } from '../command.ts';
import { say, yellow } from '../say.ts';

/** Our daemon's folders, all separate from any other engine's data. */
export type DaemonFolders = Readonly<{ run: string; data: string }>;
export const FOLDERS: DaemonFolders = { run: '/run/slipway', data: '/var/lib/slipway' };

const MEMORY = '/dev/shm';
const IN_MEMORY = join(MEMORY, 'slipway-engine');
/** In bytes: the tests leave 2.5 GB in the engine, and programs need memory too. */
const PLENTY = 8 * 1024 ** 3;

const READY = 30_000;
/** A daemon with thousands of images in its store ends slowly on a busy machine. */
const STOPPED = 60_000;
const OVERLAYFS = 0x794c7630;

export function hostOf(folders: DaemonFolders): string {
  return `unix://${join(folders.run, 'docker.sock')}`;
}

/**
 * The same with the data in memory, if there is plenty. An engine syncs to disk on every change, which takes half of
 * the end-to-end tests' time. The data is lost when the daemon stops.
 */
export function inMemory(folders: DaemonFolders): DaemonFolders {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return Math.min(bavail * bsize, freemem()) > PLENTY ? { ...folders, data: IN_MEMORY } : folders;
  } catch {
    return folders;
  }
}

/** Whether an engine answers at `host` (undefined: the docker client's default). */
export async function answers(host: string | undefined): Promise<boolean> {
  const env = host === undefined ? {} : { DOCKER_HOST: host };
  return (await attempt('docker', ['version', '--format', '{{.Server.Version}}'], { env, timeout: 10_000 })).code === 0;
}

/** Starts dockerd in the background and waits until it answers. It outlives this process; `stopDaemon` ends it. */
export async function startDaemon(folders: DaemonFolders): Promise<void> {
  const log = join(folders.run, 'dockerd.log');
  for (const folder of [folders.run, folders.data]) mkdirSync(folder, { recursive: true, mode: 0o711 });
  const file = join(folders.run, 'daemon.json');
  writeFileSync(file, JSON.stringify(configuration(folders), undefined, 2));
  const output = openSync(log, 'w');
  // dockerd and iptables are in sbin, which a user's PATH may lack. There is memory to spare for Go's collector.
  const env = { GOGC: '400', ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
  const child = spawn('dockerd', ['--config-file', file], { detached: true, env, stdio: ['ignore', output, output] });
  closeSync(output);
  let end: string | undefined;
  child.once('error', error => {
    end = String(error);
  });
  child.once('exit', (code, signal) => {
    end = `it ended with ${signal ?? code}`;
  });
  child.unref();
  for (const deadline = Date.now() + READY; end === undefined && Date.now() < deadline; await sleep(100)) {
    if (await answers(hostOf(folders))) return;
  }
  if (end === undefined) await stopDaemon(folders);
  const tail = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
  throw new Error(`dockerd did not start: ${end ?? `no answer within ${READY / 1000} s`}. The end of ${log}:\n${tail}`);
}

/**
 * Ends our daemon by its pid and waits for it. False when it was not running. A daemon that takes too long is killed;
 * its containerd ends by itself.
 */
export async function stopDaemon(folders: DaemonFolders): Promise<boolean> {
  const pid = daemonPid(folders);
  if (pid === undefined) return false;
  signal(pid, 'SIGTERM');
  for (const deadline = Date.now() + STOPPED; daemonPid(folders) !== undefined; await sleep(100)) {
    if (Date.now() > deadline) signal(pid, 'SIGKILL');
  }
  rmSync(join(folders.run, 'docker.pid'), { force: true });
  if (existsSync(IN_MEMORY)) await removeMemory();
  return true;
}

/**
 * A killed daemon leaves its mounts (among them the data folder on itself), which keep the folder busy. What can't
 * be removed costs memory, but fails no test.
 */
async function removeMemory(): Promise<void> {
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map(line => line.split(' ')[4] ?? '')
    .filter(point => point.startsWith(`${IN_MEMORY}/`));
  // The newest first: a mount may be on top of another.
  for (const point of mounts.reverse()) await attempt('umount', ['--lazy', point]);
  try {
    rmSync(IN_MEMORY, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    say(yellow(`${IN_MEMORY} could not be removed: ${messageOf(error)}`));
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has just ended.
  }
}

/** The daemon's pid; undefined if it has ended, or another process has its pid. */
export function daemonPid(folders: DaemonFolders): number | undefined {
  try {
    const pid = Number(readFileSync(join(folders.run, 'docker.pid'), 'utf8'));
    const argv = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return argv.includes(join(folders.run, 'daemon.json')) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function configuration(folders: DaemonFolders) {
  return {
    hosts: [hostOf(folders)],
    pidfile: join(folders.run, 'docker.pid'),
    'exec-root': join(folders.run, 'docker'),
    'data-root': join(folders.data, 'docker'),
    'log-level': 'warn',
    features: { 'containerd-snapshotter': true },
    // Whenever an image is removed, the engine walks its whole store: what earlier tests left would slow the later ones.
    builder: { gc: { enabled: true, policy: [{ all: true, keepStorage: '0', filter: ['unused-for=3m'] }] } },
    // overlayfs doesn't work on overlayfs (a machine that is itself a container); native copies, slower, everywhere.
    ...(statfsSync(folders.data).type === OVERLAYFS ? { 'storage-driver': 'native' } : {}),
  };
}
