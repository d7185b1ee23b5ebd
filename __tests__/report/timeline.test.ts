import { describe, expect, test } from '@jest/globals';
import type { Step } from '../../src/build/progress/steps.ts';
import { renderTimeline } from '../../src/report/summary/timeline.ts';

function step(over: Partial<Step> = {}): Step {
  const known = { name: '[app 1/2] RUN make', ofDockerfile: true, stage: 'app', cached: false, error: undefined };
  return { ...known, started: 1000, completed: 3500, ...over };
}
const stats = (steps: readonly Step[]) => ({ steps, cachedSteps: 0, totalSteps: steps.length });
const TIMES = [{ stage: 'build', start: 900, ms: 3000 }];

describe('renderTimeline', () => {
  test('stages and steps start from zero, in sections', () => {
    expect(renderTimeline(TIMES, stats([step()])).split('\n')).toEqual([
      '```mermaid',
      'gantt',
      '  dateFormat x',
      '  axisFormat %M:%S',
      '  section stages',
      '  build :active, 0, 3000',
      '  section build app',
      '  app 1/2 RUN make :active, 100, 2600',
      '```',
    ]);
  });

  test.each([
    [{ cached: true }, 'done'],
    [{ error: 'exit 1' }, 'crit'],
  ])('%j is drawn as %s', (over, state) => {
    expect(renderTimeline([], stats([step(over)]))).toContain(`:${state}, `);
  });

  test('a hostile stage name neither ends the block nor adds a line', () => {
    const hostile = '[x 1/1] RUN a\n```\n# owned\nsection y : crit, 0, 1 ; click a href "http://x"';
    const lines = renderTimeline([], stats([step({ name: hostile, stage: 'x\n```' })])).split('\n');
    expect(lines).toHaveLength(7);
    expect(lines.filter(line => line.startsWith('```'))).toHaveLength(2);
  });

  test('of many steps only the longest are drawn', () => {
    const many = Array.from({ length: 200 }, (_, i) => step({ name: `[a 1/1] RUN ${i}`, completed: 1001 + i }));
    const drawn = renderTimeline([], stats(many));
    expect(drawn.split('\n').filter(line => line.includes('RUN'))).toHaveLength(40);
    expect(drawn).toContain('RUN 199 ');
  });

  test('without steps there is no chart', () => {
    expect(renderTimeline([], undefined)).toBe('');
  });
});
