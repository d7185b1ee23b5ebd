import { messageOf } from '../host/errors.ts';
import type { Digest } from '../oci/types.ts';
import type { Write } from './tag-result.ts';

/**
 * Settles a write that failed by looking at what the tag names: it may have happened without its answer getting here,
 * at once or only after we had given up. Never throws; what cannot be read stays as it is.
 */
export async function look(one: Write): Promise<void> {
  const { root, result } = one;
  const found = await namedBy(one);
  if (found === root.digest) {
    result.state = 'published';
    delete result.error;
  } else if (found === result.before) {
    result.state = 'unchanged';
  }
}

/**
 * Makes a tag that was moved, or may have been, name what it named before, and says in the result how that ended.
 * A tag that is new is left: registries delete by digest, and other tags may name the same. One that somebody else has
 * moved meanwhile is theirs. Never throws.
 */
export async function putBack(one: Write): Promise<void> {
  const { target, root, result } = one;
  const { before, state, error } = result;
  if (before === root.digest || (state === 'unchanged' && error === undefined)) return;
  const isNew = before === null || before === undefined;
  if (isNew && state === 'published') {
    result.state = 'stranded';
    return;
  }
  const found = await namedBy(one);
  if (found === before) {
    result.state = state === 'published' ? 'restored' : 'unchanged';
    return;
  }
  if (found !== undefined && found !== root.digest) {
    result.state = state === 'published' && found !== null ? 'superseded' : 'unknown';
    if (found !== null) result.now = found;
    result.error ??= `names ${found ?? 'nothing'} by now: somebody else has moved it, so it was left alone`;
    return;
  }
  if (isNew) {
    if (found === root.digest) result.state = 'stranded';
    return;
  }
  try {
    const former = await target.repository.getManifest(before);
    if (former === undefined) throw new Error(`the registry no longer has ${before}`);
    await target.repository.putManifest(former, result.tag.name);
    result.state = 'restored';
  } catch (problem) {
    const now = await namedBy(one);
    result.state = now === before ? 'restored' : now === root.digest ? 'stranded' : 'unknown';
    const why = `it could not be put back: ${messageOf(problem)}`;
    if (now !== before) result.error = error === undefined ? why : `${error}; ${why}`;
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
