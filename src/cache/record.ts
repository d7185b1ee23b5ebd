import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildInputs } from '../plan/types.ts';
import type { Run } from '../ports.ts';
import type { CacheRecord } from './broken.ts';

/** Beside BuildKit's files in a cache folder. */
const FILE = 'slipway.json';
/** Git's list is read from the last 4 MiB of its output: a longer one would lack files. */
const LONGEST_LIST = 4_000_000;

/** The record that the last writer of this folder left; undefined when there is none. */
export async function readRecord(folder: string): Promise<CacheRecord | undefined> {
  return parseRecord(await readFile(join(folder, FILE), 'utf8').catch(() => ''));
}

/** Where BuildKit wrote nothing there is nothing to record: it has told why, or had nothing to write. */
export async function writeRecord(folder: string, record: CacheRecord): Promise<void> {
  if (existsSync(folder)) await writeFile(join(folder, FILE), JSON.stringify(record));
}

/** Undefined for what is none: whoever may write a cache may have left anything. */
export function parseRecord(text: string): CacheRecord | undefined {
  try {
    const { steps, args, files } = JSON.parse(text) as Partial<CacheRecord>;
    if (!isTexts(args) || !isTexts(files) || !isObject(steps) || !Object.values(steps).every(isTexts)) return undefined;
    return { steps, args, files };
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return isObject(value) && Object.values(value).every(text => typeof text === 'string');
}

/** Values are hashed: an archive is readable for whoever may read the repository's caches. */
export function hashedArgs(args: BuildInputs['buildArgs']): CacheRecord['args'] {
  const entries = args.map(arg => {
    const name = arg.split('=', 1)[0] ?? '';
    return [name, createHash('sha256').update(arg).digest('hex').slice(0, 16)];
  });
  return Object.fromEntries(entries);
}

/**
 * What git knows of the files in the build context, by their paths in it: reading hashes that are there already.
 * Empty without a checkout; files that git does not track are not in it.
 */
export async function trackedFiles(
  workspace: string,
  context: string,
  ports: Readonly<{ run: Run; env: Readonly<Record<string, string>> }>,
): Promise<CacheRecord['files']> {
  const prefix = context.replace(/^(?:\.?\/)+|^\.$/, '').replace(/\/+$/, '');
  if (/^\.\.|:/.test(prefix)) return {};
  try {
    const args = ['-C', workspace, 'ls-files', '--stage', '-z', '--', prefix || '.'];
    const { code, stdout } = await ports.run('git', args, { env: ports.env, timeout: 10_000 });
    if (code !== 0 || stdout.length > LONGEST_LIST) return {};
    const lines = stdout.split('\0').map(line => /^\d+ ([0-9a-f]+) \d\t(.*)$/s.exec(line));
    const entries = lines.flatMap(match => (match ? [[inContext(match[2]!, prefix), match[1]!]] : []));
    return Object.fromEntries(entries) as CacheRecord['files'];
  } catch {
    return {};
  }
}

function inContext(path: string, prefix: string): string {
  return prefix !== '' && path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1) : path;
}
