import { quote } from '../host/text/quote.ts';
import { buildContext, withDefaultContext } from '../plan/git-context.ts';
import { type SecretFile, secretArgs } from '../plan/secrets.ts';
import { fields, joinFields } from '../plan/terms/list.ts';
import type { BuildInputs } from '../plan/terms/types.ts';
import { attestations, type ProvenanceOptions } from './attestations.ts';

export type BuildxOptions = Readonly<{
  labels: readonly string[];
  annotations: readonly string[];
  /** Every `--output`: the one for staging, then the extra ones (`parseOutputs`). */
  outputs: readonly string[];
  metadataFile: string;
  /** Omitted when an output is `local` or `tar`: buildx has no image id then. */
  iidFile?: string;
  /** The event's git context (`gitContext`), and whether the workspace has a checkout. */
  gitContext: string;
  hasCheckout: boolean;
  /** For the git context. '' if there is none. */
  githubToken: string;
  /** `https://github.com`. */
  serverUrl: string;
  /** The folder that the caller writes `files` to, without a trailing slash. */
  secretsFolder: string;
  provenance: ProvenanceOptions;
  /** `--policy` specs (`policySpecs`). */
  policies?: readonly string[] | undefined;
}>;

type BuildxCommand = Readonly<{
  /** After `docker buildx`: `build`, the flags, `--`, the context. Contains no secret. */
  args: readonly string[];
  /** To be written with mode 0600 before the build. */
  files: readonly SecretFile[];
  warnings: readonly string[];
}>;

/** The build's command line: build-push-action's inputs with the same flags, in unspecified order. */
export function buildxArgs(build: BuildInputs, options: BuildxOptions): BuildxCommand {
  const git = options.gitContext;
  const context = buildContext(build.context, git, options.hasCheckout);
  const host = URL.canParse(options.serverUrl) ? new URL(options.serverUrl).host : '';
  const needsToken = context.startsWith(git) && options.githubToken !== '' && host !== '';
  const gitAuth = needsToken ? { host, token: options.githubToken } : undefined;
  const secrets = secretArgs(build, options.secretsFolder, gitAuth);
  const args = [
    'build',
    ...each('--add-host', build.addHosts),
    ...each('--allow', build.allow),
    ...each('--annotation', options.annotations),
    ...each('--attest', attestations(build, options.provenance)),
    ...each('--build-arg', build.buildArgs),
    ...each(
      '--build-context',
      build.buildContexts.map(item => withDefaultContext(item, git)),
    ),
    ...one('--builder', build.builder),
    ...each('--cache-from', build.cacheFrom),
    ...each('--cache-to', build.cacheTo.map(cacheExport)),
    ...one('--call', build.call),
    ...one('--cgroup-parent', build.cgroupParent),
    ...one('--file', build.file),
    ...one('--iidfile', options.iidFile ?? ''),
    ...each('--label', options.labels),
    ...one('--metadata-file', options.metadataFile),
    ...one('--network', build.network),
    ...(build.noCache ? ['--no-cache'] : []),
    ...each('--no-cache-filter', build.noCacheFilters),
    ...each('--output', options.outputs),
    ...one('--platform', build.platforms.join(',')),
    ...each('--policy', options.policies ?? []),
    '--progress=rawjson',
    ...(build.pull ? ['--pull'] : []),
    ...each('--secret', secrets.specs),
    ...one('--shm-size', build.shmSize),
    ...each('--ssh', build.ssh),
    ...one('--target', build.target),
    ...each('--ulimit', build.ulimit),
    // A context that begins with a dash must not become a flag.
    '--',
    context,
  ];
  return { args, files: secrets.files, warnings: secrets.empty.map(emptySecret) };
}

function each(flag: string, values: readonly string[]): string[] {
  return values.flatMap(value => [flag, value]);
}

function one(flag: string, value: string): string[] {
  return value === '' ? [] : [flag, value];
}

/** A failed cache export must not fail the build or cancel other exports, as it does by BuildKit's default. */
export function cacheExport(spec: string): string {
  const columns = fields(spec);
  const [only = ''] = columns;
  const full = columns.length === 1 && !only.includes('=') ? ['type=registry', `ref=${only}`] : columns;
  const isSettled = full.some(column => /^(?:ignore-error\s*=|type\s*=\s*inline$)/.test(column));
  return joinFields(isSettled ? full : [...full, 'ignore-error=true']);
}

function emptySecret(id: string): string {
  return `The build secret ${quote(id)} is empty and was left out. Fork and Dependabot runs get no secrets.`;
}
