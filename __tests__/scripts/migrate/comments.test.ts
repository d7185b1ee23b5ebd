import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { bare, commentsIn, isVersion } from '../../../scripts/migrate/comments.ts';
import { migrate } from '../../../scripts/migrate/migrate.ts';
import { FULL } from '../../full.ts';
import { read, shapes } from './shapes.ts';

const USES = 'acme/slipway@v1';

/** The steps of a job before and after, without their indentation. */
function migrated(steps: string): string {
  const indented = steps.replaceAll(/^(?=.)/gm, '      ');
  const text = `on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n${indented}`;
  const { text: now, left } = migrate(text, USES);
  expect(left).toEqual([]);
  return now.slice(now.indexOf('    steps:\n') + '    steps:\n'.length).replaceAll(/^ {6}/gm, '');
}

const BUILD = `- uses: docker/build-push-action@v6
  with:
    context: .
    push: true
    tags: acme/tides:1
`;

describe('a comment stays with what it is about', () => {
  test.each<[string, string, string]>([
    [
      'above a removed step, behind its action and its keys',
      `# for arm
- uses: docker/setup-qemu-action@v3 # emulation
- name: Builder # its name
  # a builder
  uses: docker/setup-buildx-action@v3
# the image
${BUILD}`,
      `# for arm
# emulation
# its name
# a builder
# the image
- uses: acme/slipway@v1
  with:
    context: .
    push: true
    tags: acme/tides:1
`,
    ],
    [
      'a heading, with an empty line before the step, stays where it is',
      `- run: make

# ---- the image ----

# for arm
- uses: docker/setup-qemu-action@v3

- run: make test
${BUILD}`,
      `- run: make

# ---- the image ----

- run: make test
# for arm
- uses: acme/slipway@v1
  with:
    context: .
    push: true
    tags: acme/tides:1
`,
    ],
    [
      'at the first step, which is removed',
      `# for arm
- uses: docker/setup-qemu-action@v3

- run: make
${BUILD}`,
      `
- run: make
# for arm
- uses: acme/slipway@v1
  with:
    context: .
    push: true
    tags: acme/tides:1
`,
    ],
    [
      'above, behind and below inputs, of two steps that meet in one',
      `- id: meta # the id
  uses: docker/metadata-action@v5
  with: # what it is called
    # two places
    images: | # one per line
      acme/tides
      # the mirror
      quay.io/acme/tides
    tags: type=sha # short
    # no more rules
- uses: docker/build-push-action@v6 # builds
  with:
    # the whole repository
    context: . # the root
    # the tags of the step above
    tags: \${{ steps.meta.outputs.tags }} # all of them
    push: true
    # end of the inputs
  # it may take long
  timeout-minutes: 60 # an hour
  # end of the step
`,
      `# the id
# what it is called
- id: meta
  uses: acme/slipway@v1 # builds
  with:
    # two places
    images: | # one per line
      acme/tides
      # the mirror
      quay.io/acme/tides
    # the tags of the step above
    # all of them
    tags: type=sha # short
    # no more rules
    # the whole repository
    context: . # the root
    push: true
    # end of the inputs
  # it may take long
  timeout-minutes: 60 # an hour
  # end of the step
`,
    ],
    [
      'of logins, builder and emulators: at the inputs that have taken over',
      `- uses: docker/login-action@v3
  with:
    registry: quay.io # the place
    # a robot
    username: acme+robot
    password: \${{ secrets.QUAY }}
- uses: docker/setup-buildx-action@v3
  with:
    version: v0.20.0 # the oldest that works
- uses: docker/setup-qemu-action@v3
  with:
    # the other one
    platforms: arm64
${BUILD}`,
      `- uses: acme/slipway@v1
  with:
    # the place
    # a robot
    registry-auth: |
      - registry: quay.io
        username: 'acme+robot'
        password: \${{ toJSON(secrets.QUAY || '') }}
    buildx-version: v0.20.0 # the oldest that works
    # the other one
    qemu: arm64
    context: .
    push: true
    tags: acme/tides:1
`,
    ],
    [
      'between `-` and the first key, with a dash in it; at a step written with an alias',
      `- *checkout
-
  # a multi-arch image
  name: Image # and - its name
  uses: docker/build-push-action@v6
  with: {context: ., push: true, tags: 'acme/tides:1'} # all in one line
`,
      `- *checkout
# a multi-arch image
- name: Image # and - its name
  uses: acme/slipway@v1
  with: # all in one line
    context: "."
    push: "true"
    tags: "acme/tides:1"
`,
    ],
    [
      'the version of a pinned action goes with it, other comments there stay',
      `- uses: docker/setup-qemu-action@29109295f81e9208d7d86ff1c6c12d2833863392 # v3.6.0
- uses: docker/setup-buildx-action@b5ca514318bd6ebac0fb2aedd5d36ec1b5c232a2 # v3.10.0, keep in step with ci.yml
${BUILD}`,
      `# v3.10.0, keep in step with ci.yml
- uses: acme/slipway@v1
  with:
    context: .
    push: true
    tags: acme/tides:1
`,
    ],
  ])('%s', (_, before, after) => {
    const anchor = before.includes('*checkout') ? '- &checkout\n  uses: actions/checkout@v5\n' : '';
    expect(migrated(anchor + before)).toBe(anchor + after);
  });

  test('two builds with the results of one step: its comments are there once, at the first', () => {
    const text = migrated(`- id: meta
  uses: docker/metadata-action@v5
  with:
    images: acme/tides # the name
- uses: docker/build-push-action@v6
  with:
    context: api # one
    push: true
    tags: \${{ steps.meta.outputs.tags }}
- uses: docker/build-push-action@v6
  with:
    context: web # other
    push: true
    tags: \${{ steps.meta.outputs.tags }}
`);
    expect(commentsIn(text).map(({ text: comment }) => comment)).toEqual(['# the name', '# one', '# other']);
  });

  test('what a comment says of steps is no use of their results, and stays as it is', () => {
    const text = migrated(`- id: meta
  uses: docker/metadata-action@v5
  with:
    images: acme/tides
- id: other
  uses: docker/metadata-action@v5
  with:
    images: acme/other
- id: build
  uses: docker/build-push-action@v6
  with:
    context: .
    push: true
    tags: \${{ steps.meta.outputs.tags }}
    # tags: \${{ steps.other.outputs.tags }}
- run: echo \${{ steps.meta.outputs.version }} # was \${{ steps.meta.outputs.tags }}
`);
    expect(text).toContain('# tags: ${{ steps.other.outputs.tags }}');
    expect(text).toContain('- run: echo ${{ steps.build.outputs.version }} # was ${{ steps.meta.outputs.tags }}');
    expect(text).toContain('    images: acme/tides\n    context: .\n');
  });
});

