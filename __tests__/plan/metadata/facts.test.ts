import { describe, expect, test } from '@jest/globals';
import { neededFacts, repoFactsFromEvent } from '../../../src/plan/metadata/facts.ts';
import { neededFormatter } from '../../../src/plan/metadata/formatter.ts';
import { setsOutputEnv } from '../../../src/plan/terms/switches.ts';
import { contextOf, inputsOf } from './support.ts';

const repository = {
  name: 'api',
  description: 'Serves & answers',
  htmlUrl: 'https://github.com/acme/api',
  license: 'Apache-2.0',
  defaultBranch: 'main',
};
const commit = {
  commitDate: new Date('2026-03-04T13:30:00Z'),
  commitMessage: 'Fix the door\n\nIt stuck.',
  committerName: 'Ada',
  committerEmail: 'ada@example.com',
  committerUsername: 'ada',
};

describe('facts of the event', () => {
  test.each([
    ['push-branch', { ...repository, ...commit }],
    ['push-tag', { ...repository, ...commit }],
    ['workflow-run', { ...repository, ...commit }],
    ['merge-group', { ...repository, ...commit }],
    ['pull-request', repository],
    ['schedule', repository],
    ['empty', { name: 'api', htmlUrl: 'https://github.com/acme/api' }],
  ])('%s', (event, expected) => {
    expect(repoFactsFromEvent(contextOf(event))).toEqual(expected);
  });

  test.each([
    ['null is known to be empty', { description: null, license: null }, { description: '', license: '' }],
    ['a license without identifier', { license: { spdx_id: null } }, { license: '' }],
    ['junk is not known', { description: 5, license: 'MIT', default_branch: [] }, {}],
  ])('%s', (_, fields, expected) => {
    const context = contextOf('empty', { repository: '', payload: { repository: fields } });
    expect(repoFactsFromEvent(context)).toEqual(expected);
  });

  test.each([
    ['another commit', { head_commit: { id: 'f'.repeat(40), timestamp: '2026-03-04T13:30:00Z' } }],
    ['a date that is none', { head_commit: { id: 'c0ffee', timestamp: 'yesterday' } }],
    ['commits that are no list', { commits: { id: 'c0ffee' } }],
  ])('%s gives no date', (_, payload) => {
    expect(repoFactsFromEvent(contextOf('empty', { sha: 'c0ffee', payload })).commitDate).toBeUndefined();
  });
});

describe('what inputs require', () => {
  const labels = ['name', 'description', 'htmlUrl', 'license'];
  const oci = ['title', 'description', 'url', 'source', 'licenses'].map(key => `org.opencontainers.image.${key}=x`);

  test.each([
    [{}, labels],
    [{ labels: oci }, labels],
    [{ labels: oci, annotations: oci }, []],
    [{ labels: oci, annotations: oci.slice(1) }, ['name']],
    [{ tags: ['type=edge'] }, [...labels, 'defaultBranch']],
    [{ tags: ['type=edge,branch=main'] }, labels],
    [{ tags: ["type=raw,value={{commit_date 'X'}}"] }, [...labels, 'commitDate']],
    [{ labels: ["at={{commit_date 'X'}}"] }, [...labels, 'commitDate']],
    [{ flavor: ["suffix={{commit_date 'X'}}"] }, [...labels, 'commitDate']],
    [{ tags: ['{{ .CommitDescription }}', '{{.CommitterName}}'] }, [...labels, 'commitDescription', 'committerName']],
    [{ tags: ['type=edge,broken="', 'type=raw,value={{'] }, labels],
  ])('%j: %j', (given, expected) => {
    expect([...neededFacts(inputsOf(given))].sort()).toEqual([...expected].sort());
  });

  test.each([
    [{}, false],
    [{ tags: ['candidate', '{{branch}}-date'] }, false],
    [{ tags: ["type=schedule,pattern={{date 'X'}}"] }, true],
    [{ tags: ["type=raw,value=x,enable={{commit_date 'X'}}"] }, true],
    [{ annotations: ["at={{#if tag}}{{date 'X'}}{{/if}}"] }, true],
  ])('%j needs the formatter: %s', (given, expected) => {
    expect(neededFormatter(inputsOf(given))).toBe(expected);
  });
});

describe('DOCKER_METADATA_SET_OUTPUT_ENV', () => {
  test.each([
    [undefined, true],
    ['', true],
    ['true', true],
    ['1', true],
    ['False', false],
    ['0', false],
  ])('%s is %s', (value, expected) => {
    expect(setsOutputEnv(value === undefined ? {} : { DOCKER_METADATA_SET_OUTPUT_ENV: value })).toBe(expected);
  });

  test('anything else is refused', () => {
    expect(() => setsOutputEnv({ DOCKER_METADATA_SET_OUTPUT_ENV: 'yes' })).toThrow('is not a boolean: "yes"');
  });
});
