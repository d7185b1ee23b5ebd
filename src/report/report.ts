import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildResult } from '../build/run-build.ts';
import type { CacheReport } from '../cache/cache.ts';
import type { Context } from '../event/context.ts';
import type { GateResult } from '../gates/run-gates.ts';
import { type ActionError, messageOf } from '../host/errors.ts';
import { makeFolder } from '../host/files/make-folder.ts';
import type { Machine } from '../host/machine.ts';
import { firstLine } from '../host/text/first-line.ts';
import { ofName } from '../host/text/of-name.ts';
import { buildPushSwitches } from '../host/variables/docker-actions.ts';
import type { StepState } from '../host/variables/step.ts';
import type { Job } from '../inputs/job.ts';
import { setsOutputEnv } from '../plan/terms/switches.ts';
import type { Plan } from '../plan/terms/types.ts';
import type { PolicyVerdict } from '../policy/breach.ts';
import type { Publication } from '../publish/publish.ts';
import { stateInWords, type TagResult } from '../publish/tags/tag-result.ts';
import { appendSummary, writeCommandFile } from '../runner/command-files.ts';
import type { Signatures } from '../signing/verify-command.ts';
import { matrixOf } from './matrix.ts';
import { factsOf, outputsOf } from './outcome.ts';
import type { Outputs } from './outputs.ts';
import { environmentOf, metadataOutputs, setOutputs } from './outputs.ts';
import { redacted } from './summary/redacted.ts';
import type { ImageScan } from './summary/scans.ts';
import { renderSummary } from './summary/summary.ts';
import type { StageTime } from './summary/timeline.ts';

/** Collects the run's facts and writes outputs and job summary once, at the end. */
export type Report = Readonly<{
  /** The plan's own outputs are set whatever happens after it. */
  planned(job: Job): Promise<void>;
  /** @param image as in the plan; '' for the only one */
  built(result: BuildResult, image: string): void;
  /** Additional outputs that are set however the run ends. */
  add(outputs: Outputs): void;
  /** Gates, and for each image the digests of the manifests that they ran on. */
  gated(results: readonly GateResult[], ran: readonly Ran[]): void;
  /** The scanners' findings. */
  scanned(scans: readonly ImageScan[]): void;
  cached(cache: CacheReport): void;
  /** `images`: the signed ones, by their names in the plan. `bundles`: path of the file with all of them. */
  signed(signatures: Signatures): void;
  /** The policy's verdict on the plan or the images; breaches accumulate. Returns all that is known so far. */
  judged(verdict: PolicyVerdict): PolicyVerdict;
  /** Images that another job publishes: the digest of each by its name in the plan. */
  handedOver(digests: ReadonlyMap<string, string>): void;
  notPushed(reason: string): void;
  published(publication: Publication, reason: string): void;
  failed(error: ActionError): void;
  /** Runs a stage and measures its time. */
  timed<T>(stage: string, work: () => Promise<T>): Promise<T>;
  /**
   * Saves state for the post step immediately: post must know, whatever happens next. All earlier state is written
   * again, and the last entry wins: additions to the runner's file by a gate do not count.
   */
  saveState(state: Partial<StepState>): Promise<void>;
  write(): Promise<void>;
}>;

/** The manifests that gates ran on. */
type Ran = Readonly<{ image: string; digests: readonly string[] }>;

