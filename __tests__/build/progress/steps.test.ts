import { expect, test } from '@jest/globals';
import { createSteps } from '../../../src/build/progress/steps.ts';

const at = (seconds: number) => new Date(seconds * 1000).toISOString();
const vertex = (digest: string, name: string, cached: boolean) => ({
  digest,
  name,
  inputs: [],
  cached,
  started: at(1),
  completed: at(2),
});

function statsOf(...vertexes: ReturnType<typeof vertex>[]) {
  const steps = createSteps();
  steps.add({ vertexes, statuses: [], logs: [], warnings: [] });
  return steps.stats();
}

test('a step that BuildKit merged with that of another build counts once', () => {
  const { steps, cachedSteps, totalSteps } = statsOf(
    vertex('a', '[1/2] COPY . /', true),
    vertex('b', '[2/2] RUN x', false),
    vertex('c', '[1/2] COPY . /', true),
  );
  expect([cachedSteps, totalSteps, steps.length]).toEqual([1, 2, 2]);
});

test('of two, the executed one is reported', () => {
  const { cachedSteps, totalSteps } = statsOf(vertex('a', '[1/1] RUN x', true), vertex('b', '[1/1] RUN x', false));
  expect([cachedSteps, totalSteps]).toEqual([0, 1]);
});

test('internal steps of BuildKit may share a name', () => {
  expect(statsOf(vertex('a', 'exporting', false), vertex('b', 'exporting', false)).steps).toHaveLength(2);
});
