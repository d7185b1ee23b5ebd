import { messageOf } from '../../host/errors.ts';
import type { Digest } from '../../oci/types.ts';
import { type TagResult, type Write, withoutError } from './tag-result.ts';

/**
 * Settles a failed write by reading the tag: the write may have happened although its answer was lost or came too late.
 * Never throws; an unreadable tag keeps its state.
 */
export async function rereadTag(one: Write): Promise<TagResult> {
  const { root, result } = one;
  const found = await namedBy(one);
  if (found === root.digest) return withoutError(result, 'published');
  return found === result.before ? { ...result, state: 'unchanged' } : result;
}

/**
 * Restores a tag that was, or may have been, moved, and reports the outcome. A new tag is left: registries delete by
 * digest, and other tags may name the same one. A tag that somebody else has moved meanwhile is theirs. Never throws.
 */
export async function putBack(one: Write): Promise<TagResult> {
  const { target, root, result } = one;
  const { before, state, error } = result;
  if (before === root.digest || (state === 'unchanged' && error === undefined)) return result;
  const isNew = before === null || before === undefined;
  if (isNew && state === 'published') return { ...result, state: 'stranded' };
  const found = await namedBy(one);
  if (found === before) return { ...result, state: state === 'published' ? 'restored' : 'unchanged' };
  if (found !== undefined && found !== root.digest) {
    const moved = `now points to ${found ?? 'nothing'}: something else moved it, so it was left alone`;
    const failed = { ...result, error: error ?? moved };
    if (found === null) return { ...failed, state: 'unknown' };
    return { ...failed, state: state === 'published' ? 'superseded' : 'unknown', now: found };
  }
  if (isNew) return found === root.digest ? { ...result, state: 'stranded' } : result;
  try {
    const former = await target.repository.getManifest(before);
    if (former === undefined) throw new Error(`the registry no longer has ${before}`);
    await target.repository.putManifest(former, result.tag.name);
    return { ...result, state: 'restored' };
  } catch (problem) {
    const now = await namedBy(one);
    if (now === before) return { ...result, state: 'restored' };
    const why = `it could not be put back: ${messageOf(problem)}`;
    const failed = { ...result, error: error === undefined ? why : `${error}; ${why}` };
    return { ...failed, state: now === root.digest ? 'stranded' : 'unknown' };
  }
}

/** The digest of the tag: null if it does not exist, undefined if it cannot be read. */
async function namedBy({ target, result }: Write): Promise<Digest | null | undefined> {
  try {
    return (await target.repository.headManifest(result.tag.name))?.digest ?? null;
  } catch {
    return undefined;
  }
}
