import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { DEFAULTS } from '../../../src/inputs/reading/defaults.ts';
import { read } from '../env.ts';

type Action = { inputs: Record<string, { default?: string }> };
const action = parse(readFileSync(new URL('../../../action.yml', import.meta.url), 'utf8')) as Action;

test('the defaults are those of action.yml', () => {
  const declared = Object.entries(action.inputs).map(([name, input]) => [name, input.default ?? '']);
  const plain = declared.map(([name, value]) => [name, value?.startsWith('${{') ? '' : value]);
  expect(Object.fromEntries(plain)).toEqual(DEFAULTS);
});

// An empty `part` is an error: it would build and publish the whole image instead of a part.
test('an empty string means the default, for every input but `policy` and `part`', () => {
  const names = Object.keys(DEFAULTS).filter(name => name !== 'policy' && name !== 'part');
  const empty = Object.fromEntries(names.map(name => [name, '']));
  expect(read(empty)).toEqual(read({}));
  expect(read({ ...DEFAULTS })).toEqual(read({}));
  expect(read({})).toMatchObject({
    push: 'auto',
    verify: true,
    dryRun: false,
    metadata: { sepTags: '\n', bakeTarget: 'docker-metadata-action', refSource: 'workflow' },
    build: { load: false, noCache: false, pull: false, context: '', provenance: '' },
    registries: [],
    logins: [],
    missing: [],
  });
});

test.each([
  [{ 'github-token': '', 'job-token': 'job' }, 'job'],
  [{ 'github-token': 'own', 'job-token': 'job' }, 'own'],
  [{}, ''],
])('github-token of %j', (given, token) => {
  expect(read(given as Record<string, string>).githubToken).toBe(token);
});
