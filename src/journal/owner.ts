import { readlinkSync } from 'node:fs';
import { errnoOf } from '../host/errno.ts';
import { processStat } from '../host/files/process-stat.ts';
import { randomHex } from './random.ts';

/**
 * The process that owns a run's folder, encoded in the folder's name: `slipway-<pid>.<start>.<namespace>-<random>`. The
 * start time distinguishes a process from a later one with the same pid; the pid namespace shows whether it is visible
 * from here. Both are 0 without /proc.
 */
export type Owner = Readonly<{ pid: number; start: string; namespace: string }>;

const NAME = /^slipway-(\d+)\.(\d+)\.(\d+)-[0-9a-f]{16}$/;

/** When a process started, in ticks since boot; undefined for no process or a zombie. */
function startOf(pid: number): string | undefined {
  try {
    const { 3: state, 22: start } = processStat(pid);
    return state === 'Z' || state === 'X' ? undefined : start;
  } catch {
    return undefined;
  }
}

function namespace(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
  } catch {
    return '0';
  }
}

export function thisProcess(): Owner {
  return { pid: process.pid, start: startOf(process.pid) ?? '0', namespace: namespace() };
}

export function folderName(owner: Owner): string {
  return `slipway-${owner.pid}.${owner.start}.${owner.namespace}-${randomHex(8)}`;
}

/** The owner that a folder's name encodes; undefined for other folders. */
export function ownerOf(name: string): Owner | undefined {
  const [, pid, start, space] = NAME.exec(name) ?? [];
  return pid && start && space ? { pid: Number(pid), start, namespace: space } : undefined;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === 'EPERM';
  }
}

/** Whether the owner is running; 'unknown' if it is in another pid namespace. */
export function isAlive(owner: Owner): boolean | 'unknown' {
  if (owner.namespace !== namespace()) return 'unknown';
  return owner.start === '0' ? exists(owner.pid) : startOf(owner.pid) === owner.start;
}