export function createReport(context: Context, machine: Machine): Report {
  const { env, log, now } = machine;
  const switches = buildPushSwitches(env);
  const times: StageTime[] = [];
  let outputs: Outputs = {};
  let state: Outputs = { cache: '', mounts: '', undo: '', buildx: '' };
  let plan: Plan | undefined;
  const built = new Map<string, BuildResult>();
  const gates: GateResult[] = [];
  const scans: ImageScan[] = [];
  const tooLarge = new Set<string>();
  const tested = new Map<string, readonly string[]>();
  let cache: CacheReport | undefined;
  let signatures: Signatures | undefined;
  let publication: Publication | undefined;
  let end = { pushed: 'false', reason: '' };
  let failure: ActionError | undefined;
  let verdict: PolicyVerdict | undefined;
  let handedOver: ReadonlyMap<string, string> = new Map();
  let isDryRun = false;

  return {
    async planned(job) {
      const { plan: planned, inputs, context: at } = job;
      plan = planned;
      isDryRun = inputs.dryRun;
      const { sepTags: tags, sepLabels: labels, sepAnnotations: annotations } = inputs.metadata;
      const bakeFiles = await writeBakeFiles(planned, context.runnerTemp);
      outputs = {
        ...metadataOutputs(planned.images, { tags, labels, annotations }, bakeFiles),
        matrix: matrixOf(job),
        decision: JSON.stringify({ push: planned.decision.push, reason: planned.decision.reason }),
        time: at.now.toISOString().replace(/\.\d+Z$/, 'Z'),
      };
      if (setsOutputEnv(env)) await setVariables(outputs, tooLarge, machine);
    },
    built(result, image) {
      built.set(image, result);
      for (const { text, place } of result.checks) switches.annotatesChecks ? log.warning(text, place) : log.info(text);
    },
    add(more) {
      outputs = { ...outputs, ...more };
    },
    gated(results, ran) {
      gates.push(...results);
      for (const { image, digests } of ran) tested.set(image, [...new Set([...(tested.get(image) ?? []), ...digests])]);
    },
    scanned(more) {
      scans.push(...more);
    },
    cached(report) {
      cache = report;
    },
    signed(made) {
      signatures = made;
    },
    judged(more) {
      // Breaches found before the build may be found again after it.
      const all = [...(verdict?.breaches ?? []), ...more.breaches].map(one => [JSON.stringify(one), one] as const);
      verdict = { ...more, breaches: [...new Map(all).values()] };
      return verdict;
    },
    handedOver(digests) {
      handedOver = digests;
    },
    notPushed(reason) {
      end = { pushed: 'false', reason };
      log.info(`Not pushed: ${reason}`);
    },
    published(done, reason) {
      publication = done;
      end = { pushed: done.pushed, reason: done.error?.message ?? done.reason ?? reason };
      for (const { results } of done.images) for (const result of results) log.info(resultLine(result));
      for (const image of done.images) {
        log.info(`Digest${ofName(image)}: ${image.content.root.digest}`);
      }
    },
    failed(error) {
      failure ??= error;
      if (publication === undefined) end = { pushed: 'false', reason: firstLine(messageOf(error)) };
    },
    async timed(stage, work) {
      const start = now();
      try {
        return await work();
      } finally {
        times.push({ stage, start, ms: now() - start });
      }
    },
    async saveState(more) {
      state = { ...state, ...more };
      await writeCommandFile('GITHUB_STATE', env, state);
    },
    async write() {
      const run = {
        ...{ outputs, isDryRun, plan, built, gates, scans, tested, cache, signatures, publication, handedOver },
        ...{ end, failure, verdict, times },
      };
      const resultFile = join(context.runnerTemp, `slipway-result-${randomBytes(6).toString('hex')}.json`);
      const written = setOutputs(outputsOf(run), env, resultFile, log);
      // A failing summary must not prevent the outputs, nor the other way round.
      await written.catch(() => {});
      const summary = renderSummary(redacted(factsOf(run, env), log.redact));
      if (switches.writesSummary) await appendSummary(env, log, summary);
      await written;
    },
  };
}

/**
 * Sets the plan's outputs as variables for later steps.
 *
 * @param tooLarge the names of variables that are known to be too large; new ones are added
 */
async function setVariables(outputs: Outputs, tooLarge: Set<string>, { env, log }: Machine): Promise<void> {
  const { matrix: _, decision: __, time: ___, ...known } = outputs;
  const { variables, large } = environmentOf(known);
  const news = large.filter(name => !tooLarge.has(name));
  for (const name of news) tooLarge.add(name);
  if (news.length > 0) log.notice(`Too large for the environment of later steps (over 100 KB): ${news.join(', ')}`);
  await writeCommandFile('GITHUB_ENV', env, variables);
}

/** One tag's outcome, for the log. */
function resultLine(result: TagResult): string {
  const { reference, state, verified, error, reason, now } = result;
  const isFine = state === 'published' && error === undefined;
  const mark = isFine ? '✓' : state === 'kept' || state === 'superseded' ? '–' : '✗';
  const why = error ?? reason ?? (now && `it names ${now} now`);
  const words = state === 'published' ? `published${verified ? ', verified' : ''}` : stateInWords(result);
  return `${mark} ${reference} ${words}${why ? `: ${why}` : ''}`;
}

/**
 * Bake files outlive the step, and contain no secrets: later steps get their paths from these outputs. They describe one
 * target, `bake-target`, so only the first of several images.
 */
async function writeBakeFiles(plan: Plan, runnerTemp: string): Promise<Record<string, string>> {
  const folder = join(runnerTemp, `slipway-bake-${randomBytes(6).toString('hex')}`);
  await makeFolder(folder);
  const entries = Object.entries(plan.images[0]?.metadata.bakeFiles ?? {}).map(async ([output, content]) => {
    const path = join(folder, `docker-metadata-action-${output}.json`);
    await writeFile(path, content);
    return [output, path] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
