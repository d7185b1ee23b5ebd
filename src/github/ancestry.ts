import type { Context } from '../event/context.ts';
import { at, text } from '../event/context.ts';
import type { Git } from '../event/git.ts';
import { ActionError, messageOf } from '../host/errors.ts';
import type { Log } from '../host/ports.ts';
import type { GithubApi } from './api.ts';

/** Whether a commit descends from this run's commit; undefined if unknown. Never throws. */
export type Ancestry = (revision: string) => Promise<boolean | undefined>;

/**
 * Asks the push event, the checkout's history and then GitHub which commits descend from the image's commit. A shallow
 * checkout has few commits, and never a newer one: hence the API.
 *
 * @param context its `sha` is the image's commit
 */
export function ancestryOf(
  context: Pick<Context, 'sha' | 'repository' | 'payload'>,
  { git, api, log }: Readonly<{ git: Git; api: GithubApi; log: Log }>,
): Ancestry {
  const { sha } = context;
  const ask = async (revision: string): Promise<boolean | undefined> => {
    // An image's claims are used in a command line and a URL.
    if (!isCommit(revision) || !isCommit(sha)) return undefined;
    if (revision === sha || isPushedOver(context, revision)) return false;
    const base = await git('merge-base', sha, revision);
    if (base === sha || base === revision) return base === sha;
    return compare(revision);
  };
  const compare = async (revision: string): Promise<boolean | undefined> => {
    try {
      // The second page has no list of files, which may be long.
      const path = `/repos/${context.repository}/compare/${sha}...${revision}?per_page=1&page=2`;
      const status = text(await api(path), 'status');
      return status === undefined ? undefined : status === 'ahead';
    } catch (error) {
      // A commit of another repository, or one removed by a forced push.
      if (error instanceof ActionError && error.code === 'NOT_FOUND') return undefined;
      log.warning(
        `Could not determine whether ${revision} is newer than this commit, so tags move: ${messageOf(error)}`,
      );
      return undefined;
    }
  };

  const answers = new Map<string, Promise<boolean | undefined>>();
  return revision => {
    const answer = answers.get(revision) ?? ask(revision);
    answers.set(revision, answer);
    return answer;
  };
}

function isCommit(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

/** The push went from this commit to ours; a forced one may have gone back. */
function isPushedOver({ sha, payload }: Pick<Context, 'sha' | 'payload'>, revision: string): boolean {
  const isForced = at(payload, 'forced') !== false;
  return !isForced && text(payload, 'after') === sha && text(payload, 'before') === revision;
}
