import { describe, expect, test } from '@jest/globals';
import { type BuildFacts, findMounts, mayHaveMounts } from '../../src/dockerfile/find.ts';
import { identityOf } from '../../src/dockerfile/mount.ts';
import { ids } from './ids.ts';

const facts: BuildFacts = { buildArgs: [], env: {}, target: '', platforms: [], native: 'linux/amd64' };
const find = (lines: readonly string[], more: Partial<BuildFacts> = {}) => {
  const { mounts, unkept } = findMounts(lines.join('\n'), { ...facts, ...more });
  return [...mounts.map(identityOf), ...unkept.map(({ name, why }) => `- ${name}: ${why}`)];
};
const run = (options: string): string => `RUN --mount=${options} make`;

describe('the identity of a cache mount', () => {
  test.each([
    ['type=cache,target=/root/.npm', '/root/.npm'],
    ['type=cache,target=/root/.npm/', '/root/.npm'],
    ['type=cache,target=.cache', '.cache'],
    ['target=/a,type=cache', '/a'],
    ['type=cache,dst=/a', '/a'],
    ['type=cache,id=npm,target=/a,sharing=locked', 'npm'],
    ['type=cache,target=/a,uid=0', '/a 0:0 0755'],
    ['type=cache,target=/a,gid=7', '/a 0:7 0755'],
    ['type=cache,target=/a,mode=700', '/a 0:0 0700'],
    ['type=cache,target=/a,mode=0700,uid=5', '/a 5:0 0700'],
    ['type=cache,target=/a,from=scratch', '/a'],
    [`'type=cache,"target=/a,b"'`, '- /a,b: its id has characters that cannot be passed on'],
    ['type=cache,target=/a,from=deps', '- /a: it begins as a copy of `deps`'],
    ['type=cache,target=/a,source=/x', '- /a: it has a `source`'],
    ['type=cache,target=/a,uid=root', '- /a: its `uid`, `gid` or `mode` is not a number'],
  ])('%s is %s', (options, expected) => {
    expect(find(['FROM scratch', run(options)])).toEqual([expected]);
  });

  test.each(['type=bind,target=/a', 'type=secret,id=cache', 'type=tmpfs,target=/a', 'target=/a'])(
    '%s is none',
    options => {
      expect(find(['FROM scratch', run(options)])).toEqual([]);
    },
  );
});

test.each(ids)('what BuildKit uses: $what', ({ lines, ids, ...more }) => {
  expect(find(lines, more)).toEqual(ids);
});

describe('finding cache mounts', () => {
  test('each is named once, whatever its flags and lines', () => {
    const lines = [
      '# syntax=docker/dockerfile:1',
      'FROM scratch AS a',
      'RUN --network=none --mount=type=bind,target=/x \\',
      '    --mount=type=cache,target=/y \\',
      '    # a comment',
      '    --mount=type=cache,target=/z make',
      'run --mount=type=cache,target=/y make again',
    ];
    expect(find(lines)).toEqual(['/y', '/z']);
  });

  test('heredocs, comments and words of a command contain none', () => {
    const lines = [
      'FROM scratch',
      'RUN <<end',
      'RUN --mount=type=cache,target=/no x',
      'end',
      '# RUN --mount=type=cache,target=/no',
      'RUN echo --mount=type=cache,target=/no',
      'LABEL x="--mount=type=cache,target=/no"',
      'RUN ["echo", "--mount=type=cache,target=/no"]',
    ];
    expect(mayHaveMounts(lines.join('\n'))).toBe(true);
    expect(find(lines)).toEqual([]);
  });

  const staged = [
    'ARG BASE=deps',
    'FROM scratch AS deps',
    run('type=cache,target=/deps'),
    'FROM scratch AS tools',
    run('type=cache,target=/tools'),
    'FROM scratch AS lint',
    run('type=cache,target=/lint'),
    'FROM scratch AS assets',
    run('type=cache,target=/assets'),
    'FROM ${BASE} AS final',
    'COPY --from=tools /a /b',
    'RUN --mount=type=bind,from=3,target=/x true',
  ];

  test.each([
    ['', ['/deps', '/tools', '/assets']],
    ['lint', ['/lint']],
    ['LINT', ['/lint']],
    ['nowhere', ['/deps', '/tools', '/lint', '/assets']],
  ])('only in stages that target %j needs', (target, expected) => {
    expect(find(staged, { target })).toEqual(expected);
  });

  test('a build argument may choose the stage', () => {
    expect(find(staged, { buildArgs: ['BASE=lint'] })).toEqual(['/tools', '/lint', '/assets']);
  });

  test('a text without stages is not a Dockerfile', () => {
    expect(() => find(['hello: world'])).toThrow('no FROM');
  });
});

