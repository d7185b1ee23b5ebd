import { at, type Context, text } from '../../event/context.ts';
import { metadataSwitches } from '../../host/variables/docker-actions.ts';
import type { MetadataInputs } from './types.ts';

const pullRequestEvents = new Set([
  'pull_request',
  'pull_request_comment',
  'pull_request_review',
  'pull_request_review_comment',
  'pull_request_target',
]);

/**
 * The context with the image's ref and commit. For `ref-source: git`, the caller has set those of the checkout, and
 * they stay.
 */
export function imageContextOf(context: Context, refSource: MetadataInputs['refSource']): Context {
  if (refSource === 'git') return context;
  return { ...context, ref: refOf(context), sha: shaOf(context) };
}

function refOf({ eventName, payload, ref }: Context): string {
  // GITHUB_REF is the base branch here; tags named after it would overwrite the real ones.
  const number = eventName === 'pull_request_target' ? at(payload, 'number') : undefined;
  return typeof number === 'number' ? `refs/pull/${number}/merge` : ref;
}

function shaOf({ eventName, payload, sha, env }: Context): string {
  if (!metadataSwitches(env).isPrHeadSha || !pullRequestEvents.has(eventName)) return sha;
  return text(payload, 'pull_request', 'head', 'sha') ?? sha;
}

/** What follows `refs/heads/`, or '' when the ref is not a branch. */
export function branchOf(ref: string): string {
  return after('refs/heads/', ref);
}

/** What follows `refs/tags/`, or '' when the ref is not a tag. */
export function tagOf(ref: string): string {
  return after('refs/tags/', ref);
}

/** The `7` of `refs/pull/7/merge` (on Gitea and Forgejo `…/head`), or '' when the ref is not a pull request. */
export function pullOf(ref: string): string {
  return after('refs/pull/', ref).replace(/\/(?:merge|head)$/, '');
}

/** A description of a ref: `branch main`, `git tag v1.2.3`, `pull request 7`. */
export function refInWords(ref: string): string {
  const kinds = [
    ['branch', branchOf(ref)],
    ['git tag', tagOf(ref)],
    ['pull request', pullOf(ref)],
  ] as const;
  const [kind, name] = kinds.find(([, found]) => found !== '') ?? ['ref', ref];
  return name === '' ? 'no ref' : `${kind} ${name}`;
}

function after(prefix: string, ref: string): string {
  return ref.startsWith(prefix) ? ref.slice(prefix.length) : '';
}
