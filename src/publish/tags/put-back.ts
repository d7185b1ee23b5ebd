import { messageOf } from '../../host/errors.ts';
import type { Digest } from '../../oci/types.ts';
import { type TagResult, type Write, withoutError } from './tag-result.ts';

/**
 * Settles a write that failed by looking at what the tag names: it may have happened without its answer getting here,
 * at once or only after we had given up. Never throws; what cannot be read stays as it is.
 */
export async function look(one: Write): Promise<TagResult> {
  const { root, result } = one;
  const found = await namedBy(one);
  if (found === root.digest) return withoutError(result, 'published');
  return found === result.before ? { ...result, state: 'unchanged' } : result;
}

/**
 * Makes a tag that was moved, or may have been, name what it named before, and says how that ended.
 * A tag that is new is left: registries delete by digest, and other tags may name the same. One that somebody else has
 * moved meanwhile is theirs. Never throws.
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

/** What the tag names: null when it does not exist, undefined when that cannot be read. */
async function namedBy({ target, result }: Write): Promise<Digest | null | undefined> {
  try {
    return (await target.repository.headManifest(result.tag.name))?.digest ?? null;
  } catch {
    return undefined;
  }
}
