import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { migrateCommand } from '../../../scripts/migrate/command.ts';
import { differences, labelWords } from '../../../scripts/migrate/prove/words.ts';
import { called } from '../../fakes/terminal.ts';

/** The command: what it prints, what it writes and how it ends. */

const home = mkdtempSync(join(tmpdir(), 'slipway-migrate-'));
afterAll(() => rmSync(home, { recursive: true }));

const job = (name: string, uses: string, outputs = '') => `  ${name}:
    runs-on: ubuntu-latest
    steps:
      - uses: ${uses} # builds
        with:
          push: true
          tags: ghcr.io/acme/${name}:1
${outputs}`;
const BUILD = 'docker/build-push-action@v6';
const TAKEN = `on: push # always\njobs:\n${job('api', BUILD)}`;
const FILES = {
  'taken.yml': TAKEN,
  // What is pushed by digest has no tags, and nothing merges it.
  'half.yml': `${TAKEN}${job('web', BUILD, '          outputs: type=image,push-by-digest=true\n')}`,
  'left.yml': `on: push\njobs:\n${job('web', BUILD, '          outputs: type=image,push-by-digest=true\n')}`,
  'nothing.yml': `on: push\njobs:\n${job('api', 'acme/other@v1')}`,
  'unknown.yml': TAKEN.replace('    runs-on', "    if: needs.x.outputs.y == '1'\n    runs-on"),
  'line.yml': `on: push\njobs:\n  api: {runs-on: x, steps: [{uses: ${BUILD}, with: {push: true, tags: 'acme/api:1'}}]}\n`,
  'lines.yml': `on: push\njobs:\n  api:\n    steps:\n      - {uses: ${BUILD}, with: {push: true, tags: 'acme/api:1'}}\n`,
  'json.yml': JSON.stringify(
    { on: 'push', jobs: { api: { steps: [{ uses: BUILD, with: { push: true } }] } } },
    null,
    2,
  ),
  'broken.yml': 'jobs: [\n',
};
type Name = keyof typeof FILES;
const path = (name: string) => join(home, name);
const text = (name: string) => readFileSync(path(name), 'utf8');

beforeEach(() => {
  for (const [name, content] of Object.entries(FILES)) writeFileSync(path(name), content);
});

const migrate = (...args: readonly string[]) =>
  called(migrateCommand, ['--uses', 'acme/slipway@v1', ...args], { here: home });

test.each<readonly [Name, number, string, boolean]>([
  ['taken.yml', 0, '1 of 1 migrated', true],
  ['half.yml', 1, '1 of 2 migrated', true],
  ['left.yml', 1, '0 of 1 migrated', false],
  ['nothing.yml', 0, "no steps of docker's actions", false],
  ['unknown.yml', 1, 'not compared', true],
  ['line.yml', 1, '"docker/build-push-action" is written in one line', false],
  ['lines.yml', 1, '"docker/build-push-action" is written in one line', false],
  ['json.yml', 1, '"docker/build-push-action" is written in one line, or as JSON: write its keys below each', false],
  ['broken.yml', 2, 'not valid YAML', false],
])('%s: exit code %d, with --write too, which alone changes the file', async (name, code, said, isChanged) => {
  const { mtimeMs } = statSync(path(name));
  const shown = await migrate(name);
  expect([shown.status, shown.stderr]).toEqual([code, expect.stringContaining(said)]);
  expect([text(name), statSync(path(name)).mtimeMs]).toEqual([FILES[name], mtimeMs]);
  expect(shown.stdout.includes('uses: acme/slipway@v1')).toBe(isChanged);

  const written = await migrate('--write', name);
  expect([written.status, written.stdout]).toEqual([code, '']);
  expect(written.stderr.includes(`written to ${name}`)).toBe(isChanged);
  expect(text(name)).toBe(isChanged ? shown.stdout : FILES[name]);
  if (!isChanged) expect(statSync(path(name)).mtimeMs).toBe(mtimeMs);
});

