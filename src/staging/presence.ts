import type { Blob, Digest } from '../oci/types.ts';
import type { Sink } from '../registry/types.ts';
import type { Claims } from './claims.ts';
import { eachAlive, type Fleet } from './fleet.ts';
import { isSame, nameOf } from './holders.ts';
import type { Sibling } from './siblings.ts';
import type { Target } from './target.ts';

/** The living targets of a fleet by whether they have a blob, and its size in bytes if one does. */
export type Survey = Readonly<{
  holders: readonly Target<Sink>[];
  lacking: readonly Target<Sink>[];
  size: number | undefined;
}>;

/** Which target has which blob. Each is asked once per blob; later uploads and mounts are noted here. */
export type Presence = Readonly<{
  /** A target that cannot be asked has failed. */
  survey(digest: Digest): Promise<Survey>;
  /** Whether a repository reported a blob, when asked before anything was sent, or for a mount. */
  found(repository: Pick<Sink, 'registry' | 'path'>, digest: Digest): boolean;
  /** Notes that `from` has a blob: other repositories of its registry are tried by mount without being asked. */
  mountFrom(from: Sink, blob: Blob): Promise<void>;
  /** Nobody can have the blob yet: none is asked. */
  isNew(digest: Digest): void;
  /** It has the blob now. */
  holds(blob: Blob, target: Target<Sink>): void;
  /** It lacks the blob, whatever it reported. */
  lacks(digest: Digest, target: Target<Sink>): void;
}>;

export function createPresence(fleet: Fleet<Sink>, claims: Claims, sibling: Sibling): Presence {
  const answers = new Map<Digest, Map<Target<Sink>, Promise<number | undefined>>>();
  const found = new Set<string>();

  const ofBlob = (digest: Digest): Map<Target<Sink>, Promise<number | undefined>> => {
    const known = answers.get(digest) ?? new Map<Target<Sink>, Promise<number | undefined>>();
    answers.set(digest, known);
    return known;
  };
  const claimed = (digest: Digest, target: Target<Sink>): void => {
    found.add(nameOf(target.repository, digest));
    claims.note(target, digest);
  };
  const ask = (digest: Digest, target: Target<Sink>): Promise<number | undefined> => {
    const known = ofBlob(digest).get(target);
    if (known !== undefined) return known;
    const asked = target.repository.headBlob(digest);
    ofBlob(digest).set(target, asked);
    asked.then(
      size => {
        if (size === undefined) return;
        claimed(digest, target);
        sibling.holds(target.repository, digest, size);
      },
      () => ofBlob(digest).delete(target),
    );
    return asked;
  };
  const holds: Presence['holds'] = ({ digest, size }, target) => {
    ofBlob(digest).set(target, Promise.resolve(size));
    sibling.holds(target.repository, digest, size);
  };

  return {
    holds,
    found: (repository, digest) => found.has(nameOf(repository, digest)),

    async survey(digest) {
      const holders: Target<Sink>[] = [];
      const lacking: Target<Sink>[] = [];
      let size: number | undefined;
      await eachAlive(fleet, async target => {
        const held = await ask(digest, target);
        size ??= held;
        (held === undefined ? lacking : holders).push(target);
      });
      return { holders, lacking, size };
    },

    isNew(digest) {
      for (const target of fleet.alive()) {
        if (!ofBlob(digest).has(target)) ofBlob(digest).set(target, Promise.resolve(undefined));
      }
    },

    async mountFrom(from, blob) {
      await eachAlive(fleet, async target => {
        const { repository } = target;
        if (repository.registry !== from.registry) return;
        if (!isSame(repository, from) && (await repository.mountBlob?.(blob.digest, from.path)) !== true) return;
        holds(blob, target);
        claimed(blob.digest, target);
      });
    },

    lacks(digest, target) {
      ofBlob(digest).set(target, Promise.resolve(undefined));
      found.delete(nameOf(target.repository, digest));
      sibling.lacks(target.repository, digest);
      claims.doubt(target, digest);
    },
  };
}
