import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { hasGithubServices } from '../event/forge.ts';
import { ActionError } from '../host/errors.ts';
import { bundledWorker } from '../host/files/bundled-worker.ts';
import type { Machine } from '../host/machine.ts';
import { lastLine } from '../host/text/last-line.ts';
import type { Environment } from '../host/variables/environment.ts';
import { runnerVariables } from '../host/variables/runner.ts';
import { serviceVariables } from '../host/variables/services.ts';
import { runVariables } from '../host/variables/workflow-run.ts';
import { artifactServiceEnv, childEnv } from '../runner/child-env.ts';

/** A request to the process of `worker-main.ts`. */
export type ArtifactRequest =
  | Readonly<{ verb: 'upload'; artifacts: readonly ArtifactUpload[]; days: number }>
  | Readonly<{ verb: 'list' }>
  | Readonly<{ verb: 'download'; wanted: readonly WantedArtifact[] }>;

/** `image`: what it is a part of, for errors; '' for the only one. `files`: absolute paths of files in `folder`. */
export type ArtifactUpload = Readonly<{ name: string; image: string; folder: string; files: readonly string[] }>;

/** `folder`: an empty one. */
type WantedArtifact = Readonly<{ id: number; folder: string }>;

/** An artifact of this workflow run. `size` in bytes, `created` in milliseconds since 1970. */
export type FoundArtifact = Readonly<{ id: number; name: string; size: number; created: number }>;

/** The artifacts of this workflow run. Every method throws an ActionError ARTIFACT_FAILED. */
export type Artifacts = Readonly<{
  upload(artifacts: readonly ArtifactUpload[]): Promise<void>;
  list(): Promise<readonly FoundArtifact[]>;
  /** Downloads the archives as uploaded; returns their paths, in this order. */
  download(wanted: readonly WantedArtifact[]): Promise<readonly string[]>;
}>;

/** The service's refusal of a second artifact of one name. */
const IS_TAKEN = /\b409\b.*\bConflict\b|\balready.exists\b/i;

/** Parts are needed until they are merged, and for a re-run of the merge. Days. */
const KEPT = 3;

/**
 * @param seconds the deadline of one request
 * @param worker the bundle of `worker-main.ts`
 */
export function createArtifacts(
  machine: Pick<Machine, 'env' | 'run' | 'log' | 'signal'>,
  place: Readonly<{ folder: string; seconds: number; worker?: string }>,
): Artifacts {
  const { env, run, log, signal } = machine;
  const { folder, seconds, worker = bundledWorker('artifact') } = place;
  const ask = async (doing: string, request: ArtifactRequest): Promise<unknown> => {
    checkArtifacts(env);
    const lines: string[] = [];
    const { code, stderr, timedOut } = await run(process.execPath, [worker, JSON.stringify(request)], {
      // The library only accepts files of the workspace, and leaves nothing behind in this folder.
      env: {
        ...childEnv(env),
        ...artifactServiceEnv(env),
        // Gitea and Forgejo have the service, but the library checks the server's name.
        ...(runnerVariables(env).isGitea && { GITHUB_SERVER_URL: 'https://github.com' }),
        GITHUB_WORKSPACE: folder,
        // @actions/github, which the library loads, would read the file: a pipe for ever.
        GITHUB_EVENT_PATH: '',
        RUNNER_TEMP: folder,
      },
      cwd: folder,
      signal,
      timeout: seconds * 1000,
      onStdout: line => {
        if (/^(RESULT|FAILED) /.test(line)) lines.push(line);
        else if (line.trim() !== '') log.debug(`artifact: ${line.replace(/^::[a-z-]+(?: [^:]*)?::/, '')}`);
      },
      onStderr: log.debug,
    });
    if (signal.aborted) throw new ActionError('CANCELLED', `cancelled while ${doing}`);
    const [, verdict, json = 'null'] = /^(RESULT|FAILED) (.*)$/s.exec(lines.at(-1) ?? '') ?? [];
    if (code === 0 && verdict === 'RESULT') return JSON.parse(json);
    const why = timedOut
      ? `timed out after ${seconds} s`
      : verdict === 'FAILED'
        ? String(JSON.parse(json))
        : lastLine(stderr);
    throw new ActionError('ARTIFACT_FAILED', `${doing} failed: ${why || 'the program ended without a result'}`, {
      hint: IS_TAKEN.test(why)
        ? 'Another job of this run has handed over the same part: let each job build other platforms, or other images. Variants of an image in one repository need names: list each in `builds`.'
        : 'Re-run the failed jobs once the service has recovered. `hand-over: registry` needs it for a few bytes only.',
    });
  };
  return {
    async upload(artifacts) {
      const [first, ...others] = artifacts.map(({ name }) => name);
      const doing = `uploading the artifact ${first}${others.length === 0 ? '' : ` and ${others.length} more`}`;
      await ask(doing, { verb: 'upload', artifacts, days: KEPT });
    },
    list: async () => listed(await ask('listing the artifacts of this run', { verb: 'list' })),
    async download(wanted) {
      await ask(`downloading ${wanted.length} artifacts of this run`, { verb: 'download', wanted });
      return Promise.all(wanted.map(archiveIn));
    },
  };
}

/** The service chooses the file name. */
async function archiveIn({ id, folder }: WantedArtifact): Promise<string> {
  const [name] = await readdir(folder);
  if (name === undefined) throw new ActionError('ARTIFACT_FAILED', `the artifact ${id} has no content`);
  return join(folder, name);
}

function listed(value: unknown): readonly FoundArtifact[] {
  return Array.isArray(value) ? (value as FoundArtifact[]) : [];
}

/** @throws ActionError ARTIFACT_FAILED if this runner or its server has no usable artifact service */
export function checkArtifacts(env: Environment): void {
  const { serverUrl } = runVariables(env);
  const { runtimeToken, resultsUrl } = serviceVariables(env);
  const isOffered = runtimeToken !== '' && resultsUrl !== '';
  if (isOffered && (hasGithubServices(serverUrl) || runnerVariables(env).isGitea)) return;
  const why = isOffered
    ? `${serverUrl} has no artifact service of version 4 (GitHub Enterprise Server does not offer it)`
    : 'this runner offers no artifact service (ACTIONS_RUNTIME_TOKEN and ACTIONS_RESULTS_URL are not set)';
  throw new ActionError('ARTIFACT_FAILED', why, {
    hint: "`part` and `merge` need GitHub's artifacts. Build all platforms in one job instead: list them in `platforms`.",
  });
}
