import type { BuildStats } from '../build/progress/steps.ts';

/** The first step of a stage that was not cached. */
export type Miss = Readonly<{
  /** `build` or `linux/arm64 build`; '' for a Dockerfile with a single unnamed stage. */
  stage: string;
  step: string;
}>;

/** `[linux/arm64 build 2/3] RUN …`: the stage, 2, and the instruction. */
const STEP = /^\[(?:(.*) )?(\d+)\/\d+\] (.*)$/s;

/**
 * The first step of each stage that had to run. Empty when every step was cached, and when none was: then there was no
 * cache to miss. Fetching a base image (`FROM`) doesn't count, since that depends on where its layers are.
 */
export function firstMisses({ steps, cachedSteps, totalSteps }: BuildStats): readonly Miss[] {
  if (cachedSteps === totalSteps || cachedSteps === 0) return [];
  const firsts = new Map<string, Miss & { at: number }>();
  for (const { name, ofDockerfile, cached, completed } of steps) {
    const [, stage = '', number, step = ''] = (ofDockerfile && STEP.exec(name)) || [];
    if (number === undefined || cached || completed === undefined || step.startsWith('FROM ')) continue;
    const known = firsts.get(stage);
    if (known === undefined || Number(number) < known.at) firsts.set(stage, { stage, step, at: Number(number) });
  }
  return [...firsts.values()].map(({ stage, step }) => ({ stage, step }));
}

/** `stage build: first step not cached: COPY src /src` */
export function missLine({ stage, step }: Miss): string {
  const text = step.length > 100 ? `${step.slice(0, 100)}…` : step;
  return `${stage === '' ? 'First' : `stage ${stage}: first`} step not cached: ${text}`;
}
