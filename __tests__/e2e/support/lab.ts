import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { busyboxRoot } from '../../../scripts/engine/busybox.ts';
import * as events from '../../../scripts/harness/events.ts';
import { runJob } from '../../../scripts/harness/job.ts';
import { leaksInFolder, leaksInTexts } from '../../../scripts/harness/leaks.ts';
import type { GithubEvent, Job, JobResult, PhaseResult, Step } from '../../../scripts/harness/types.ts';
import { commitWorkspace, type Workspace } from '../../../scripts/harness/workspace.ts';
import { type LocalRegistry, type RegistryOptions, startRegistry } from '../../../scripts/registries/registry.ts';

/** The action itself, as a workflow would use it: action.yml and dist/. */
export const ACTION = join(import.meta.dirname, '../../..');

export type Inputs = Readonly<Record<string, string>>;

/** Options of a job besides inputs. */
export type JobOptions = Readonly<{
  event?: GithubEvent;
  step?: Omit<Step, 'uses' | 'with'>;
  job?: Partial<Omit<Job, 'root' | 'workspace' | 'event'>>;
  /** Runs on the job's HOME before the first step. */
  home?: (folder: string) => void | Promise<void>;
}>;

/** One run of the action: the job, and the main and post of its only step. */
export type Run = JobResult & Readonly<{ main: PhaseResult; post: PhaseResult; root: string }>;

/** Registries, a busybox root to build from, and workspaces: all that a test needs, gone after `close`. */
export type Lab = Readonly<{
  registries: readonly LocalRegistry[];
  busybox: string;
  workspace(
    files: Readonly<Record<string, string>>,
    options?: Parameters<typeof commitWorkspace>[2],
  ): Promise<Workspace>;
  /** Runs the action once. `busybox` is a build context unless `build-contexts` is given. */
  publish(workspace: Workspace, inputs: Inputs, options?: JobOptions): Promise<Run>;
  /** Runs several steps in one job. Without `uses` they are of the action itself. */
  job(
    workspace: Workspace,
    steps: readonly (Omit<Step, 'uses'> & Partial<Step>)[],
    options?: JobOptions,
  ): Promise<JobResult>;
  close(): Promise<void>;
}>;

export async function openLab(registries: readonly RegistryOptions[] = [{}, {}]): Promise<Lab> {
  // As odd as the folder of a self-hosted runner may be: it holds the workspace, HOME and RUNNER_TEMP.
  const root = mkdtempSync(join(tmpdir(), 'slipway e2e für '));
  const busybox = await busyboxRoot(join(root, 'busybox'));
  const started = await Promise.all(registries.map(options => startRegistry({ memory: true, ...options })));
  let count = 0;
  const folder = (name: string) => {
    const path = join(root, `${name}-${++count}`);
    mkdirSync(path);
    return path;
  };
  const job: Lab['job'] = async (workspace, steps, options = {}) => {
    const place = folder('job');
    mkdirSync(join(place, 'home'));
    await options.home?.(join(place, 'home'));
    const event = options.event ?? events.push({ sha: workspace.sha });
    const shell = {
      root: place,
      workspace: workspace.folder,
      event,
      token: 'ghs_harnessTokenOfTheJob',
      ...options.job,
    };
    // Node compiles the action once, not in each process: a fifth of their processor time.
    const { NODE_COMPILE_CACHE } = process.env;
    const env = { ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }), GITHUB_API_URL: NOBODY, ...options.job?.env };
    return runJob(
      { ...shell, env },
      steps.map(step => ({ uses: ACTION, ...step })),
    );
  };
  return {
    registries: started,
    busybox,
    workspace: (files, options) => commitWorkspace(folder('workspace'), files, options),
    job,
    publish: async (workspace, inputs, options = {}) => {
      const step = { ...options.step, with: { 'build-contexts': `busybox=${busybox}`, ...inputs } };
      const result = await job(workspace, [step], options);
      const { main, post } = result.steps[0]!;
      return { ...result, main: main!, post: post!, root: join(result.home, '..') };
    },
    close: async () => {
      await Promise.all(started.map(registry => registry.stop()));
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Refuses every connection at once: no test talks to the real GitHub. */
const NOBODY = 'http://127.0.0.1:9';

/** The `registries` input for these registries, with additional settings for each entry. */
export function registriesInput(registries: readonly LocalRegistry[], more: readonly object[] = []): string {
  const entry = ({ host, username, password }: LocalRegistry) => ({ registry: host, username, password });
  return stringify(registries.map((registry, at) => ({ ...entry(registry), ...more[at] })));
}

/** Every place where a run left one of these secrets: logs, outputs, state, summary, files. [] is expected. */
export function leaksOf(run: Run, secrets: readonly string[]): string[] {
  const texts = Object.entries({ main: run.main, post: run.post }).flatMap(([phase, result]) => [
    [`${phase}: raw log`, result.raw],
    [`${phase}: outputs`, Object.values(result.outputs).join('\n')],
    [`${phase}: state`, Object.values(result.state).join('\n')],
    [`${phase}: environment`, Object.values(result.env).join('\n')],
    [`${phase}: summary`, result.summary],
    [`${phase}: annotations`, result.annotations.map(({ message, title }) => `${title} ${message}`).join('\n')],
  ]);
  return [...leaksInTexts(secrets, Object.fromEntries(texts) as Inputs), ...leaksInFolder(secrets, run.root)];
}
