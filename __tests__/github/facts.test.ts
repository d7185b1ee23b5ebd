import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Json } from '../../src/event/context.ts';
import { loadFacts } from '../../src/github/facts.ts';
import { ActionError } from '../../src/host/errors.ts';
import type { Fact } from '../../src/plan/terms/metadata-types.ts';
import { recordingLog } from '../fakes/log.ts';
import { contextOf } from '../plan/metadata/support.ts';

const context = contextOf('push-branch');
const REPOSITORY = `/repos/${context.repository}`;
const COMMIT = `${REPOSITORY}/commits/${context.sha}`;
const answers: Readonly<Record<string, Json>> = {
  [REPOSITORY]: { name: 'api', description: null, html_url: 'https://x/api', license: null, default_branch: 'dev' },
  [COMMIT]: {
    commit: { message: 'Mend', committer: { name: 'Ada', email: 'a@b', date: '2026-03-04T13:30:00Z' } },
    committer: { login: 'ada' },
  },
};

let asked: string[];
let log: ReturnType<typeof recordingLog>;
beforeEach(() => {
  asked = [];
  log = recordingLog();
});

const load = (
  needed: readonly Fact[],
  known = {},
  isDown = false,
  more: Readonly<{ isShared?: boolean; error?: Error }> = {},
) =>
  loadFacts(known, needed, context, {
    ...more,
    git: async () => '',
    log,
    api: async path => {
      asked.push(path);
      if (isDown) throw more.error ?? new Error('the GitHub API answered 502');
      return answers[path] ?? null;
    },
  });

describe('facts from the API', () => {
  test.each<[readonly Fact[], string[], object]>([
    [[], [], {}],
    [['description', 'defaultBranch'], [REPOSITORY], { description: '', defaultBranch: 'dev', license: '' }],
    [['commitDate'], [COMMIT], { commitDate: new Date('2026-03-04T13:30:00Z') }],
    [['name', 'committerUsername'], [COMMIT, REPOSITORY], { name: 'api', committerUsername: 'ada' }],
  ])('%j requests %j', async (needed, paths, expected) => {
    expect(await load(needed)).toMatchObject(expected);
    expect(asked).toEqual(paths);
    expect(log.lines).toEqual([]);
  });

  test('known facts are neither requested nor overwritten', async () => {
    const known = { name: 'mine', description: '', license: '', htmlUrl: 'https://y' };
    expect(await load(['name', 'description', 'license', 'htmlUrl'], known)).toEqual(known);
    expect(asked).toEqual([]);
    expect(await load(['defaultBranch'], known)).toMatchObject({ ...known, defaultBranch: 'dev' });
  });

  test('an API that does not answer is an error where other jobs must find the same; one that refuses is not', async () => {
    const isShared = true;
    await expect(load(['license'], {}, true, { isShared })).rejects.toMatchObject({
      code: 'NETWORK_ERROR',
      message: "couldn't read the repository's license from the GitHub API: the GitHub API answered 502",
      hint: expect.stringContaining('`labels` and `annotations`'),
    });
    const error = new ActionError('AUTH_DENIED', 'the GitHub API answered 403');
    expect(await load(['license'], {}, true, { isShared, error })).toEqual({});
    expect(await load(['license'], {}, false, { isShared })).toMatchObject({ license: '' });
  });

  test('an unavailable API is a warning that says what is missing', async () => {
    expect(await load(['license', 'commitDate'], { name: 'api' }, true)).toEqual({ name: 'api' });
    expect(log.lines).toEqual([
      "warning: Couldn't read the commit's time from the GitHub API; that value is empty unless known otherwise: the GitHub API answered 502",
      "warning: Couldn't read the repository's license from the GitHub API; that value is empty unless known otherwise: the GitHub API answered 502",
    ]);
  });
});
