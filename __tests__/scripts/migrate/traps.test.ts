import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { literalTags, withoutTemplates } from '../../../scripts/migrate/literal.ts';
import { migrate } from '../../../scripts/migrate/migrate.ts';
import { prove } from '../../../scripts/migrate/prove.ts';

const USES = 'acme/slipway@v1';
const SHAPES = readFileSync(join(import.meta.dirname, 'shapes-traps.yml.txt'), 'utf8').split(/^#--- /m);

/** The shape with this title after the migration, and the inputs of its new step. */
function migrated(title: string) {
  const text = SHAPES.find(shape => shape.startsWith(`${title}\n`))!.replace(/^.*\n/, '');
  const migration = migrate(text, USES);
  const { text: now, notes } = migration;
  const steps: readonly Readonly<{ uses?: string; with?: Readonly<Record<string, unknown>> }>[] =
    parse(now).jobs.image.steps;
  const inputs = steps.find(({ uses }) => uses === USES)?.with;
  return { text: now, notes, inputs, rows: () => prove(text, migration, USES) };
}

test('words that are presets here are plain tags there; the last of a line counts', () => {
  const { inputs } = migrated("trap: tags that are a preset's word are tags in metadata-action");
  expect(inputs).toMatchObject({
    tags: 'type=raw,value=release\ntype=raw,value=branch,suffix=-alpine\ntype=raw,value=sha\nnightly\n',
    labels: 'template=\\{{version}}\n',
    'build-args': 'TEMPLATE=\\{{version}} ${{ github.sha }}\nVERSION={{version}}\n',
  });
});

test('a text in double quotes becomes a block, where a backslash is one', () => {
  const { inputs } = migrated('trap: braces in double quotes, without metadata-action');
  expect(inputs).toMatchObject({ labels: 'template=\\{{sha}}\n', 'build-args': 'TEMPLATE=\\{{version}}\n' });
});

test.each([
  ['release # the newest', 'type=raw,value=release # the newest'],
  ['  pr,"prefix=a,b"', 'type=raw,value=pr,"prefix=a,b"'],
  ['type=sha', 'type=sha'],
  ['# release', '# release'],
  ['{{branch}}', '{{branch}}'],
  ['release,nightly', 'release,nightly'],
])('%j is %j', (there, here) => expect(literalTags(there)).toBe(here));

test('braces that an escape does not cover are refused; expressions stay', () => {
  expect(withoutTemplates("${{ format('{{0}}', 1) }}", 'labels')).toBe("${{ format('{{0}}', 1) }}");
  expect(() => withoutTemplates('a={{{version}}}', 'labels')).toThrow('`labels` has braces that would be a template');
});

test.each([
  ['trap: cloud: the login to Google stays whose token a build argument reads', 'a result of "auth" is read'],
  ['cloud: the login stays whose account another step reads', 'a result of "account" is read'],
  [
    'cloud: the login stays that sets a variable which the build reads',
    'something takes credentials from the environment',
  ],
])('%s', (title, why) => {
  const { text, notes } = migrated(title);
  expect(text).toMatch(/google-github-actions\/auth@v2|aws-actions\/configure-aws-credentials@v4/);
  expect(notes).toContainEqual(expect.stringContaining(`stays: ${why}`));
});

test.each(['&inputs(x', '&l+*('])('an anchor may have any name: %s', anchor => {
  const text = `on: push
jobs:
  image:
    steps:
      - uses: docker/build-push-action@v6
        with: ${anchor}
          context: .
          push: true
          tags: acme/tides:1
`;
  expect(migrate(text, USES).left).toEqual([]);
  const again = `${text}      - uses: acme/other@v1\n        with: ${anchor.replace('&', '*')}\n`;
  expect(migrate(again, USES).left).toEqual([expect.stringContaining('is used again elsewhere')]);
});

test('a secret with quotes and lines is quoted by GitHub, and an empty one stays empty', () => {
  expect(migrated("trap: a service account's key as a password").inputs).toMatchObject({
    'registry-auth': "- registry: gcr.io\n  username: _json_key\n  password: ${{ toJSON(secrets.GCR_KEY || '') }}\n",
  });
});

test('a proof has such a secret: a text in single quotes would break', async () => {
  const text = SHAPES.find(shape => shape.startsWith("trap: a service account's key"))!.replace(/^.*\n/, '');
  const migration = migrate(text, USES);
  const broken = migration.text.replace("${{ toJSON(secrets.GCR_KEY || '') }}", "'${{ secrets.GCR_KEY }}'");
  const rows = await prove(text, { ...migration, text: broken }, USES);
  expect(rows.map(({ verdict }) => verdict)).toEqual(['differs']);
});

test.each([
  ['trap: no context, and a script that only looks', undefined],
  ['trap: no context, and a script that writes a file', '{{defaultContext}}'],
  ['trap: no context, and the checkout of another branch', '{{defaultContext}}'],
  ['trap: braces in double quotes, without metadata-action', '.'],
])('%s: the context is %s', (title, context) => expect(migrated(title).inputs?.context).toBe(context));

test('`push` stays where `auto` would decide otherwise', () => {
  const { inputs } = migrated('trap: events at which `push: auto` decides otherwise');
  expect(inputs).toMatchObject({ push: "${{ github.event_name != 'pull_request' }}" });
});

test('each job of a matrix is compared, with variables of the workflow, the job and the step', async () => {
  const rows = await migrated('trap: a matrix, and variables that are expressions').rows();
  expect(rows.map(({ job, before, verdict }) => [job, 'tags' in before && before.tags, verdict])).toEqual([
    ['image: docker/build-push-action (api)', ['ghcr.io/acme/tides:api-7'], 'same'],
    ['image: docker/build-push-action (worker)', ['ghcr.io/acme/tides:worker-7'], 'same'],
  ]);
});

test('a matrix that is computed at run time is not compared', async () => {
  const text = `on: {push: {branches: [main]}}
jobs:
  image:
    strategy: {matrix: {service: "\${{ fromJSON(needs.changes.outputs.services) }}"}}
    steps:
      - uses: docker/build-push-action@v6
        with:
          push: true
          tags: acme/tides:\${{ matrix.service }}-1
`;
  const rows = await prove(text, migrate(text, USES), USES);
  expect(rows.map(({ verdict }) => verdict)).toEqual(['unknown']);
});
