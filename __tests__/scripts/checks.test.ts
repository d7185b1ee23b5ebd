import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { checkActionFile } from '../../scripts/checks/action-yml.ts';
import { differences } from '../../scripts/checks/dist.ts';
import { withRooms } from '../../scripts/checks/tables.ts';
import { checkWorkflows } from '../../scripts/checks/workflows.ts';
import { leaksInFolder } from '../../scripts/harness/leaks.ts';
import { tally } from '../../scripts/suites.ts';

const root = mkdtempSync(join(tmpdir(), 'slipway-checks-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let count = 0;
function folder(files: Readonly<Record<string, string>>): string {
  const path = join(root, String(count++));
  for (const [name, text] of Object.entries({ '.keep': '', ...files })) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

const ACTION = `name: A
description: B
branding: { icon: anchor, color: blue }
inputs:
  # First things
  one-a: { description: One | a, default: "x\\n" }
  two: { description: Two }
  # Last things
  three: { description: Three }
outputs:
  out: { description: Out }
runs: { using: node24, main: i.js, post: i.js }
`;

test.each([
  ['good', ACTION, []],
  ['no post step', ACTION.replace(', post: i.js', ''), []],
  ['old node', ACTION.replace('node24', 'node20'), ['runs.using is node20, not node24']],
  ['no file', ACTION.replace('main: i.js', 'main: o.js'), ['runs.main: o.js does not exist']],
  ['boolean default', ACTION.replace('"x\\n"', 'true'), ['inputs.one-a: the default is not text, put it in quotes']],
  ['secret', ACTION.replace('"x\\n"', '"${{ secrets.X }}"'), ['inputs.one-a: a default cannot use "secrets"']],
  ['no description', ACTION.replace('two: { description: Two }', 'two: {}'), ['inputs.two has no description']],
  ['bad name', ACTION.replace('two:', 'Two_2:'), ['inputs.Two_2 is not lower-case with hyphens']],
  ['stray key', `${ACTION}input: {}\n`, ['unknown key "input"']],
  ['color', ACTION.replace('blue', 'teal'), ['branding.color teal is not offered']],
])('action.yml: %s', (_, yaml, problems) => {
  expect(checkActionFile(folder({ 'action.yml': yaml, 'i.js': '' }))).toEqual(problems);
});

test('workflows: a mistake is found with its line', async () => {
  const yaml = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ nope.x }}\n';
  const path = '.github/workflows/a.yml';
  expect(await checkWorkflows(folder({ [path]: yaml }))).toEqual([expect.stringMatching(`^${path}:6:.*nope`)]);
  expect(await checkWorkflows(folder({ [path]: yaml.replace('${{ nope.x }}', 'x') }))).toEqual([]);
});

test('dist: missing, leftover and changed files are reported', () => {
  const committed = folder({ 'a.js': '1', 'b.js': '1', 'c.js': '1' });
  const built = folder({ 'a.js': '1', 'b.js': '2', 'd/e.js': '1' });
  expect(differences(committed, built)).toEqual([
    'dist/b.js is out of date',
    'dist/c.js is left over',
    'dist/d/e.js is missing',
  ]);
});

describe('generated parts', () => {
  test('the map of the code is generated from its rooms', () => {
    const rooms = [
      { name: 'low', what: 'The ground', imports: [] },
      { name: 'middle', what: 'A floor', imports: ['low'] },
      { name: 'high', what: 'A roof', imports: ['low', 'middle'] },
      { name: '', what: 'The door', imports: ['high'] },
    ];
    expect(withRooms('<!-- rooms -->\nold\n<!-- /rooms -->', rooms)).toBe(
      [
        '<!-- rooms -->',
        '| Room | What is in it | May import |',
        '| --- | --- | --- |',
        '| `low/` | The ground |  |',
        '| `middle/` | A floor | low |',
        '| `high/` | A roof | every room above |',
        '| `main.ts`, `post-main.ts`, `verify-main.ts` | The door | high |',
        '<!-- /rooms -->',
      ].join('\n'),
    );
  });

  test('need their markers', () => {
    expect(() => withRooms('nothing', [])).toThrow('<!-- rooms -->');
  });
});

test.each([
  ['all passed', [3, 0, 0], 0, { passed: 3, failed: 0 }],
  ['some failed', [3, 2, 0], 1, { passed: 3, failed: 2 }],
  ['a file that does not load', [3, 0, 1], 1, { passed: 3, failed: 1 }],
  ['a bad exit without a reason', [3, 0, 0], 1, { passed: 3, failed: 1 }],
  ['nothing ran', [0, 0, 0], 0, { passed: 0, failed: 1 }],
])('tally: %s', (_, [numPassedTests, numFailedTests, numRuntimeErrorTestSuites], code, expected) => {
  const report = JSON.stringify({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites });
  expect(tally(report, code)).toEqual(expected);
});

test('leaks are found in contents and names of files, in any form', () => {
  const secret = 'hunter2-and-more';
  const auth = Buffer.from(`me:${secret}`).toString('base64');
  const path = folder({ 'a/config.json': `{"auth":"${auth}"}`, [`b-${secret}`]: '', c: 'harmless' });
  expect(leaksInFolder([secret, 'other-secret'], path)).toEqual([
    `secret 1 in ${join(path, 'a/config.json')}`,
    `secret 1 in ${join(path, `b-${secret}`)}`,
  ]);
  expect(leaksInFolder([secret], join(path, 'nowhere'))).toEqual([]);
});
