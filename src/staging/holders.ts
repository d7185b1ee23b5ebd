import type { Digest } from '../oci/types.ts';
import type { Sink } from '../registry/types.ts';
import type { Target } from './target.ts';

export function nameOf({ registry, path }: Pick<Sink, 'registry' | 'path'>, digest: Digest): string {
  return `${registry}/${path}@${digest}`;
}

/** The target to read from, preferably required: an optional registry may be slow, and nobody may wait for it. */
export function bestOf(holders: readonly Target<Sink>[]): Holder | undefined {
  const readable = holders.filter(holder => isReadable(holder));
  return readable.find(({ destination }) => !destination.optional) ?? readable[0];
}

/** A target whose blobs can be read. */
export type Holder = Target<Sink & Required<Pick<Sink, 'getBlob'>>>;

function isReadable(target: Target<Sink>): target is Holder {
  return target.repository.getBlob !== undefined;
}

export function isSame(one: Sink, other: Sink | undefined): boolean {
  return one.registry === other?.registry && one.path === other.path;
}

/** The first lacking target of each registry where no repository has the blob yet: the others can mount from it. */
export function onePerLackingRegistry<To extends Sink>(
  lacking: readonly Target<To>[],
  holders: readonly Target<Sink>[],
): readonly Target<To>[] {
  const served = new Set(holders.map(holder => holder.repository.registry));
  return lacking.filter(target => {
    const first = !served.has(target.repository.registry);
    served.add(target.repository.registry);
    return first;
  });
}