test.each([
  ['# v6', true],
  ['# v6.18.0', true],
  ['#6.18.0-rc.1', true],
  ['# tag=v6.18.0', true],
  ['# pin@v6', true],
  ['# ratchet:docker/build-push-action@v6', true],
  ['# renovate: tag=v6', true],
  ['# v6 is broken', false],
  ['# zizmor: ignore[unpinned-uses]', false],
  ['# 2 platforms', false],
])('%j is a version: %s', (comment, is) => expect(isVersion(comment)).toBe(is));

test('a hash within a text is no comment', () => {
  const text = `a: "# no" # one\nb: '# no'\nc: no#no # two\nd: | # three\n  # no\ne: [x, # four\n  y]\n`;
  expect(commentsIn(text).map(({ text: comment }) => comment)).toEqual(['# one', '# two', '# three', '# four']);
  expect(bare(text)).toBe(`a: "# no" b: '# no' c: no#no d: | # no e: [x, y]`);
});

/** Numbers from 0 up to 1, the same ones for a seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

/** The workflow with comments above and behind some lines, and empty lines. Scripts and lists stay as they are. */
function decorated(text: string, next: () => number): string {
  const [lines, end] = [text.split(/\r?\n/), text.includes('\r\n') ? '\r\n' : '\n'];
  let [block, count] = [-1, 0];
  const comment = () =>
    `# ${['about steps.meta.outputs.tags', 'v', 'say "it', '- run:'][Math.floor(next() * 4)]} ${++count}`;
  return lines
    .flatMap(line => {
      const column = line.length - line.trimStart().length;
      if (line.trim() === '' || (block >= 0 && column > block)) return [line];
      block = -1;
      const [, dash = ''] = /^\s*(-\s+)?/.exec(line) ?? [];
      if (/[|>][+-]?\s*(#.*)?$/.test(line)) block = column + dash.length;
      const above = next() < 0.3 ? [' '.repeat(column) + comment()] : [];
      const deeper = next() < 0.1 && above.length > 0 ? [' '.repeat(column + 2) + comment()] : [];
      const gap = next() < 0.1 ? [''] : [];
      const behind = next() < 0.4 && !line.includes('#') ? ` ${comment()}` : '';
      return [...gap, ...above, ...deeper, ...(next() < 0.05 ? [''] : []), line + behind];
    })
    .join(end);
}

const texts = (text: string) => commentsIn(text.replaceAll('\r', '')).map(({ text: comment }) => comment);
const isOurs = (comment: string) => / \d+$/.test(comment);

describe('comments anywhere', () => {
  test.each(shapes())('$title', ({ text, title }) => {
    const plain = migrate(text, USES, read);
    for (let seed = 1; seed <= (FULL ? 4 : 1); seed++) {
      const before = decorated(text, numbers(seed + title.length * 1000));
      const { text: after, left } = migrate(before, USES, read);
      expect(left).toEqual(plain.left);
      // Each is there, and there once.
      expect(texts(after).filter(isOurs).toSorted()).toEqual(texts(before).filter(isOurs).toSorted());
      // They change nothing else.
      expect(parse(after)).toEqual(parse(plain.text));
    }
  });
});
