import type { Log } from '../../host/ports.ts';
import { says } from '../../host/tool-messages.ts';
import type { Progress, Vertex, VertexLog } from './rawjson.ts';
import { parseProgress, withoutLogs } from './rawjson.ts';
import { createStepGroups, doneLine, type StepOutput } from './step-groups.ts';
import type { BuildStats } from './steps.ts';
import { createSteps, stepOf } from './steps.ts';

/** Turns buildx's progress stream into a readable log, and collects data for the report. */
type ProgressView = Readonly<{
  /** Takes one line of buildx's stderr. */
  line(text: string): void;
  /** Names the running steps, so that a long silent step does not look like a hang. */
  tick(): void;
  /** Closes open groups. Call it once, when buildx has ended. */
  end(): BuildStats;
  /** buildx's output other than progress: after a failure, the place in the Dockerfile and the error. */
  plain(): readonly string[];
  /** The last lines of a failed step's output. */
  failedOutput(): readonly string[];
}>;

/** With several targets, step names begin with the target: `[api] exporting to image`, `[api internal] load …`. */
const EXPORT = /^(?:\[[\w.-]+\] )?exporting/;
const INTERNAL = /^\[(?:[\w.-]+ )?internal\]/;

/** Lines of a failed step's output that the error repeats. */
const TAIL = 20;

/** A running step. `tail`: its last lines, shown or not; `partial`: its unfinished line. */
type Running = StepOutput & { readonly tail: string[]; partial: string };

/**
 * Steps run concurrently, but a log can show only one at a time: the oldest running step with output is shown live in a
 * group, the others as a whole when they end. Cached steps take one line each; BuildKit's own steps are shown only with
 * `debug`, unless they fail.
 *
 * @param watch also receives all progress
 */
export function createProgressView(
  log: Log,
  debug: boolean,
  watch: (progress: Progress) => void = () => {},
): ProgressView {
  const steps = createSteps();
  const running = new Map<string, Running>();
  const plain: string[] = [];
  let failedOutput: readonly string[] = [];
  const groups = createStepGroups(log);
  /** Steps already shown as done: a vertex may complete twice. */
  const shown = new Set<string>();
  /** Cached steps: anything they do afterwards is fetching layers. */
  const hits = new Set<string>();

  const showNext = (): void => {
    const next = groups.hasLive() ? undefined : [...running.values()].find(step => step.lines.length > 0);
    if (next !== undefined) groups.start(next);
  };

  const onVertex = (vertex: Vertex): void => {
    if (vertex.completed !== undefined) return finish(vertex);
    if (vertex.started === undefined || running.has(vertex.digest)) return;
    running.set(vertex.digest, { vertex, lines: [], tail: [], partial: '' });
    shown.delete(vertex.digest);
  };

  const onLog = ({ vertex, text }: VertexLog): void => {
    const step = running.get(vertex);
    if (step === undefined) return;
    // Progress bars rewrite a line with \r: only its last state is shown.
    const pieces = (step.partial + text).split(/\r?\n/);
    step.partial = lastState(pieces.pop() ?? '');
    for (const piece of pieces) addLine(step, piece.slice(piece.lastIndexOf('\r') + 1));
    if (groups.isLive(vertex)) groups.flush(step);
    else showNext();
  };

  const addLine = (step: Running, line: string): void => {
    step.lines.push(line);
    if (step.tail.push(line) > TAIL) step.tail.shift();
  };

  const finish = (vertex: Vertex): void => {
    const state = running.get(vertex.digest);
    running.delete(vertex.digest);
    if (state !== undefined && state.partial !== '') addLine(state, state.partial);
    // Steps canceled because of the failed one: their output is irrelevant.
    const failed = vertex.error !== undefined && !says(vertex.error, 'cancelled');
    if (failed && state !== undefined && state.tail.length > 0) failedOutput = [...state.tail];
    const isCached = stepOf(vertex).cached;
    if (state !== undefined && (groups.isLive(vertex.digest) || state.lines.length > 0)) {
      groups.finish(state, vertex);
    } else if (!shown.has(vertex.digest) && (!hits.has(vertex.digest) || vertex.error !== undefined)) {
      if (isCached) log.info(`CACHED ${vertex.name}`);
      else if (isWorthALine(vertex, debug)) log.info(doneLine(vertex));
    }
    shown.add(vertex.digest);
    if (isCached) hits.add(vertex.digest);
    showNext();
  };

  return {
    line(text) {
      const progress = parseProgress(text);
      if (progress === undefined) {
        if (text.trim() !== '' || plain.length > 0) plain.push(text);
        return;
      }
      steps.add(progress);
      watch(progress);
      if (debug) log.debug(withoutLogs(text));
      for (const vertex of progress.vertexes) onVertex(vertex);
      for (const entry of progress.logs) onLog(entry);
      for (const warning of progress.warnings) log.debug(`build check: ${warning.short}`);
    },
    tick() {
      if (groups.hasLive()) return;
      const names = [...running.values()].map(step => step.vertex.name).filter(name => !INTERNAL.test(name));
      if (names.length > 0) log.info(`… ${names.slice(0, 3).join(' | ')}`);
    },
    end() {
      groups.close();
      return steps.stats();
    },
    plain: () => plain,
    failedOutput: () => failedOutput,
  };
}

/** Whether a finished step without output is shown. */
function isWorthALine(vertex: Vertex, debug: boolean): boolean {
  return debug || vertex.error !== undefined || stepOf(vertex).ofDockerfile || EXPORT.test(vertex.name);
}

/** The longest unfinished line that is kept, in characters. */
const LONGEST = 65_536;

/** The current state of an unfinished line. Its last `\r` may be half of a line end. */
function lastState(partial: string): string {
  return partial.slice(partial.lastIndexOf('\r', partial.length - 2) + 1).slice(-LONGEST);
}
