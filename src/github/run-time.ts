import { type Context, text } from '../event/context.ts';
import { ActionError, messageOf } from '../host/errors.ts';
import type { GithubApi } from './api.ts';

/**
 * A time shared by all jobs of a workflow run, so that dates in tags and labels are the same in each: that of the
 * event, or else when the run was created.
 *
 * @throws ActionError when neither is available
 */
export async function timeOfRun(context: Context, api: GithubApi): Promise<Date> {
  const time = timeOfEvent(context) ?? (await timeByApi(context, api));
  if (time !== undefined) return time;
  throw new ActionError('NOT_FOUND', 'GitHub does not say when this run was created', {
    hint: 'All parts of an image must agree on a time. Give the job `permissions: actions: read`.',
  });
}

/** Where the payload has the event's time. */
const PLACES: readonly (readonly string[])[] = [
  ['release', 'published_at'],
  ['pull_request', 'updated_at'],
  ['workflow_run', 'created_at'],
  ['merge_group', 'head_commit', 'timestamp'],
  ['head_commit', 'timestamp'],
];

/** The time in the payload, the same in every job. */
export function timeOfEvent({ payload }: Context): Date | undefined {
  return PLACES.map(place => dateOf(text(payload, ...place))).find(date => date !== undefined);
}

async function timeByApi({ repository, runId, sha }: Context, api: GithubApi): Promise<Date | undefined> {
  try {
    const run = await api(`/repos/${repository}/actions/runs/${runId}`);
    // Gitea only reports the start.
    const time = dateOf(text(run, 'created_at') ?? text(run, 'started_at'));
    if (time !== undefined) return time;
  } catch (error) {
    // Without `actions: read` the token may still read the commit, and so may those of the other jobs.
    const isRefused = error instanceof ActionError && ['AUTH_DENIED', 'NOT_FOUND'].includes(error.code);
    if (!isRefused) throw unknown(error);
  }
  try {
    return dateOf(text(await api(`/repos/${repository}/commits/${sha}`), 'commit', 'committer', 'date'));
  } catch (error) {
    throw unknown(error);
  }
}

function unknown(error: unknown): ActionError {
  return new ActionError('NETWORK_ERROR', `the time of this run could not be determined: ${messageOf(error)}`, {
    hint: 'All parts of an image must agree on a time, and this event has none. Re-run the job.',
    cause: error,
  });
}

function dateOf(value: string | undefined): Date | undefined {
  const date = new Date(value ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date;
}
