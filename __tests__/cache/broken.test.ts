import { describe, expect, test } from '@jest/globals';
import type { BuildStats, Step } from '../../src/buildx/steps.ts';
import { breakLine, breaksOf, type CacheRecord, type Facts, recordOf } from '../../src/cache/broken.ts';
import { instructionsIn } from '../../src/cache/dockerfile-steps.ts';

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

const record = (stats: BuildStats, rest: Partial<Facts> = {}) => recordOf(stats, { args: {}, files: {}, ...rest });

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

  test('is nowhere when everything was cached, or nothing where no run left a record: there was no cache then', () => {
    expect(breaksOf(statsOf('[1/1] RUN a'))).toEqual([]);
    expect(breaksOf(statsOf('+[1/2] RUN a', '+[2/2] RUN b'))).toEqual([]);
  });

  test('may be the very first step', () => {
    const stats = statsOf('+[1/2] COPY app /', '+[2/2] RUN b');
    const [before, now] = ['1', '2'].map(hash => record(stats, { files: { 'app/x': hash } }));
    expect(breaksOf(stats, before, now)).toEqual([{ stage: '', step: 'COPY app /', why: 'a file changed: app/x' }]);
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
  const why = (now: BuildStats, before: CacheRecord, rest: Partial<Facts> = {}) =>
    breaksOf(now, before, record(now, rest)).map(each => each.why);
  const first = '[1/3] FROM base@sha256:aa';

  test.each([
    ['COPY src /srv', '2 files changed: src/a, src/b'],
    ['COPY --chown=1:1 . /srv', '5 files changed: Makefile, docs/x, package.json and 2 more'],
    ['COPY src/*.txt package.json /srv/', 'a file changed: package.json'],
    ['ADD ./src/ /srv', '2 files changed: src/a, src/b'],
    ['COPY other /srv', undefined],
    ['COPY --exclude=b --exclude=docs src /srv', 'a file changed: src/a'],
    ['COPY --exclude=[ab] src /srv', undefined],
    ['COPY --exclude=\\w src /srv', undefined],
  ])('%s: %s', (step, told) => {
    const stats = statsOf(first, `+[2/3] ${step}`);
    const files = { Makefile: '1', 'docs/x': '1', 'src/a': '1', 'package.json': '1' };
    const later = { Makefile: '2', 'docs/x': '2', 'src/b': '1', 'package.json': '2' };
    const scoped = step.includes(' . ') ? [files, later] : [files, { ...later, Makefile: '1', 'docs/x': '1' }];
    expect(why(stats, record(stats, { files: scoped[0]! }), { files: scoped[1]! })).toEqual([told]);
  });

  /** The reason of the only stage's first step, and of a change of its Dockerfile and arguments. */
  const whyOf = async (step: string, [old, now]: [string, string], args: [string, string], names = [step, step]) => {
    const [was, is] = [statsOf(first, `[2/2] ${names[0]}`), statsOf(first, `+[2/2] ${names[1]}`)];
    const before = record(was, { args: { V: args[0] }, instructions: await instructionsIn(`FROM base\n${old}`) });
    return why(is, before, { args: { V: args[1] }, instructions: await instructionsIn(`FROM base\n${now}`) })[0];
  };
  const told = 'build argument V changed';
  const edited = 'the instruction is new or was changed';

  test.each<[string, string[], string | undefined]>([
    ['that is declared', ['ARG V', 'RUN make'], told],
    ['with a default', ['ARG A B', 'ARG V=1', 'RUN make'], told],
    ['that an ENV hands on', ['ARG V', 'ENV V=$V', 'RUN make'], told],
    ['that nobody declares', ['RUN make'], undefined],
    ['that an ENV wins over', ['ARG V', 'ENV V=1', 'ARG V', 'RUN make'], undefined],
    ['that is declared too late', ['RUN make', 'ARG V'], undefined],
    ['that another stage declares', ['ARG V', 'FROM base', 'RUN make'], undefined],
  ])('a build argument %s', async (_, lines, expected) => {
    const text = lines.join('\n');
    const stage = text.includes('FROM') ? 'stage-1 ' : '';
    const stats = statsOf(`[${stage}1/2] FROM base`, `+[${stage}2/2] RUN make`);
    const instructions = await instructionsIn(`FROM base\n${text}`);
    expect(why(stats, record(stats, { args: { V: '1' }, instructions }), { args: { V: '2' }, instructions })).toEqual([
      expected,
    ]);
  });

  test('a build argument of a stage that this one begins with', async () => {
    const stats = statsOf('[linux/arm64 build 1/1] RUN x', '+[linux/arm64 image 1/1] RUN y');
    const instructions = await instructionsIn('FROM scratch AS Build\nARG V\nRUN x\nFROM build AS image\nRUN y');
    expect(why(stats, record(stats, { args: { V: '1' }, instructions }), { args: { V: '2' }, instructions })).toEqual([
      told,
    ]);
  });

  test('a build argument of a stage whose base is a build context, of which no step is told', async () => {
    const stats = statsOf('[stage-0 1/3] RUN a', '+[stage-0 2/3] RUN make');
    const instructions = await instructionsIn('FROM context\nRUN a\nARG V\nRUN make');
    expect(why(stats, record(stats, { args: { V: '1' }, instructions }), { args: { V: '2' }, instructions })).toEqual([
      told,
    ]);
  });

  test('a build argument is not named for an edit beside it, nor where the instruction does not use it', async () => {
    const [make, all] = ['ARG V\nRUN make', 'ARG V\nRUN make all'];
    expect(await whyOf('', [make, all], ['1', '2'], ['RUN make', 'RUN make all'])).toBe(edited);
    expect(await whyOf('COPY a /', ['ARG V\nCOPY a /', 'ARG V\nCOPY a /'], ['1', '2'])).toBeUndefined();
    const copy = 'ARG V\nCOPY a-${V} /';
    expect(await whyOf('', [copy, copy], ['1', '2'], ['COPY a-1 /', 'COPY a-2 /'])).toBe(told);
    const late = 'ARG V\nENV W=$V\nCOPY a-$W /';
    expect(await whyOf('', [late, late], ['1', '2'], ['COPY a-1 /', 'COPY a-2 /'])).toBeUndefined();
  });

  test('the text is that of the Dockerfile: a heredoc counts, a comment and another way to write a name do not', async () => {
    const here = (line: string) => `RUN <<E\n# ${line}\nE`;
    expect(await whyOf('RUN <<E (# a)', [here('a'), here('b')], ['1', '1'])).toBe(edited);
    const noted = (line: string) => `ARG V\nRUN a && \\\n  # ${line}\n  b`;
    expect(await whyOf('RUN a &&   b', [noted('a'), noted('b')], ['1', '2'])).toBe(told);
    expect(await whyOf('COPY 1 /', ['ARG V=1\nCOPY $V /', 'ARG V=1\nCOPY 1 /'], ['1', '1'])).toBeUndefined();
  });

  test('an instruction that is only at another place is not called new', async () => {
    const [was, is] = [statsOf(first, '[2/3] RUN a', '[3/3] RUN b'), statsOf(first, '+[2/2] RUN b')];
    expect(why(is, record(was))).toEqual([undefined]);
    const written = await Promise.all(['RUN a\nRUN b', 'RUN b'].map(text => instructionsIn(`FROM base\n${text}`)));
    expect(why(is, record(was, { instructions: written[0] }), { instructions: written[1] })).toEqual([undefined]);
  });

  test('is nothing of arguments where the Dockerfile is not known, or its base brings instructions of its own', async () => {
    const [was, is] = [statsOf(first, '[2/4] RUN make 1'), statsOf(first, '+[2/4] RUN make 2')];
    const instructions = await instructionsIn('FROM base\nARG V\nRUN make $V');
    for (const facts of [{}, { instructions }]) {
      const before = record(was, { args: { V: '1' }, ...facts });
      expect(why(is, before, { args: { V: '2' }, ...facts })).toEqual([undefined]);
      expect(why(is, before, { args: { V: '1' }, ...facts })).toEqual([edited]);
    }
  });

  test('is no file where either list is not known', () => {
    const stats = statsOf(first, '+[2/2] COPY . /');
    expect(why(stats, record(stats, { files: { a: '1' } }))).toEqual([undefined]);
    expect(why(stats, record(stats), { files: { a: '1' } })).toEqual([undefined]);
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

test('no text of a step is in a record, since arguments are filled in there', async () => {
  const step = 'RUN login --token hunter2verysecret';
  const instructions = await instructionsIn('FROM base\nARG TOKEN\nRUN login --token $TOKEN');
  const left = JSON.stringify(record(statsOf('[1/2] FROM base', `[2/2] ${step}`), { instructions }));
  expect(left).not.toMatch(/login|token |secret/);
  expect(left).toContain('"args":["TOKEN"]');
});
