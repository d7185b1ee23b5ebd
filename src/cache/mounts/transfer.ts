import { randomBytes } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../host/files/make-folder.ts';
import { hardenedGitEnv } from '../../host/hardened-git.ts';
import type { Run, RunResult } from '../../host/ports.ts';
import { removeFolder } from '../../journal/run-folder.ts';
import { FILL, type Packed, packDockerfile, unpackDockerfile } from './dockerfiles.ts';
import { fillScript } from './fill-script.ts';
import type { Tools } from './tools.ts';

/** Where and how the builds run that reach into cache mounts. */
export type TransferOptions = Readonly<{
  run: Run;
  /** For docker. */
  env: Readonly<Record<string, string>>;
  signal: AbortSignal;
  /** For `--builder`; undefined lets buildx use its default. */
  builder: string | undefined;
  /** The builder stays after the job: what these builds leave in it is removed. */
  tidy: boolean;
  /** Build arguments that move cache mounts elsewhere (`BUILDKIT_CACHE_MOUNT_NS`). */
  buildArgs: readonly string[];
  /** Milliseconds for all of it. */
  deadline: number;
  /** How many of them are left; never less than 1. */
  left(): number;
  /** A folder for what the builds need, with the tools in it already, under `tools`. */
  folder: string;
  tools: Tools;
}>;

/**
 * Fills cache mounts from the archives in `files`.
 *
 * @returns what went wrong, in words; undefined when all is well
 */
export async function unpack(
  packed: readonly Packed[],
  files: string,
  options: TransferOptions,
): Promise<string | undefined> {
  const nonce = newNonce();
  const dockerfile = unpackDockerfile(packed, nonce, options.tools);
  await writeFile(join(options.folder, 'tools', FILL), fillScript(options.tools));
  return build(
    dockerfile,
    nonce,
    ['--build-context', `${nonce}-files=${files}`, '--output', 'type=cacheonly'],
    options,
  );
}

/**
 * Puts cache mounts into archives in the folder `to`, which is made.
 *
 * @param limit bytes that no archive may exceed
 * @returns what went wrong, in words; undefined when all is well
 */
export async function pack(
  packed: readonly Packed[],
  to: string,
  limit: number,
  options: TransferOptions,
): Promise<string | undefined> {
  const nonce = newNonce();
  const raw = join(options.folder, nonce);
  // The kernel stops what would fill the disk. A whole number of tar's records, or tar would only tell of a short write.
  const most = Math.max(Math.floor(limit / RECORD), 1) * RECORD;
  const flags = ['--ulimit', `fsize=${most}:${most}`, '--output', `type=local,dest=${raw}`];
  try {
    const trouble = await build(packDockerfile(packed, nonce, options.tools), nonce, flags, options);
    if (trouble === undefined) await rename(join(raw, nonce), to);
    return trouble;
  } finally {
    await removeFolder(raw);
  }
}

function newNonce(): string {
  return `slipway-mounts-${randomBytes(8).toString('hex')}`;
}

async function build(
  dockerfile: string,
  nonce: string,
  flags: readonly string[],
  { run, env, signal, builder, tidy, buildArgs, deadline, left, folder }: TransferOptions,
): Promise<string | undefined> {
  const context = join(folder, 'context');
  await makeFolder(context);
  await writeFile(join(context, 'Dockerfile'), dockerfile);
  const where = builder === undefined ? [] : ['--builder', builder];
  const common = [
    ...where,
    ...['--file', join(context, 'Dockerfile'), '--provenance=false', '--sbom=false', '--progress=plain'],
    ...['--build-context', `${nonce}-tools=${join(folder, 'tools')}`],
    ...buildArgs.flatMap(arg => ['--build-arg', arg]),
  ];
  const result = await run('docker', ['buildx', 'build', ...common, ...flags, context], {
    env: hardenedGitEnv(env),
    signal,
    timeout: left(),
  });
  if (tidy) {
    // A mount that this build made is described by its step, and is what all of this is for.
    const filters = [`description~=${nonce}`, 'type!=exec.cachemount'].flatMap(filter => ['--filter', filter]);
    const prune = ['buildx', 'prune', ...where, '--force', ...filters];
    await run('docker', prune, { env, signal, timeout: Math.max(left(), LITTLE) });
  }
  return result.code === 0 ? undefined : troubleOf(result, deadline);
}

function troubleOf({ stderr, timedOut }: RunResult, deadline: number): string {
  if (timedOut) return `it took longer than ${deadline / 1000} s (the input \`timeout\`)`;
  if (/exec format error/.test(stderr)) return OTHER_ARCHITECTURE;
  if (/File size limit exceeded|File too large|exit code: 153\b/.test(stderr)) return TOO_LARGE;
  const error = stderr.split('\n').findLast(line => /^ERROR: /.test(line)) ?? '';
  return error.replace(/^ERROR: (?:failed to build: )?(?:failed to solve: )?/, '').slice(0, 400) || 'the build failed';
}

/** For what is left of a build that used all of its time, in milliseconds. */
const LITTLE = 1_000;

/** What tar writes at once, in bytes. */
const RECORD = 10_240;

/** What `pack` says of a mount that exceeds its limit. */
export const TOO_LARGE = 'it is larger than `cache-max-size` allows';
/** What both say of a builder that cannot run this machine's programs. */
export const OTHER_ARCHITECTURE = "the builder's architecture differs from this runner's";
