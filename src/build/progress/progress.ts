import type { Log } from '../../host/ports.ts';
import { says } from '../../host/tool-messages.ts';
import type { Progress, Vertex, VertexLog } from './rawjson.ts';
import { parseProgress, withoutLogs } from './rawjson.ts';
import type { BuildStats } from './steps.ts';
import { createSteps, seconds, stepOf } from './steps.ts';

/** Turns buildx's progress stream into a readable log, and collects data for the report. */
export type ProgressView = Readonly<{
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

type Running = { readonly vertex: Vertex; readonly lines: string[]; readonly tail: string[]; partial: string };

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
  let live: { digest: string; close: () => void } | undefined;
  /** Groups of steps that ended while another step's group was open. */
  const waiting: (() => void)[] = [];
  /** Steps already shown as done: a vertex may complete twice. */
  const shown = new Set<string>();
  /** Cached steps: anything they do afterwards is fetching layers. */
  const hits = new Set<string>();

  const showLive = (): void => {
    if (live !== undefined) return;
    const next = [...running].find(([, step]) => step.lines.length > 0);
    if (next === undefined) return;
    const [digest, step] = next;
    live = { digest, close: log.open(step.vertex.name) };
    flush(step);
  };

  const showWaiting = (): void => {
    for (const group of waiting.splice(0)) group();
  };

  const flush = (step: Running): void => {
    for (const line of step.lines.splice(0)) log.info(line);
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
    if (live?.digest === vertex) flush(step);
    else showLive();
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
    const step = stepOf(vertex);
    const time = seconds(step);
    if (live?.digest === vertex.digest && state !== undefined) {
      flush(state);
      if (vertex.error !== undefined) log.info(`failed after ${time}`);
      live.close();
      live = undefined;
      log.info(`${vertex.error === undefined ? '✓' : '✗'} ${vertex.name} ${time}`);
      showWaiting();
    } else if (state !== undefined && state.lines.length > 0) {
      waiting.push(() => {
        const close = log.open(`${vertex.error === undefined ? '' : '✗ '}${vertex.name} ${time}`);
        flush(state);
        close();
      });
      if (live === undefined) showWaiting();
    } else if (!shown.has(vertex.digest) && (!hits.has(vertex.digest) || vertex.error !== undefined)) {
      if (step.cached) log.info(`CACHED ${vertex.name}`);
      else if (step.ofDockerfile || debug || vertex.error !== undefined || EXPORT.test(vertex.name)) {
        log.info(`${vertex.error === undefined ? '✓' : '✗'} ${vertex.name} ${time}`);
      }
    }
    shown.add(vertex.digest);
    if (step.cached) hits.add(vertex.digest);
    showLive();
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
      if (live !== undefined) return;
      const names = [...running.values()].map(step => step.vertex.name).filter(name => !INTERNAL.test(name));
      if (names.length > 0) log.info(`… ${names.slice(0, 3).join(' | ')}`);
    },
    end() {
      live?.close();
      live = undefined;
      showWaiting();
      return steps.stats();
    },
    plain: () => plain,
    failedOutput: () => failedOutput,
  };
}

/** The longest unfinished line that is kept, in characters. */
const LONGEST = 65_536;

/** The current state of an unfinished line. Its last `\r` may be half of a line end. */
function lastState(partial: string): string {
  return partial.slice(partial.lastIndexOf('\r', partial.length - 2) + 1).slice(-LONGEST);
}
