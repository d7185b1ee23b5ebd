import { randomBytes } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hardenedGitEnv } from '../../host/files/hardened-git.ts';
import { makeFolder } from '../../host/files/make-folder.ts';
import type { Run, RunResult } from '../../host/ports.ts';
import { says } from '../../host/tool-messages.ts';
import { removeFolder } from '../../journal/run-folder.ts';
import { FILL, type Packed, packDockerfile, unpackDockerfile } from './dockerfiles.ts';
import { fillScript } from './fill-script.ts';
import type { Tools } from './tools.ts';

/** Where and how to run the builds that access cache mounts. */
export type TransferOptions = Readonly<{
  run: Run;
  /** For docker. */
  env: Readonly<Record<string, string>>;
  signal: AbortSignal;
  /** For `--builder`; undefined: buildx's default. */
  builder: string | undefined;
  /** The builder is persistent: the traces of these builds are removed. */
  tidy: boolean;
  /** Build arguments that relocate cache mounts (`BUILDKIT_CACHE_MOUNT_NS`). */
  buildArgs: readonly string[];
  /** Milliseconds for all of it. */
  deadline: number;
  /** Milliseconds left, at least 1. */
  left(): number;
  /** A folder for the builds' files, which already has the tools in `tools`. */
  folder: string;
  tools: Tools;
}>;

/**
 * Fills cache mounts from the archives in `files`.
 *
 * @returns what went wrong, in words; undefined on success
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
 * Packs cache mounts into archives in the new folder `to`.
 *
 * @param limit bytes that no archive may exceed
 * @returns what went wrong, in words; undefined on success
 */
export async function pack(
  packed: readonly Packed[],
  to: string,
  limit: number,
  options: TransferOptions,
): Promise<string | undefined> {
  const nonce = newNonce();
  const raw = join(options.folder, nonce);
  // The kernel stops a write that would exceed it. A multiple of tar's record size, or tar would only report a short
  // write.
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
    env: hardenedGitEnv(env, []),
    signal,
    timeout: left(),
  });
  if (tidy) {
    // A mount's record has its step's description, and must be kept.
    const filters = [`description~=${nonce}`, 'type!=exec.cachemount'].flatMap(filter => ['--filter', filter]);
    const prune = ['buildx', 'prune', ...where, '--force', ...filters];
    await run('docker', prune, { env, signal, timeout: Math.max(left(), LITTLE) });
  }
  return result.code === 0 ? undefined : troubleOf(result, deadline);
}

function troubleOf({ stderr, timedOut }: RunResult, deadline: number): string {
  if (timedOut) return `it took longer than ${deadline / 1000} s (the input \`timeout\`)`;
  if (says(stderr, 'otherProcessor')) return OTHER_ARCHITECTURE;
  if (says(stderr, 'fileTooLarge')) return TOO_LARGE;
  const error = stderr.split('\n').findLast(line => /^ERROR: /.test(line)) ?? '';
  return error.replace(/^ERROR: (?:failed to build: )?(?:failed to solve: )?/, '').slice(0, 400) || 'the build failed';
}

/** Milliseconds for the cleanup after a build that used up its time. */
const LITTLE = 1_000;

/** tar's record size, in bytes. */
const RECORD = 10_240;

/** `pack`'s message about a mount that exceeds its limit. */
export const TOO_LARGE = 'it is larger than `cache-max-size` allows';
/** The message of both about a builder that cannot run this machine's programs. */
export const OTHER_ARCHITECTURE = "the builder's architecture differs from this runner's";
