import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { literalTags, withoutTemplates } from '../../../scripts/migrate/literal.ts';
import { migrate } from '../../../scripts/migrate/migrate.ts';

const SHAPES = readFileSync(join(import.meta.dirname, 'shapes-traps.yml.txt'), 'utf8').split(/^#--- /m);

/** The shape with this title after the migration, and the inputs of its new step. */
function migrated(title: string) {
  const text = SHAPES.find(shape => shape.startsWith(`${title}\n`))!.replace(/^.*\n/, '');
  const { text: now, notes } = migrate(text, 'acme/slipway@v1');
  const steps: readonly Readonly<Record<string, unknown>>[] = parse(now).jobs.image.steps;
  const inputs = steps.find(({ uses }) => uses === 'acme/slipway@v1')?.with;
  return { text: now, notes, inputs };
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
  expect(migrate(text, 'acme/slipway@v1').left).toEqual([]);
  const again = `${text}      - uses: acme/other@v1\n        with: ${anchor.replace('&', '*')}\n`;
  expect(migrate(again, 'acme/slipway@v1').left).toEqual([expect.stringContaining('is used again elsewhere')]);
});
