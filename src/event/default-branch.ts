import { type Context, text } from './context.ts';

/**
 * The repository's default branch as far as the event tells it; undefined otherwise. A schedule runs there alone, and its
 * payload need not say more.
 */
export function defaultBranchOf({
  eventName,
  payload,
  ref,
  eventRef,
}: Pick<Context, 'eventName' | 'payload' | 'ref' | 'eventRef'>): string | undefined {
  const told = text(payload, 'repository', 'default_branch');
  if (told !== undefined || eventName !== 'schedule') return told;
  const [, branch] = /^refs\/heads\/(.+)$/.exec(eventRef || ref) ?? [];
  return branch;
}