describe('variables', () => {
  const id = (text: string): string => run(`type=cache,id=${text},target=/a`);

  test.each<[string, string[], string[]]>([
    ['$V', ['ARG V=1'], ['1']],
    ['a-${V}-b', ['ARG V=1'], ['a-1-b']],
    ['${V:-w}', ['ENV V='], ['w']],
    [
      '${V:-w}',
      ['ARG V'],
      ['- type=cache,id=${V:-w},target=/a: the value of its `id` cannot be determined from the Dockerfile'],
    ],
    ['${V:-w}', ['ARG V=1'], ['1']],
    ['${V:+w}', ['ARG V=1'], ['w']],
    ['${V:-$W}', ['ARG W=2', 'ARG V='], ['2']],
    ['$V', ['ARG V=1', 'ENV V=2'], ['2']],
    ['$V', ['ENV V=2', 'ARG V=1'], ['1']],
    ['$V', ["ENV V='$W'"], ['- $W: its id has characters that cannot be passed on']],
    ['$V', ['ARG W=2', 'ARG V="x$W"'], ['x2']],
    ['$TARGETARCH', ['ARG TARGETARCH'], ['amd64']],
    ['$G', ['ARG G'], ['global']],
    [
      'npm-$G',
      [],
      ['- type=cache,id=npm-$G,target=/a: the value of its `id` cannot be determined from the Dockerfile'],
    ],
    [
      '${V#x}',
      ['ARG V=1'],
      ['- type=cache,id=${V#x},target=/a: the value of its `id` cannot be determined from the Dockerfile'],
    ],
  ])('%s after %j', (text, before, expected) => {
    expect(find(['ARG G=global', 'FROM base', ...before, id(text), 'ARG V=late'])).toEqual(expected);
  });

  test('a build argument wins over a default, and comes from the parent stage', () => {
    const lines = ['FROM base AS one', 'ARG V=1', 'FROM one', id('$V')];
    expect(find(lines)).toEqual(['1']);
    expect(find(lines, { buildArgs: ['V=2', 'other'] })).toEqual(['2']);
  });

  test('an unknown target does not matter for a mount with an id', () => {
    expect(find(['FROM base', run('type=cache,id=npm,target=$HOME/.npm')])).toEqual(['npm']);
  });

  const cannot = (text: string) => [
    `- type=cache,id=${text},target=/a: the value of its \`id\` cannot be determined from the Dockerfile`,
  ];

  test.each<[string[], string, string[]]>([
    [['ARG V'], '$V', cannot('$V')],
    [['ARG V=$W'], '$V', cannot('$V')],
    [['ARG V=$W', 'ENV V=1'], '$V', ['1']],
    [['ARG V=1', 'FROM base'], '$V', cannot('$V')],
    [['ARG W=1'], '${W:-$V}', ['1']],
    [['ARG W=1'], '${W:+$V}', cannot('${W:+$V}')],
  ])('variables set by a base image are unknown: %j, %s', (before, text, expected) => {
    expect(find(['FROM base', ...before, id(text)])).toEqual(expected);
  });

  test('a build argument sets an ARG without a value, whatever the base image has', () => {
    expect(find(['FROM base', 'ARG V', id('$V')], { buildArgs: ['V=3'] })).toEqual(['3']);
  });

  // As a build with these platforms had them.
  test.each([
    ['linux/amd64', 'linux/amd64+linux+amd64+'],
    ['linux/amd64/v2', 'linux/amd64/v2+linux+amd64+v2'],
    ['linux/arm64/v8', 'linux/arm64+linux+arm64+'],
    ['linux/aarch64', 'linux/arm64+linux+arm64+'],
    ['linux/arm', 'linux/arm/v7+linux+arm+v7'],
    ['linux/arm/7', 'linux/arm/v7+linux+arm+v7'],
    ['linux/armhf', 'linux/arm/v7+linux+arm+v7'],
    ['linux/arm/v6', 'linux/arm/v6+linux+arm+v6'],
    ['linux/i386', 'linux/386+linux+386+'],
    ['arm64', 'linux/arm64+linux+arm64+'],
    ['linux', 'linux/amd64+linux+amd64+'],
    ['local', 'linux/amd64+linux+amd64+'],
  ])('%s is %s', (platform, expected) => {
    const parts = ['PLATFORM', 'OS', 'ARCH', 'VARIANT'].map(name => `TARGET${name}`);
    const lines = ['FROM scratch', `ARG ${parts.join(' ')}`, id(parts.map(name => `$${name}`).join('+'))];
    expect(find(lines, { platforms: [platform] })).toEqual([expected]);
  });

  test('each platform has its own values', () => {
    const lines = ['FROM base', 'ARG TARGETARCH', 'ARG TARGETVARIANT', id('go-$TARGETARCH$TARGETVARIANT')];
    expect(find(lines, { platforms: ['linux/amd64', 'linux/arm/v7'] })).toEqual(['go-amd64', 'go-armv7']);
  });
});

test.each([
  ['FROM x\nRUN make', false],
  ['FROM x\nRUN --mount=type=bind,target=/x make', false],
  ['FROM x\nRUN --mount=type=cache,target=/x make', true],
  ['FROM x\nRUN --mount=target=/x,type=$T make', true],
])('%j may have cache mounts: %p', (text, expected) => expect(mayHaveMounts(text)).toBe(expected));
