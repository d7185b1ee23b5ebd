import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { messageOf, toActionError } from '../../src/host/errors.ts';
import { run } from '../../src/host/process.ts';
import type { Plan } from '../../src/plan/terms/types.ts';
import { reportFailure } from '../../src/report/failure.ts';
import { planLines } from '../../src/report/plan-table.ts';
import { createReport } from '../../src/report/report.ts';
import { contextOf, planJob } from '../../src/run/planning/job.ts';
import { judgePlan } from '../../src/run/policing.ts';
import { createLog } from '../../src/runner/log.ts';
import { eventEnvironment } from '../harness/environment.ts';
import type { GithubEvent } from '../harness/types.ts';

/** The result of planning a step: its plan or its error, and the log until then. */
export type DryRun = Readonly<{
  plan: Plan | undefined;
  /** Nothing is built: the image exists. */
  isPromotion: boolean;
  /** The share of an image that several runners build. */
  share: 'whole' | 'part' | 'merge';
  error: string;
  log: readonly string[];
}>;

/** The files that an example's templates and build read. */
const FILES: Readonly<Record<string, string>> = {
  VERSION: '1.4.2\n',
  'package.json': '{"version":"1.4.2"}\n',
  Dockerfile: 'FROM scratch\n',
  'services/api/Dockerfile': 'FROM scratch\n',
  'services/web/Dockerfile': 'FROM scratch\n',
  'ci/acme-ca.pem': '-----BEGIN CERTIFICATE-----\n',
};

/** Everything about the commit is fixed, and so is its hash. */
const COMMIT: Readonly<Record<string, string>> = {
  GIT_AUTHOR_NAME: 'Mona',
  GIT_AUTHOR_EMAIL: 'mona@acme.example',
  GIT_AUTHOR_DATE: '2026-11-02T09:30:00+01:00',
  GIT_COMMITTER_NAME: 'Mona',
  GIT_COMMITTER_EMAIL: 'mona@acme.example',
  GIT_COMMITTER_DATE: '2026-11-02T09:30:00+01:00',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

/** A repository with these files checked out in one commit. */
export type Checkout = Readonly<{ folder: string; sha: string }>;

/** Makes the checkout that examples are planned in. The caller removes its folder. */
export function makeCheckout(): Checkout {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-docs-'));
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', env: { PATH: process.env.PATH ?? '', ...COMMIT } });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=Chart the harbour');
  return { folder, sha: git('rev-parse', 'HEAD').trim() };
}

/** Plans a step like the action, in this checkout and for this event. */
export async function dryRun(
  given: Readonly<Record<string, string>>,
  event: GithubEvent,
  workspace: string,
): Promise<DryRun> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-docs-'));
  const log: string[] = [];
  const machine = {
    env: environmentOf(given, event, { folder, workspace }),
    run,
    log: createLog({ write: text => log.push(...text.trimEnd().split('\n')), debugEnabled: false }),
    // A fixed clock, so that generated text doesn't change from day to day.
    now: () => Date.parse('2026-11-02T08:31:00Z'),
    sleep: (ms: number) => wait(ms),
    signal: new AbortController().signal,
  };
  try {
    const context = contextOf(machine);
    const report = createReport(context, machine);
    const planned = await planJob({ event: context, report, machine, onMasked() {} });
    await judgePlan(planned, { report, log: machine.log });
    const { plan, inputs } = planned.job;
    const { part, merge } = inputs.parts;
    const share = part !== undefined ? 'part' : merge ? 'merge' : 'whole';
    return { plan, isPromotion: inputs.source !== undefined, share, error: '', log };
  } catch (error) {
    reportFailure(toActionError(error, machine.signal), machine);
    return { plan: undefined, isPromotion: false, share: 'whole', error: messageOf(error), log };
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
  { folder, workspace }: Readonly<{ folder: string; workspace: string }>,
): Record<string, string> {
  mkdirSync(join(folder, 'temp'));
  writeFileSync(join(folder, 'event.json'), JSON.stringify(event.payload));
  const inputs = Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value] as const);
  return {
    ...Object.fromEntries(inputs),
    'INPUT_DRY-RUN': 'true',
    PATH: process.env.PATH ?? '',
    ...eventEnvironment(event),
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_RUN_NUMBER: '57',
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: join(folder, 'temp'),
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_ENV: join(folder, 'env'),
  };
}
