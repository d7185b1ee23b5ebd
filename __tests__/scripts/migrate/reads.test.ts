import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { migrate } from '../../../scripts/migrate/migrate.ts';
import { prove } from '../../../scripts/migrate/prove.ts';
import { mentions, readsIn } from '../../../scripts/migrate/reads.ts';

const USES = 'acme/slipway@v1';

/** A workflow whose build has another `id` than the step with its tags. */
function workflow(more: string, tags = 'type=sha', job = ''): string {
  return `on: {push: {branches: [main]}}
jobs:
  image:
    runs-on: ubuntu-latest
${job}    steps:
      - id: Meta
        uses: docker/metadata-action@v5
        with:
          images: acme/tides
          tags: ${tags}
      - id: build
        uses: docker/build-push-action@v6
        with:
          context: .
          push: true
          tags: \${{ steps['meta'].outputs['tags'] }}
          labels: \${{ STEPS.Meta.outputs.labels }}
${more}`;
}

const run = (expression: string) => `      - run: echo "\${{ ${expression} }}"\n`;

describe('results of a replaced step', () => {
  test.each([
    ['steps.Meta.outputs.version', 'steps.build.outputs.version'],
    ["steps['meta'].outputs['version']", "steps.build.outputs['version']"],
    ['STEPS . meta . outputs.json', 'steps.build . outputs.json'],
    ["format('{0} steps.meta', steps.meta.outcome)", "format('{0} steps.meta', steps.build.outcome)"],
    ['steps.build.outputs.digest', 'steps.build.outputs.digest'],
    ["'steps.meta.outputs.tags'", "'steps.meta.outputs.tags'"],
    ['github.event.steps', 'github.event.steps'],
  ])('%s is %s', (before, after) => {
    const { text, left } = migrate(workflow(run(before)), USES);
    expect(left).toEqual([]);
    expect(text).toContain(run(after));
    expect(parse(text).jobs.image.steps[0].with.tags).toBe('type=sha');
  });

  test.each([
    ['toJSON(steps)', 'reads results of all steps'],
    ['toJSON( Steps )', 'reads results of all steps'],
    ['join(steps.*.outputs.digest)', 'reads results of all steps'],
    ["steps[format('me{0}', 'ta')].outputs.tags", 'reads results of all steps'],
    ['steps[matrix.id].outputs.tags', 'reads results of all steps'],
    ['toJSON(steps.meta)', 'reads all results of "Meta"'],
    ["toJSON(steps['meta'].outputs)", 'reads all results of "Meta"'],
    ['toJSON(steps.build.outputs.*)', 'reads all results of "build"'],
    ['steps.meta.outputs[matrix.name]', 'reads all results of "Meta"'],
    ['steps.build.outputs.attestations', '`steps.build.outputs.attestations` is used, but Slipway has no such output'],
  ])('%s is left, and told', (expression, why) => {
    const text = workflow(run(expression));
    const migration = migrate(text, USES);
    expect([migration.text, migration.left]).toEqual([text, [expect.stringContaining(why)]]);
    if (why.startsWith('reads')) expect(migration.left[0]).toContain(`\`${expression}\``);
  });

  test.each([
    ['a condition', "      - if: toJSON(steps) != ''\n        run: echo\n"],
    [
      'a condition of several lines',
      "      - if: >-\n          always() &&\n          steps.meta != ''\n        run: echo\n",
    ],
    ['a condition in quotes', "      - if: 'contains(toJSON(steps.meta), ''x'')'\n        run: echo\n"],
    ['a variable', '      - env: {ALL: "${{ toJSON(steps.meta) }}"}\n        run: echo\n'],
  ])('in %s as well', (_, step) => {
    expect(migrate(workflow(step), USES).left).toHaveLength(1);
  });

  test('of the job: outputs, the address of an environment, an input of the build', () => {
    const outputs = '    outputs:\n      all: ${{ toJSON(steps.meta.outputs) }}\n';
    const environment = '    environment: {name: production, url: "https://${{ join(steps.*.outcome, \'\') }}"}\n';
    const argument = workflow('          build-args: ALL=${{ toJSON(steps) }}\n');
    for (const text of [workflow('', 'type=sha', outputs), workflow('', 'type=sha', environment), argument]) {
      expect(migrate(text, USES).left).toHaveLength(1);
    }
  });

  test('all results may be read where no replaced step has a name', () => {
    const text = `on: push
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - uses: docker/setup-qemu-action@v3
      - uses: docker/build-push-action@v6
        with: {context: ., push: true, tags: 'acme/tides:1'}
      - run: echo '\${{ toJSON(steps) }}'
`;
    expect(migrate(text, USES).left).toEqual([]);
  });

  test('a login to a cloud stays where an expression reads all results', () => {
    const text = `on: {push: {branches: [main]}}
permissions: {id-token: write, contents: read}
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - uses: aws-actions/configure-aws-credentials@v4
        with:
          role-to-assume: arn:aws:iam::123456789012:role/publish
          aws-region: eu-west-1
      - id: ecr
        uses: aws-actions/amazon-ecr-login@v2
      - uses: docker/build-push-action@v6
        with:
          context: .
          push: true
          tags: \${{ steps['ecr'].outputs['registry'] }}/tides:1
`;
    const host = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
    expect(migrate(text, USES).text).toContain(`tags: ${host}/tides:1`);
    const { notes } = migrate(`${text}      - run: echo '\${{ toJSON(steps) }}'\n`, USES);
    expect(notes).toContainEqual(expect.stringContaining('stays: an expression reads its results'));
  });
});

