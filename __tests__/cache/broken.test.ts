import { describe, expect, test } from '@jest/globals';
import type { BuildStats, Step } from '../../src/buildx/steps.ts';
import { breakLine, breaksOf, type CacheRecord, recordOf } from '../../src/cache/broken.ts';

/** Steps as `[build 1/2] COPY . .`; those that begin with `+` had to run. */
function statsOf(...names: string[]): BuildStats {
  const steps = names.map((text): Step => {
    const name = text.replace(/^\+/, '');
    const stage = /^\[(?:(.*) )?\d+\/\d+\]/.exec(name)?.[1] ?? '';
    const cached = !text.startsWith('+');
    return { name, ofDockerfile: name.startsWith('['), stage, cached, started: 1, completed: 2, error: undefined };
  });
  return { steps, totalSteps: steps.length, cachedSteps: steps.filter(step => step.cached).length };
}

const record = (stats: BuildStats, rest: Partial<CacheRecord> = {}) =>
  recordOf(stats, { args: {}, files: {}, ...rest });

describe('where the cache ended', () => {
  test('is the first step of each stage, whatever the order in which they were told', () => {
    const stats = statsOf(
      '+[build 3/3] RUN b',
      '+[build 2/3] RUN a',
      '[build 1/3] FROM x',
      '+[linux/arm64 lint 1/1] RUN c',
    );
    expect(breaksOf(stats).map(({ stage, step }) => [stage, step])).toEqual([
      ['build', 'RUN a'],
      ['linux/arm64 lint', 'RUN c'],
    ]);
  });

  test('is nowhere when everything was cached, or nothing: there was no cache then', () => {
    expect(breaksOf(statsOf('[1/1] RUN a'))).toEqual([]);
    expect(breaksOf(statsOf('+[1/2] RUN a', '+[2/2] RUN b'))).toEqual([]);
  });

  test('is told on one line', () => {
    expect(breakLine({ stage: 'build', step: 'COPY . .', why: 'a file changed: a' })).toBe(
      'stage build: not cached from "COPY . ." on: a file changed: a',
    );
    expect(breakLine({ stage: '', step: 'RUN x', why: undefined })).toBe('not cached from "RUN x" on');
  });
});

test('the same build leaves the same record, in whichever order its stages were built', () => {
  const lines = ['[a 1/2] FROM x', '[a 2/2] RUN a', '[b 1/2] FROM y', '[b 2/2] RUN b'];
  const [one, other] = [lines, lines.toReversed()].map(names => JSON.stringify(record(statsOf(...names))));
  expect(one).toBe(other);
});

describe('why it ended', () => {
  const why = (now: BuildStats, before: CacheRecord, rest: Partial<CacheRecord> = {}) =>
    breaksOf(now, before, record(now, rest)).map(each => each.why);
  const first = '[1/3] FROM base@sha256:aa';

  test.each([
    ['COPY src /srv', '2 files changed: src/a, src/b'],
    ['COPY --chown=1:1 . /srv', '5 files changed: Makefile, docs/x, package.json and 2 more'],
    ['COPY src/*.txt package.json /srv/', 'a file changed: package.json'],
    ['ADD ./src/ /srv', '2 files changed: src/a, src/b'],
    ['COPY other /srv', undefined],
  ])('%s: %s', (step, told) => {
    const stats = statsOf(first, `+[2/3] ${step}`);
    const files = { Makefile: '1', 'docs/x': '1', 'src/a': '1', 'package.json': '1' };
    const later = { Makefile: '2', 'docs/x': '2', 'src/b': '1', 'package.json': '2' };
    const scoped = step.includes(' . ') ? [files, later] : [files, { ...later, Makefile: '1', 'docs/x': '1' }];
    expect(why(stats, record(stats, { files: scoped[0]! }), { files: scoped[1]! })).toEqual([told]);
  });

  test('a build argument', () => {
    const [before, now] = [statsOf(first, '[2/3] RUN make 1'), statsOf(first, '+[2/3] RUN make 2')];
    expect(why(now, record(before, { args: { V: 'x' } }), { args: { V: 'y' } })).toEqual(['build argument V changed']);
    const same = statsOf(first, '+[2/3] RUN make');
    expect(why(same, record(same, { args: {} }), { args: { V: 'y' } })).toEqual(['build argument V changed']);
  });

  test('the instruction, the base image, another stage', () => {
    const now = statsOf(first, '+[2/3] RUN make all');
    expect(why(now, record(statsOf(first, '[2/3] RUN make')))).toEqual(['the instruction is new or was changed']);
    expect(why(now, record(statsOf('[1/3] FROM base@sha256:bb', '[2/3] RUN make all')))).toEqual([
      'the base image changed',
    ]);
    const stages = statsOf('+[build 1/1] RUN x', '+[2/2] COPY --from=build /a /b', first);
    expect(breaksOf(stages).map(each => each.why)).toEqual([undefined, 'stage build was built anew']);
  });

  test('is not guessed where nothing that is known has changed', () => {
    const now = statsOf(first, '+[2/3] RUN make');
    expect(why(now, record(now))).toEqual([undefined]);
  });
});
