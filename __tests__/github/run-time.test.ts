import { expect, test } from '@jest/globals';
import { readContext } from '../../src/event/context.ts';
import { timeOfRun } from '../../src/github/run-time.ts';
import { ActionError } from '../../src/host/errors.ts';

const context = (payload: object) =>
  readContext({
    env: { GITHUB_EVENT_PATH: 'event', GITHUB_REPOSITORY: 'acme/tides', GITHUB_RUN_ID: '7', GITHUB_SHA: 'abc' },
    now: new Date(0),
    readFile: () => JSON.stringify(payload),
  });
const nobody = () => Promise.reject(new Error('asked'));

test.each([
  ['a push', { head_commit: { timestamp: '2026-11-02T09:30:00+01:00' } }],
  ['a release', { release: { published_at: '2026-11-02T08:30:00Z' } }],
  ['a pull request', { pull_request: { updated_at: '2026-11-02T08:30:00Z' } }],
  ['a merge queue', { merge_group: { head_commit: { timestamp: '2026-11-02T08:30:00Z' } } }],
])('%s contains a time, so no request is made', async (_, payload) => {
  expect(await timeOfRun(context(payload), nobody)).toEqual(new Date('2026-11-02T08:30:00Z'));
});

test('otherwise it is that of the run, or of the commit if the token may not read runs', async () => {
  const refused = new ActionError('AUTH_DENIED', 'no');
  const run = async (path: string) =>
    path === '/repos/acme/tides/actions/runs/7' ? { created_at: '2026-11-02T08:30:00Z' } : {};
  expect(await timeOfRun(context({}), run)).toEqual(new Date('2026-11-02T08:30:00Z'));
  const commit = async (path: string) => {
    if (path.includes('/runs/')) throw refused;
    return { commit: { committer: { date: '2026-11-01T00:00:00Z' } } };
  };
  expect(await timeOfRun(context({ head_commit: { timestamp: 'yesterday' } }), commit)).toEqual(
    new Date('2026-11-01T00:00:00Z'),
  );
});

test('an unknown time fails the job: its parts would differ', async () => {
  await expect(timeOfRun(context({}), nobody)).rejects.toMatchObject({ code: 'NETWORK_ERROR' });
  await expect(timeOfRun(context({}), async () => ({}))).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
