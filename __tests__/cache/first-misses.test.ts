import { describe, expect, test } from '@jest/globals';
import type { BuildStats, Step } from '../../src/build/progress/steps.ts';
import { firstMisses, missLine } from '../../src/cache/first-misses.ts';

/** Steps such as `[build 1/2] COPY . .`; a leading `+` means that the step had to run. */
function statsOf(...names: string[]): BuildStats {
  const steps = names.map((text): Step => {
    const name = text.replace(/^\+/, '');
    const stage = /^\[(?:(.*) )?\d+\/\d+\]/.exec(name)?.[1] ?? '';
    const cached = !text.startsWith('+');
    return { name, ofDockerfile: name.startsWith('['), stage, cached, started: 1, completed: 2, error: undefined };
  });
  return { steps, totalSteps: steps.length, cachedSteps: steps.filter(step => step.cached).length };
}

describe('the first step that was not cached', () => {
  test('is the lowest of each stage, in whatever order steps were reported', () => {
    const stats = statsOf(
      '+[build 3/3] RUN b',
      '+[build 2/3] RUN a',
      '[build 1/3] FROM x',
      '+[linux/arm64 lint 1/1] RUN c',
    );
    expect(firstMisses(stats)).toEqual([
      { stage: 'build', step: 'RUN a' },
      { stage: 'linux/arm64 lint', step: 'RUN c' },
    ]);
  });

  test.each<[string, string[]]>([
    ['every step was cached', ['[1/1] RUN a']],
    ['no step was cached: there was no cache', ['+[1/2] RUN a', '+[2/2] RUN b']],
    ['only the base was fetched', ['+[1/2] FROM x', '[2/2] RUN b']],
    ['only internal steps of BuildKit ran', ['[1/1] RUN a', '+exporting to image']],
  ])('is undefined when %s', (_, names) => {
    expect(firstMisses(statsOf(...names))).toEqual([]);
  });

  test('is shown on one line, cut to a readable length', () => {
    expect(missLine({ stage: 'build', step: 'COPY . .' })).toBe('stage build: first step not cached: COPY . .');
    expect(missLine({ stage: '', step: 'x'.repeat(300) })).toBe(`First step not cached: ${'x'.repeat(100)}…`);
  });
});
