import { existsSync } from 'node:fs';
import { InputError, type Problem } from './errors.ts';
import { readBuild } from './inputs/build.ts';
import { type CacheInputs, readCache } from './inputs/cache.ts';
import { type CacheMountsWish, readCacheMounts } from './inputs/cache-mounts.ts';
import { type Login, type MissingSecret, readLogins } from './inputs/credentials.ts';
import { readFilters } from './inputs/filters.ts';
import { readMetadata } from './inputs/metadata.ts';
import { readRegistries } from './inputs/registries.ts';
import { type RobustInputs, readRobust } from './inputs/robust.ts';
import { boolean, parseBoolean, quote, type Source, sourceOf } from './inputs/source.ts';
import { checkTogether } from './inputs/together.ts';
import { parseOutputs } from './plan/outputs.ts';
import type { BuildInputs, Filters, MetadataInputs, RegistryEntry } from './plan/types.ts';

export type { Login, MissingSecret };

/** Every input, parsed and valid. Made by `readInputs`, once. */
export type Inputs = Readonly<{
  metadata: MetadataInputs;
  registries: readonly RegistryEntry[];
  logins: readonly Login[];
  /** Half-given logins (a secret was empty). To be thrown as an InputError only if something is pushed. */
  missing: readonly MissingSecret[];
  /** Content, base64 of it, or a path; '' when not given. */
  dockerConfig: string;
  /** Opens an encrypted `dockerConfig`. */
  dockerConfigPassphrase: string;
  githubToken: string;
  /** True also when `push` is auto and `outputs` asks to push. */
  push: 'auto' | true | false;
  filters: Filters;
  build: BuildInputs;
  cache: CacheInputs;
  cacheMounts: CacheMountsWish;
  test: string;
  verify: boolean;
  dryRun: boolean;
}> &
  RobustInputs;

/**
 * Reads every input from `INPUT_*`; '' means the default.
 *
 * @param exists whether a path exists (only `context` needs it, for a likely mistake)
 * @throws InputError with every problem of every input
 */
export function readInputs(
  env: Readonly<Record<string, string | undefined>>,
  exists: (path: string) => boolean = existsSync,
): Inputs {
  const problems: Problem[] = [];
  const missing: MissingSecret[] = [];
  const source = sourceOf(env, problems, exists);

  const metadata = readMetadata(source);
  const registries = readRegistries(source, missing);
  const logins = readLogins(source, missing);
  const build = readBuild(source);
  const outputs = parseOutputs(build.outputs);
  const push = readPush(source);
  const inputs: Inputs = {
    metadata,
    registries,
    logins,
    missing,
    dockerConfig: source.text('docker-config'),
    dockerConfigPassphrase: source.raw('docker-config-passphrase'),
    githubToken: source.text('github-token') || source.text('job-token'),
    push: push === 'auto' && outputs.push ? true : push,
    filters: readFilters(source),
    build,
    cache: readCache(source),
    cacheMounts: readCacheMounts(source),
    test: source.raw('test'),
    verify: boolean(source, 'verify'),
    dryRun: boolean(source, 'dry-run'),
    ...readRobust(source),
  };
  checkTogether(source, metadata, registries, push, outputs);
  if (problems.length > 0) throw new InputError(problems);
  return inputs;
}

function readPush(source: Source): 'auto' | true | false {
  const text = source.text('push');
  const push = text === 'auto' ? text : parseBoolean(text);
  if (push === undefined) source.report('push', `is not right: ${quote(text)}`, 'Write `auto`, `true` or `false`.');
  return push ?? 'auto';
}