test('several files, in a process: each is written that can be, and the worst exit code counts', () => {
  const script = join(import.meta.dirname, '../../../scripts/migrate.ts');
  const files = ['broken.yml', 'taken.yml', 'half.yml', 'missing.yml'];
  const { status, stderr } = spawnSync(process.execPath, [script, '--uses', 'acme/slipway@v1', '--write', ...files], {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home },
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([2, expect.stringContaining('missing.yml: ENOENT')]);
  expect([text('taken.yml'), text('half.yml')]).toEqual([
    expect.stringContaining('acme/slipway@v1'),
    expect.stringContaining('acme/slipway@v1'),
  ]);
  expect(text('broken.yml')).toBe(FILES['broken.yml']);
});

test('a difference is shown, also one of a label alone', async () => {
  const meta = (id: string, host: string, more: string) => `      - id: ${id}
        uses: docker/metadata-action@v5
        with:
          images: ${host}acme/${id}
          tags: |
            type=${more}
`;
  const results = (name: string) =>
    `          ${name}: |\n            \${{ steps.api.outputs.${name} }}\n            \${{ steps.web.outputs.${name} }}\n`;
  // metadata-action's version is empty in a step that has no tag for the event, and Slipway's is that of all tags.
  const steps = `${meta('api', 'ghcr.io/', 'ref,event=branch')}${meta('web', '', 'ref,event=tag')}      - uses: ${BUILD}
        with:
          push: true
${results('tags')}${results('labels')}`;
  writeFileSync(
    path('labels.yml'),
    `on: {push: {branches: [main]}}\njobs:\n  image:\n    runs-on: x\n    steps:\n${steps}`,
  );
  const { status, stderr } = await migrate('labels.yml');
  expect(status).toBe(1);
  expect(stderr.split('\n').map(line => line.trim())).toEqual(
    expect.arrayContaining([
      `differs  image: ${BUILD.split('@')[0]}, push to main: pushed: ghcr.io/acme/api:main`,
      'its label org.opencontainers.image.version was empty, and is main',
    ]),
  );
  expect(stderr).not.toContain('now:');
});

test.each([
  [
    'labels',
    { tags: ['b'], labels: ['a=1', 'b=2'] },
    { tags: ['b'], labels: ['b=', 'c=3=4'] },
    ['its label a was 1, and is not set', 'its label b was 2, and is empty', 'its label c was not set, and is 3=4'],
  ],
  ['tags, whose order does not matter', { tags: ['a', 'b'], labels: [] }, { tags: ['b', 'a'], labels: [] }, []],
  ['other tags', { tags: ['a'], labels: [] }, { tags: ['a', 'b'], labels: [] }, ['now: pushed: a, b']],
  [
    'what is compared like labels',
    { tags: [], labels: ['platforms: a', 'bake set: x'] },
    { tags: [], labels: ['bake set: y'] },
    ['platforms was a, and is not set', 'bake set was x, and is y'],
  ],
])('the differences between two outcomes: %s', (_, before, after, lines) => {
  expect(differences({ push: true, ...before }, { push: true, ...after })).toEqual(lines);
});

test('what was left is still in the file, as it was', async () => {
  await migrate('--write', 'half.yml');
  const [, web] = FILES['half.yml'].split(/(?=^ {2}web:)/m);
  expect(text('half.yml').endsWith(web!)).toBe(true);
  // Again: what is left is reported again, and nothing is written.
  const again = await migrate('--write', 'half.yml');
  expect([again.status, again.stderr]).toEqual([1, expect.stringContaining('0 of 1 migrated')]);
  expect(again.stderr).not.toContain('written to');
});

test('the labels of a row are those that are not in the row above', () => {
  const row = (...labels: string[]) => ({ push: true, tags: [], labels });
  const [version, own] = ['org.opencontainers.image.version=main', 'com.acme.team=tides'];
  expect(labelWords(row(version, own), undefined)).toBe('version=main, com.acme.team=tides');
  expect(labelWords(row(version, own), row(own))).toBe('version=main');
  expect(labelWords(row(own), row(own))).toBe('');
  expect(labelWords({ left: 'github.ref' }, row(own))).toBe('');
});
