import { ActionError } from '../host/errors.ts';
import type { Digest } from '../oci/types.ts';
import { stateInWords, type TagResult, type TagState } from './tags/tag-result.ts';
import type { Tagged } from './verify.ts';

/** How a publish ended, over all of its images. */
export type PublishOutcome = Readonly<{
  pushed: 'true' | 'false' | 'partial';
  /** Undefined when every required tag is published (and verified). */
  error: ActionError | undefined;
  /** Why nothing was written although nothing failed. */
  reason?: string;
}>;

/** @param verify tags were read back, and unverified ones count as errors */
export function publishOutcomeOf(
  images: readonly Pick<Tagged, 'content' | 'results'>[],
  verify: boolean,
): PublishOutcome {
  const results = images.flatMap(image => image.results);
  const required = results.filter(({ optional }) => !optional);
  const unpublished = required.filter(({ state }) => !DONE.has(state));
  const unverified = verify ? required.filter(result => result.state === 'published' && !result.verified) : [];
  if (unpublished.length > 0) {
    const moved = images.some(({ content, results: own }) => own.some(one => isMoved(one, content.root.digest)));
    const message = `Some tags could not be written${moved ? '' : '. No existing tag has changed'}:\n${list(unpublished)}`;
    const hint = unpublished.find(result => result.hint !== undefined)?.hint ?? RERUN;
    const error = new ActionError(moved ? 'PUBLISH_PARTIAL' : 'PUBLISH_FAILED', message, { hint });
    return { pushed: moved ? 'partial' : 'false', error };
  }
  if (unverified.length > 0) {
    const message = `Published, but reading the tags back failed:\n${list(unverified)}`;
    return { pushed: 'true', error: new ActionError('VERIFY_FAILED', message, { hint: RERUN }) };
  }
  if (results.some(({ state }) => state === 'published' || state === 'superseded')) {
    return { pushed: 'true', error: undefined };
  }
  const reasons = results.flatMap(({ reference, reason }) => (reason === undefined ? [] : [`${reference}: ${reason}`]));
  const stay = `No tag was moved (${reasons.join('; ')})`;
  return { pushed: 'false', error: undefined, reason: reasons.length > 0 ? stay : 'no optional registry accepted it' };
}

function list(which: readonly TagResult[]): string {
  return which.map(one => `${one.reference} ${stateInWords(one)}${one.error ? `: ${one.error}` : ''}`).join('\n');
}

/** The successful outcomes of a tag. */
const DONE: ReadonlySet<TagState> = new Set(['published', 'kept', 'superseded']);

/** Whether a tag is known to name something else than before. */
function isMoved({ state, before }: TagResult, digest: Digest): boolean {
  if (state === 'published') return before !== digest;
  return state === 'stranded' || state === 'superseded' || state === 'unknown';
}

const RERUN = 'Re-run the job once the registry has recovered; layers already uploaded are skipped.';
