import type { Log } from '../../host/ports.ts';
import type { Vertex } from './rawjson.ts';
import { seconds, stepOf } from './steps.ts';

/** A step, and its output that the log has not shown yet. */
export type StepOutput = Readonly<{ vertex: Vertex; lines: string[] }>;

/** Shows steps with output as groups of the log, which can show only one at a time. */
type StepGroups = Readonly<{
  isLive(digest: string): boolean;
  /** A step is being shown live. */
  hasLive(): boolean;
  /** Shows this running step live, from now on until it ends. */
  start(step: StepOutput): void;
  /** Writes its output into the open group. */
  flush(step: StepOutput): void;
  /** Shows how a step with output ended: at once, or after the live one. */
  finish(step: StepOutput, ended: Vertex): void;
  /** Closes the open group, and shows what waited for it. */
  close(): void;
}>;

export function createStepGroups(log: Log): StepGroups {
  let live: { digest: string; close: () => void } | undefined;
  /** Groups of steps that ended while another step's group was open. */
  const waiting: (() => void)[] = [];

  const flush = ({ lines }: StepOutput): void => {
    for (const line of lines.splice(0)) log.info(line);
  };
  const showWaiting = (): void => {
    for (const group of waiting.splice(0)) group();
  };
  const endLive = (): void => {
    live?.close();
    live = undefined;
  };

  return {
    isLive: digest => live?.digest === digest,
    hasLive: () => live !== undefined,
    start(step) {
      live = { digest: step.vertex.digest, close: log.open(step.vertex.name) };
      flush(step);
    },
    flush,
    finish(step, ended) {
      const time = seconds(stepOf(ended));
      if (live?.digest === ended.digest) {
        flush(step);
        if (ended.error !== undefined) log.info(`failed after ${time}`);
        endLive();
        log.info(doneLine(ended));
        return showWaiting();
      }
      waiting.push(() => {
        const close = log.open(`${ended.error === undefined ? '' : '✗ '}${ended.name} ${time}`);
        flush(step);
        close();
      });
      if (live === undefined) showWaiting();
    },
    close() {
      endLive();
      showWaiting();
    },
  };
}

/** `✓ [build 2/5] RUN make 3.1 s`. */
export function doneLine(ended: Vertex): string {
  return `${ended.error === undefined ? '✓' : '✗'} ${ended.name} ${seconds(stepOf(ended))}`;
}
