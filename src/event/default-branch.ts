import { type Context, text } from './context.ts';

/**
 * The repository's default branch, if the event names it. A schedule runs only there, whether or not its payload says
 * so.
 */
export function defaultBranchOf({
  eventName,
  payload,
  ref,
  eventRef,
}: Pick<Context, 'eventName' | 'payload' | 'ref' | 'eventRef'>): string | undefined {
  const named = text(payload, 'repository', 'default_branch');
  if (named !== undefined || eventName !== 'schedule') return named;
  const [, branch] = /^refs\/heads\/(.+)$/.exec(eventRef || ref) ?? [];
  return branch;
}
