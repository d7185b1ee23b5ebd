import { describe, expect, test } from '@jest/globals';
import { createProgressView } from '../../../src/build/progress/progress.ts';
import { parseProgress } from '../../../src/build/progress/rawjson.ts';
import { recordingLog } from '../../fakes/log.ts';

const T0 = '2026-01-01T00:00:00Z';
const T1 = '2026-01-01T00:00:01.5Z';

function vertex(digest: string, name: string, rest: object = {}): string {
  return JSON.stringify({ vertexes: [{ digest, name, ...rest }] });
}
function output(digest: string, text: string): string {
  return JSON.stringify({ logs: [{ vertex: digest, stream: 1, data: Buffer.from(text).toString('base64') }] });
}
function show(lines: readonly string[], debug = false) {
  const log = recordingLog();
  const view = createProgressView(log, debug);
  for (const line of lines) view.line(line);
  return { log: log.lines, stats: view.end(), plain: view.plain(), failed: view.failedOutput() };
}

describe('readable progress', () => {
  test('a cached step is one line, a step with output a group with its time', () => {
    const { log, stats } = show([
      vertex('a', '[build 1/2] COPY x /', { started: T0, completed: T0, cached: true }),
      vertex('b', '[build 2/2] RUN make', { started: T0 }),
      output('b', 'one\ntw'),
      output('b', 'o\n'),
      vertex('b', '[build 2/2] RUN make', { started: T0, completed: T1 }),
    ]);
    expect(log).toEqual([
      'CACHED [build 1/2] COPY x /',
      '▸ [build 2/2] RUN make',
      'one',
      'two',
      '◂',
      '✓ [build 2/2] RUN make 1.5s',
    ]);
    expect(stats).toMatchObject({ cachedSteps: 1, totalSteps: 2 });
  });

  test('the output of parallel steps is not mixed', () => {
    const { log } = show([
      vertex('a', '[a 1/1] RUN a', { started: T0 }),
      vertex('b', '[b 1/1] RUN b', { started: T0 }),
      output('a', 'a1\n'),
      output('b', 'b1\n'),
      output('a', 'a2\n'),
      vertex('a', '[a 1/1] RUN a', { started: T0, completed: T1 }),
      output('b', 'b2\n'),
      vertex('b', '[b 1/1] RUN b', { started: T0, completed: T1 }),
    ]);
    const [a, b] = [log.indexOf('▸ [a 1/1] RUN a'), log.indexOf('▸ [b 1/1] RUN b')];
    expect(log.slice(a, a + 4)).toEqual(['▸ [a 1/1] RUN a', 'a1', 'a2', '◂']);
    expect(log.slice(b, b + 4)).toEqual(['▸ [b 1/1] RUN b', 'b1', 'b2', '◂']);
  });

  test('a step that ends while another is shown gets a separate group afterwards', () => {
    const { log } = show([
      vertex('a', '[a 1/1] RUN a', { started: T0 }),
      vertex('b', '[b 1/1] RUN b', { started: T0 }),
      output('a', 'a1\n'),
      output('b', 'b1\n'),
      vertex('b', '[b 1/1] RUN b', { started: T0, completed: T1 }),
      output('a', 'a2\n'),
      vertex('a', '[a 1/1] RUN a', { started: T0, completed: T1 }),
    ]);
    const first = ['▸ [a 1/1] RUN a', 'a1', 'a2', '◂', '✓ [a 1/1] RUN a 1.5s'];
    expect(log).toEqual([...first, '▸ [b 1/1] RUN b 1.5s', 'b1', '◂']);
  });

  test('a failed step keeps its last lines; canceled siblings do not take their place', () => {
    const { failed, plain } = show([
      vertex('a', '[1/1] RUN a', { started: T0 }),
      vertex('b', '[2/2] RUN b', { started: T0 }),
      output('b', 'innocent\n'),
      output('a', `${Array.from({ length: 30 }, (_, i) => `line ${i}`).join('\n')}\nno newline at the end`),
      vertex('a', '[1/1] RUN a', { started: T0, completed: T1, error: 'exit code: 1' }),
      vertex('b', '[2/2] RUN b', { started: T0, completed: T1, error: 'context canceled' }),
      'Dockerfile:4',
      'ERROR: failed to build: x',
    ]);
    expect(failed).toHaveLength(20);
    expect(failed.at(-1)).toBe('no newline at the end');
    expect(plain).toEqual(['Dockerfile:4', 'ERROR: failed to build: x']);
  });

  test('a step that is reported twice is shown once', () => {
    const done = vertex('a', '[1/1] COPY a /', { started: T0, completed: T1 });
    expect(show([done, done]).log).toEqual(['✓ [1/1] COPY a / 1.5s']);
  });

  test("BuildKit's internal steps are shown with debug", () => {
    const own = vertex('a', '[internal] load build context', { started: T0, completed: T1 });
    expect(show([own]).log).toEqual([]);
    expect(show([own], true).log).toEqual([`debug: ${own}`, '✓ [internal] load build context 1.5s']);
  });

  test('the debug log has every line of progress, and pieces of output only as text', () => {
    const { log } = show([vertex('a', '[1/1] RUN a', { started: T0 }), output('a', 'sec'), output('a', 'ret\n')], true);
    expect(log.filter(line => line.startsWith('debug: '))).toHaveLength(3);
    expect(log).toContain('secret');
    expect(log.join()).not.toContain(Buffer.from('sec').toString('base64'));
  });

  test('a line without an end does not fill the memory, and CR LF may arrive in two pieces', () => {
    const bar = Array.from({ length: 200 }, () => output('a', `${'#'.repeat(1000)}`));
    const { log } = show([
      vertex('a', '[1/1] RUN a', { started: T0 }),
      ...bar,
      output('a', '\rdone\r'),
      output('a', '\n'),
    ]);
    expect(log).toContain('done');
    const long = show([vertex('a', '[1/1] RUN a', { started: T0 }), ...bar, output('a', '\n')]);
    expect(Math.max(...long.log.map(line => line.length))).toBeLessThan(70_000);
  });

  test('of a line that is rewritten, only the last state is shown', () => {
    const { log } = show([vertex('a', '[1/1] RUN a', { started: T0 }), output('a', '10%\r50%\r100%\n')]);
    expect(log).toContain('100%');
    expect(log.join()).not.toContain('50%');
  });
});

describe('parseProgress', () => {
  test.each([['plain text'], ['{broken'], ['']])('%j is not progress', line => {
    expect(parseProgress(line)).toBeUndefined();
  });

  test.each([['{}'], ['{"vertexes":null}'], ['{"vertexes":[null,1,{"digest":5}],"logs":{"a":1}}']])(
    '%s, of an unknown shape, does not throw',
    line => {
      expect(parseProgress(line)).toBeDefined();
    },
  );
});
