import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type ActionFile, inputEnvironment, readActionFile } from './action-file.ts';
import { actionId, contextsOf, createFolders, jobEnvironment } from './environment.ts';
import { runPhase } from './phase.ts';
import { processesWith } from './processes.ts';
import { createMasks } from './secrets.ts';
import type { Conclusion, Job, JobResult, PhaseResult, Step, StepResult } from './types.ts';

/** A step whose main ran, so that its post must run. */
type Begun = Readonly<{ step: Step; action: ActionFile; env: Readonly<Record<string, string>>; result: StepResult }>;

/**
 * Runs steps as one job: in order, sharing RUNNER_TEMP, HOME, masks and what `GITHUB_ENV` and `GITHUB_PATH` add; after
 * a failure only `always` steps; then every post in reverse order, whatever happened before.
 */
export async function runJob(job: Job, steps: readonly Step[]): Promise<JobResult> {
  const run = begin(job);
  const begun: Begun[] = [];
  const results: StepResult[] = [];
  let conclusion: JobResult['conclusion'] = 'success';
  for (const step of steps) {
    if (conclusion === 'cancelled' || (conclusion === 'failure' && !step.always)) {
      results.push({ id: actionId(step.id, step.uses), conclusion: 'skipped', main: undefined, post: undefined });
      continue;
    }
    await step.before?.();
    const one = await run.main(step);
    begun.push(one);
    results.push(one.result);
    const forgiven = step.continueOnError && one.result.conclusion === 'failure';
    conclusion = worse(conclusion, forgiven ? 'success' : one.result.conclusion);
  }
  for (const one of begun.reverse()) {
    const post = await run.post(one);
    results[results.indexOf(one.result)] = { ...one.result, post };
    if (post && post.exitCode !== 0) conclusion = worse(conclusion, 'failure');
  }
  return { conclusion, steps: results, ...run.end() };
}

/** The state that a job's steps share. */
function begin(job: Job) {
  const folders = createFolders(job);
  const contexts = contextsOf(job, folders);
  const masks = createMasks([...(job.token ? [job.token] : []), ...(job.secrets ?? [])]);
  const tracking = `github_${randomUUID()}`;
  const shared: Record<string, string> = { ...jobEnvironment(job, folders), RUNNER_TRACKING_ID: tracking };
  const lines: string[] = [];
  const onLine = (line: string) => {
    lines.push(line);
    job.onLine?.(line);
  };

  const phase = async (step: Step, script: string, own: Readonly<Record<string, string>>, cancel?: Step['cancel']) => {
    const env = { ...shared, ...step.env, ...own };
    const { workspace: cwd, lacks = [] } = job;
    const place = { script: join(step.uses, script), cwd, runnerTemp: folders.temp, lacks };
    const result = await runPhase({ ...place, env, masks, onLine, cancel });
    Object.assign(shared, result.env);
    shared.PATH = [...[...result.paths].reverse(), shared.PATH].join(':');
    return result;
  };

  return {
    main: async (step: Step): Promise<Begun> => {
      const id = actionId(step.id, step.uses);
      const action = readActionFile(step.uses);
      const inputs = inputEnvironment(action, step.with ?? {}, contexts);
      for (const name of inputs.unexpected) onLine(`##[warning]Unexpected input '${name}'`);
      const env = { ...inputs.env, GITHUB_ACTION: id };
      const main = await phase(step, action.main, env, step.cancel);
      return { step, action, env, result: { id, conclusion: conclude(main), main, post: undefined } };
    },
    post: async ({ step, action, env, result }: Begun): Promise<PhaseResult | undefined> => {
      if (action.post === undefined) return undefined;
      const state = Object.entries(result.main?.state ?? {}).map(([key, value]) => [`STATE_${key}`, value]);
      return phase(step, action.post, { ...env, ...Object.fromEntries(state) });
    },
    end: () => ({
      log: lines.join('\n'),
      masks: masks.values(),
      leftProcesses: processesWith('RUNNER_TRACKING_ID', tracking),
      runnerTemp: folders.temp,
      home: folders.home,
    }),
  };
}

function conclude(main: PhaseResult): Conclusion {
  return main.cancelled ? 'cancelled' : main.exitCode === 0 ? 'success' : 'failure';
}

function worse(now: JobResult['conclusion'], next: Conclusion): JobResult['conclusion'] {
  const order: readonly Conclusion[] = ['success', 'failure', 'cancelled'];
  return order.indexOf(next) > order.indexOf(now) ? (next as JobResult['conclusion']) : now;
}
