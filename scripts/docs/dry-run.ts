import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { messageOf } from '../../src/host/errors.ts';
import { run } from '../../src/host/process.ts';
import type { Plan } from '../../src/plan/terms/types.ts';
import { planLines } from '../../src/report/plan-table.ts';
import { createReport } from '../../src/report/report.ts';
import { contextOf, planJob } from '../../src/run/job.ts';
import { createLog } from '../../src/runner/log.ts';
import type { GithubEvent } from '../harness/types.ts';

/** What a step would do: its plan, or what is wrong with it. And everything that it logs until then. */
export type DryRun = Readonly<{
  plan: Plan | undefined;
  /** Nothing is built: the image exists. */
  isPromotion: boolean;
  error: string;
  log: readonly string[];
}>;

/** The commit's files that an example's templates and build read. */
const WORKSPACE: Readonly<Record<string, string>> = {
  VERSION: '1.4.2\n',
  'package.json': '{"version":"1.4.2"}\n',
  Dockerfile: 'FROM scratch\n',
};

/** Plans a step as the action does it, with everything around it that this takes: a workspace, an event, a log. */
export async function dryRun(given: Readonly<Record<string, string>>, event: GithubEvent): Promise<DryRun> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-docs-'));
  const log: string[] = [];
  try {
    const machine = {
      env: environmentOf(given, event, folder),
      run,
      log: createLog({ write: text => log.push(...text.trimEnd().split('\n')), debugEnabled: false }),
      // A clock that stands still: what is made from it must not differ from one day to the next.
      now: () => Date.parse('2026-11-02T08:31:00Z'),
      sleep: (ms: number) => wait(ms),
      signal: new AbortController().signal,
    };
    const context = contextOf(machine);
    const { plan, inputs } = await planJob(context, createReport(context, machine), machine, () => {});
    return { plan, isPromotion: inputs.source !== undefined, error: '', log };
  } catch (error) {
    return { plan: undefined, isPromotion: false, error: messageOf(error), log };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The plan as the log shows it. */
export function shownPlan({ plan, error }: DryRun): readonly string[] {
  return plan === undefined ? error.split('\n') : planLines(plan);
}

function environmentOf(
  given: Readonly<Record<string, string>>,
  event: GithubEvent,
  folder: string,
): Record<string, string> {
  const workspace = join(folder, 'workspace');
  for (const name of ['workspace', 'temp']) mkdirSync(join(folder, name));
  for (const [name, text] of Object.entries(WORKSPACE)) writeFileSync(join(workspace, name), text);
  writeFileSync(join(folder, 'event.json'), JSON.stringify(event.payload));
  const inputs = Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value] as const);
  return {
    ...Object.fromEntries(inputs),
    'INPUT_DRY-RUN': 'true',
    PATH: process.env.PATH ?? '',
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_REF: event.ref,
    GITHUB_SHA: event.sha,
    GITHUB_BASE_REF: event.baseRef,
    GITHUB_HEAD_REF: event.headRef,
    GITHUB_ACTOR: event.actor,
    GITHUB_REPOSITORY: event.repository,
    GITHUB_RUN_NUMBER: '57',
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: join(folder, 'temp'),
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_ENV: join(folder, 'env'),
  };
}