test('what reads a step is found in expressions and conditions only', () => {
  const text = `- if: steps.a.outcome == 'success'
  run: |
    echo "steps.b.outputs.x" \${{ 'steps.c.outputs' }}
- env: {X: "\${{ steps['e-1'].outputs.y || steps.F.conclusion }}"}
`;
  expect(['a', 'b', 'c', 'e', 'e-1', 'f'].filter(id => mentions(text, id))).toEqual(['a', 'e-1', 'f']);
  expect(readsIn(text).find(({ id }) => id === 'e-1')).toMatchObject({ field: 'outputs', name: 'y' });
});

describe('tags that an expression gives', () => {
  const matrix = (values: string) => `    strategy: {matrix: {tag: ${values}}}\n`;

  test.each([
    ['a word of the matrix', '[release, nightly]', '${{ matrix.tag }}', 'type=raw,value=${{ matrix.tag }}\n'],
    ['no such word', '[stable, nightly]', '${{ matrix.tag }}', '${{ matrix.tag }}'],
    ['a part of a word', '[ease, nightly]', 'rel${{ matrix.tag }}', 'type=raw,value=rel${{ matrix.tag }}\n'],
    ['rules', '["type=sha", "type=edge"]', '${{ matrix.tag }}', '${{ matrix.tag }}'],
  ])('%s', async (_, values, tags, now) => {
    const text = workflow('', tags, matrix(values));
    const migration = migrate(text, USES);
    expect(migration.left).toEqual([]);
    expect(parse(migration.text).jobs.image.steps[0].with.tags).toBe(now);
    const rows = await prove(text, migration, USES);
    expect(rows.map(({ verdict }) => verdict)).toEqual(['same', 'same']);
  });

  test.each([
    ['with a rule', '["release", "type=sha"]'],
    ['with nothing', '["release", ""]'],
    ['in a list', '["release\\nnightly"]'],
  ])('a word that stands for rules, together %s, is left', (_, values) => {
    const { left } = migrate(workflow('', '${{ matrix.tag }}', matrix(values)), USES);
    expect(left).toEqual([
      expect.stringContaining('`${{ matrix.tag }}` may give the tag `release`, which stands for rules here'),
    ]);
  });

  test('an option of a form', () => {
    const text = workflow('', '${{ inputs.channel }}').replace(
      'on: {push: {branches: [main]}}',
      'on: {workflow_dispatch: {inputs: {channel: {type: choice, options: [beta, release]}}}}',
    );
    const { text: now, notes } = migrate(text, USES);
    expect(now).toContain('type=raw,value=${{ inputs.channel }}');
    expect(notes).toEqual([]);
  });

  test.each(['${{ vars.TAG }}', '${{ inputs.tag }}', '${{ matrix.tag }}', '${{ steps.x.outputs.tags }}'])(
    'of %s nobody knows: it is noted',
    tags => {
      const text = workflow('', tags, tags.includes('matrix') ? matrix('"${{ fromJSON(vars.TAGS) }}"') : '').replace(
        'on: {push: {branches: [main]}}',
        'on: {workflow_call: {inputs: {tag: {type: string}}}}',
      );
      const { left, notes } = migrate(text, USES);
      expect(left).toEqual([]);
      expect(notes).toContainEqual(expect.stringContaining(`\`${tags}\` in tags: where it is \`release\``));
    },
  );
});
