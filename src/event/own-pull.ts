import { type Context, text } from './context.ts';

type Run = Pick<Context, 'eventName' | 'payload' | 'repository' | 'actor'>;

const DEPENDABOT = 'dependabot[bot]';

/** Events whose payload has the pull request, and so its head repository. */
const EVENTS: readonly string[] = [
  'pull_request',
  'pull_request_target',
  'pull_request_review',
  'pull_request_review_comment',
];

/** Whether the event shows that this is a pull request from a branch of this repository. */
export function isOwnPullRequest({ eventName, payload, repository }: Run): boolean {
  const head = text(payload, 'pull_request', 'head', 'repo', 'full_name') ?? '';
  return EVENTS.includes(eventName) && head !== '' && head.toLowerCase() === repository.toLowerCase();
}

/** Whether GitHub gives this run a token that only reads, whatever permissions the job asks for. */
export function hasReadOnlyToken(run: Run): boolean {
  const isPulls = EVENTS.includes(run.eventName) && run.eventName !== 'pull_request_target';
  return isDependabots(run) || (isPulls && !isOwnPullRequest(run));
}

/**
 * Whether Dependabot started the run or opened the pull request. Its branches are in this repository, but nobody with
 * write access wrote the code: GitHub gives such runs a read-only token and no secrets.
 *
 * @see https://docs.github.com/code-security/dependabot/working-with-dependabot/dependabot-on-actions
 */
export function isDependabots({ payload, actor }: Run): boolean {
  return actor === DEPENDABOT || text(payload, 'pull_request', 'user', 'login') === DEPENDABOT;
}
