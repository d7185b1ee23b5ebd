import type { Digest } from '../oci/types.ts';
import type { Sink } from '../registry/types.ts';

type Place = Pick<Sink, 'registry' | 'path'>;

/** The repository of another image that holds a blob. */
type Held = Readonly<{ path: string; size: number }>;

/** One of several concurrently staged images: blobs that one has sent, the others mount. */
export type Sibling = Readonly<{
  /** Another image's repository on this registry that holds the blob. */
  heldIn(place: Place, digest: Digest): Held | undefined;
  /**
   * Waits while another image sends the blob to one of these registries, then takes the lead for those where nobody has
   * it yet. The leader sends the blob and calls `sent`.
   */
  turn(registries: readonly string[], digest: Digest): Promise<void>;
  /** It is there: others can mount it now. */
  holds(place: Place, digest: Digest, size: number): void;
  /** It is missing, whatever the registry reported. */
  lacks(place: Place, digest: Digest): void;
  /** The registry does not mount between (these) repositories. No image waits for another there any more. */
  refused(registry: string): void;
  /** The sending to these registries has ended, successfully or not: waiting images continue. */
  sent(registries: readonly string[], digest: Digest): void;
  /** Nothing is being sent: nobody waits for this image until it takes the lead again. */
  idle(): void;
  /** The same, for good. */
  leave(): void;
}>;

/** The images that are staged concurrently. */
export type Siblings = Readonly<{ join(): Sibling }>;

type Lead = Readonly<{ by: Sibling; registry: string; digest: Digest; done: Promise<void>; end(): void }>;

/** A waiting image leads nothing, and a leading one does not wait: no two images can wait for each other. */
export function createSiblings(): Siblings {
  const leads = new Map<string, Lead>();
  const held = new Map<string, Map<string, number>>();
  const mountless = new Set<string>();

  const release = (which: (lead: Lead) => boolean): void => {
    for (const [key, lead] of leads) {
      if (!which(lead)) continue;
      leads.delete(key);
      lead.end();
    }
  };

  const join = (): Sibling => {
    let isThere = true;
    const elsewhere = ({ registry, path }: Place, digest: Digest): Held | undefined => {
      for (const [other, size] of held.get(keyOf(registry, digest)) ?? []) {
        if (other !== path) return { path: other, size };
      }
      return undefined;
    };
    const me: Sibling = {
      heldIn: (place, digest) => (mountless.has(place.registry) ? undefined : elsewhere(place, digest)),

      async turn(registries, digest) {
        const wanted = () =>
          registries.filter(each => !mountless.has(each) && (held.get(keyOf(each, digest))?.size ?? 0) === 0);
        const others = () =>
          wanted()
            .map(registry => leads.get(keyOf(registry, digest)))
            .filter(lead => lead !== undefined && lead.by !== me);
        for (let waits = others(); waits.length > 0; waits = others()) {
          await Promise.all(waits.map(lead => lead?.done));
        }
        // Somebody may have waited here beyond the end of the staging, and would never send anything.
        if (!isThere) return;
        for (const registry of wanted()) {
          const { promise: done, resolve: end } = Promise.withResolvers<void>();
          const key = keyOf(registry, digest);
          if (!leads.has(key)) leads.set(key, { by: me, registry, digest, done, end });
        }
      },

      holds({ registry, path }, digest, size) {
        const key = keyOf(registry, digest);
        const places = held.get(key) ?? new Map<string, number>();
        held.set(key, places.set(path, size));
      },
      lacks: ({ registry, path }, digest) => void held.get(keyOf(registry, digest))?.delete(path),
      refused(registry) {
        mountless.add(registry);
        release(lead => lead.registry === registry);
      },
      sent: (registries, digest) =>
        release(lead => lead.by === me && lead.digest === digest && registries.includes(lead.registry)),
      idle: () => release(({ by }) => by === me),
      leave() {
        isThere = false;
        me.idle();
      },
    };
    return me;
  };
  return { join };
}

function keyOf(registry: string, digest: Digest): string {
  return `${registry}@${digest}`;
}
