import type { Digest } from '../oci/types.ts';
import type { Repository } from '../registry/types.ts';
import type { Target } from './target.ts';

export function nameOf({ registry, path }: Pick<Repository, 'registry' | 'path'>, digest: Digest): string {
  return `${registry}/${path}@${digest}`;
}

/** Whom to read from: an optional registry may be slow, and nobody may wait for it. */
export function bestOf(holders: readonly Target[]): Target | undefined {
  return holders.find(({ destination }) => !destination.optional) ?? holders[0];
}

export function isSame(one: Repository, other: Repository | undefined): boolean {
  return one.registry === other?.registry && one.path === other.path;
}

/** The first lacking target of each registry where no neighbour holds the blob yet: the rest can mount from it. */
export function onePerRegistry(lacking: readonly Target[], holders: readonly Target[]): readonly Target[] {
  const served = new Set(holders.map(holder => holder.repository.registry));
  return lacking.filter(target => {
    const first = !served.has(target.repository.registry);
    served.add(target.repository.registry);
    return first;
  });
}
