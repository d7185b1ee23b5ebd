import type { Progress, Vertex } from './rawjson.ts';

/** The final state of a build step. */
export type Step = Readonly<{
  name: string;
  /** `[stage n/m]` steps come from the Dockerfile; the rest are BuildKit's (`[internal] load …`, `exporting …`). */
  ofDockerfile: boolean;
  /** The stage's name in `[stage n/m]`, '' for a Dockerfile with a single unnamed stage. */
  stage: string;
  cached: boolean;
  /** Milliseconds since the epoch; undefined if it never started (or ended). */
  started: number | undefined;
  completed: number | undefined;
  error: string | undefined;
}>;

/** The whole build, for the summary. */
export type BuildStats = Readonly<{
  steps: readonly Step[];
  /** Of the Dockerfile's own steps. */
  cachedSteps: number;
  totalSteps: number;
}>;

// `[2/3]`, `[build 2/3]`, `[linux/arm64 build 2/3]`
const DOCKERFILE_STEP = /^\[(?:(?<platform>[a-z0-9]+\/[a-z0-9/]+) )?(?:(?<stage>.*?) )?\d+\/\d+\] /;

/** Collects a build's steps in the order of first appearance. */
export function createSteps(): Readonly<{ add(progress: Progress): void; stats(): BuildStats }> {
  const vertexes = new Map<string, Vertex>();
  return {
    add(progress) {
      for (const vertex of progress.vertexes) vertexes.set(vertex.digest, merge(vertexes.get(vertex.digest), vertex));
    },
    stats() {
      const steps = distinct([...vertexes.values()].map(stepOf));
      const own = steps.filter(step => step.ofDockerfile && step.completed !== undefined && step.error === undefined);
      return { steps, totalSteps: own.length, cachedSteps: own.filter(step => step.cached).length };
    },
  };
}

/**
 * The last event that completes a step is its result; a step that only restarts keeps the former one. A cache hit
 * restarts when its layer is fetched from a remote cache; it is still a hit.
 */
function merge(before: Vertex | undefined, now: Vertex): Vertex {
  if (before?.cached === true && now.error === undefined) {
    return before.completed === undefined ? { ...now, cached: true } : before;
  }
  if (before?.completed === undefined || now.completed !== undefined) return now;
  return before;
}

/**
 * One step per name. When BuildKit merges a step with that of a concurrent build, it reports both under the same name;
 * the one that ran is this build's.
 */
function distinct(steps: readonly Step[]): readonly Step[] {
  const known = new Map<string, Step>();
  return steps
    .filter(step => {
      const former = known.get(step.name);
      if (step.ofDockerfile && (former === undefined || former.cached)) known.set(step.name, step);
      return !step.ofDockerfile || former === undefined;
    })
    .map(step => known.get(step.name) ?? step);
}

export function stepOf(vertex: Vertex): Step {
  const match = DOCKERFILE_STEP.exec(vertex.name);
  return {
    name: vertex.name,
    ofDockerfile: match !== null,
    stage: match?.groups?.stage ?? '',
    cached: vertex.cached === true,
    started: millis(vertex.started),
    completed: millis(vertex.completed),
    error: vertex.error,
  };
}

/** Seconds with one decimal, as `3.2s`. */
export function seconds(step: Step): string {
  const { started, completed } = step;
  return started === undefined || completed === undefined ? '' : `${((completed - started) / 1000).toFixed(1)}s`;
}

function millis(time: string | undefined): number | undefined {
  const value = Date.parse(time ?? '');
  return Number.isNaN(value) ? undefined : value;
}
