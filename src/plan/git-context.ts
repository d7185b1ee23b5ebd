import type { Context } from '../event/context.ts';
import { buildPushSwitches } from '../host/variables/docker-actions.ts';

/**
 * The event's commit as a remote build context: `https://github.com/owner/name.git#<sha>`. A pull request's merge
 * commit can't be fetched by its SHA, so its ref is used: `#refs/pull/1/merge`, or `/head` with
 * DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF=true. The fragment form allows a `:subdir` and works with every BuildKit.
 *
 * Source: docs.docker.com/build/concepts/context/#url-fragments
 */
export function gitContext(context: Pick<Context, 'serverUrl' | 'repository' | 'ref' | 'sha' | 'env'>): string {
  const { serverUrl, repository, sha } = context;
  const isPull = context.ref.startsWith('refs/pull/');
  const wantsHead = buildPushSwitches(context.env).isPrHeadRef;
  const ref = isPull && wantsHead ? context.ref.replace(/\/merge$/, '/head') : context.ref;
  return `${serverUrl}/${repository}.git#${isPull || sha === '' ? ref : sha}`;
}

/**
 * The build context. '' means the checkout if there is one, else the git context. `{{defaultContext}}` is the git
 * context, as in build-push-action.
 */
export function buildContext(input: string, git: string, hasCheckout: boolean): string {
  return input === '' ? (hasCheckout ? '.' : git) : withDefaultContext(input, git);
}

/** Whether buildx fetches this context: a URL, or a repository in one of git's and GitHub's short forms. */
export function isRemote(place: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|github\.com\/)/i.test(place);
}

/** Replaces `{{defaultContext}}` with the git context. */
export function withDefaultContext(text: string, git: string): string {
  return text.replace(/\{\{\s*defaultContext\s*\}\}/g, () => git);
}
