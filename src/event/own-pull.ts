import { type Context, text } from './context.ts';

type Run = Pick<Context, 'eventName' | 'payload' | 'repository' | 'actor'>;

const DEPENDABOT = 'dependabot[bot]';

/** Events whose payload has the pull request itself, and so the repository that its branch is in. */
const EVENTS: readonly string[] = [
  'pull_request',
  'pull_request_target',
  'pull_request_review',
  'pull_request_review_comment',
];

/** Whether the run is for a pull request whose branch is in this repository, as far as the event says so itself. */
export function isOwnPullRequest({ eventName, payload, repository }: Run): boolean {
  const head = text(payload, 'pull_request', 'head', 'repo', 'full_name') ?? '';
  return EVENTS.includes(eventName) && head !== '' && head.toLowerCase() === repository.toLowerCase();
}

/**
 * Whether Dependabot started the run or made the pull request. Its branches are in this repository, and their code is
 * of nobody who may write here: GitHub gives such runs a token that only reads, and no secrets.
 *
 * @see https://docs.github.com/code-security/dependabot/working-with-dependabot/dependabot-on-actions
 */
export function isDependabots({ payload, actor }: Run): boolean {
  return actor === DEPENDABOT || text(payload, 'pull_request', 'user', 'login') === DEPENDABOT;
}
