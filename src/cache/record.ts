import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import type { Context } from '../context.ts';
import { errnoOf } from '../errno.ts';
import { type GitPorts, runGit } from '../hardened-git.ts';
import type { BuildInputs } from '../plan/types.ts';
import { readIfThere } from '../read-if-there.ts';
import { readText } from '../regular-file.ts';
import { localDockerfile } from '../stages/dockerfile.ts';
import type { CacheRecord, Facts, KnownStep } from './broken.ts';
import { instructionsIn } from './dockerfile-steps.ts';
import { fingerprint } from './fingerprint.ts';
import { type Ignored, ignoredBy } from './ignore.ts';

/** Beside BuildKit's files in a cache folder. */
const FILE = 'slipway.json';
/** Bytes. The list of a repository's files is the most of a record. */
export const LARGEST_RECORD = 16 * 1024 * 1024;
/** Of a Dockerfile, or its list of what to ignore. */
const LARGEST_TEXT = 1024 * 1024;
/** Git's list is read from the last 4 MiB of its output: a longer one would lack files. */
const LONGEST_LIST = 4_000_000;

/** The record that the last writer of this folder left; undefined when there is none. */
export async function readRecord(folder: string): Promise<CacheRecord | undefined> {
  return parseRecord(readIfThere(join(folder, FILE), { largest: LARGEST_RECORD }) ?? '');
}

/** Where BuildKit wrote nothing there is nothing to record: it has told why, or had nothing to write. */
export async function writeRecord(folder: string, record: CacheRecord): Promise<void> {
  if (existsSync(folder)) await writeFile(join(folder, FILE), JSON.stringify(record));
}

/** Undefined for what is none: whoever may write a cache may have left anything. */
export function parseRecord(text: string): CacheRecord | undefined {
  try {
    const { steps, args, files } = JSON.parse(text) as Partial<CacheRecord>;
    if (!isTexts(args) || !isTexts(files) || !isObject(steps)) return undefined;
    const isStages = Object.values(steps).every(stage => isObject(stage) && Object.values(stage).every(isStep));
    return isStages ? { steps, args, files } : undefined;
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

function isStep(value: unknown): value is KnownStep {
  if (!isObject(value) || typeof value.isBase !== 'boolean' || typeof value.name !== 'string') return false;
  const { text = '', args = [] } = value;
  return typeof text === 'string' && Array.isArray(args) && args.every(name => typeof name === 'string');
}

/** What this run knows besides its steps, for the next one to compare with. What cannot be known is left out. */
export async function factsOf(
  context: Context,
  build: Pick<BuildInputs, 'buildArgs' | 'context' | 'file'>,
  ports: GitPorts,
): Promise<Facts> {
  const folder = isAbsolute(build.context) ? relative(context.workspace, build.context) || '.' : build.context;
  const dockerfile = localDockerfile({ file: build.file, context: folder }, context);
  const text = dockerfile === undefined ? '' : (readIfThere(dockerfile, { largest: LARGEST_TEXT }) ?? '');
  return {
    args: hashedArgs(build.buildArgs),
    files: await trackedFiles(context.workspace, folder, ports, dockerfile),
    instructions: await instructionsIn(text).catch(() => undefined),
  };
}

/** Fingerprints of the values: an archive is readable for whoever may read the repository's caches. */
export function hashedArgs(args: BuildInputs['buildArgs']): CacheRecord['args'] {
  return Object.fromEntries(args.map(arg => [arg.split('=', 1)[0] ?? '', fingerprint(arg)]));
}

/**
 * What git knows of the files in the build context, by their paths in it: reading hashes that are there already.
 * Empty without a checkout; files that git does not track, and those that are ignored, are not in it.
 *
 * @param dockerfile its path, for the list of what to ignore that may lie beside it
 */
export async function trackedFiles(
  workspace: string,
  context: string,
  ports: GitPorts,
  dockerfile: string = join(workspace, context, 'Dockerfile'),
): Promise<CacheRecord['files']> {
  const inside = isAbsolute(context) ? relative(workspace, context) : context;
  const prefix = inside.replace(/^(?:\.?\/)+|^\.$/, '').replace(/\/+$/, '');
  if (/^\.\.|:/.test(prefix)) return {};
  try {
    const isIgnored = await ignoredIn(join(workspace, prefix), dockerfile);
    const args = ['ls-files', '--stage', '-z', '--', prefix || '.'];
    const { code, stdout } = await runGit(workspace, args, ports, 10_000);
    if (code !== 0 || stdout.length > LONGEST_LIST) return {};
    const lines = stdout.split('\0').map(line => /^\d+ ([0-9a-f]+) \d\t(.*)$/s.exec(line));
    const entries = lines.flatMap(match => (match ? [[inContext(match[2]!, prefix), match[1]!] as const] : []));
    return Object.fromEntries(entries.filter(([path]) => !isIgnored(path)));
  } catch {
    return {};
  }
}

/**
 * What BuildKit does not see of a context. A list beside the Dockerfile takes the place of the context's own.
 *
 * @throws Error for a list that cannot be read or judged
 */
async function ignoredIn(context: string, dockerfile: string): Promise<Ignored> {
  for (const path of [`${dockerfile}.dockerignore`, join(context, '.dockerignore')]) {
    try {
      return ignoredBy(readText(path, { largest: LARGEST_TEXT }));
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw error;
    }
  }
  return () => false;
}

function inContext(path: string, prefix: string): string {
  return prefix !== '' && path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1) : path;
}
