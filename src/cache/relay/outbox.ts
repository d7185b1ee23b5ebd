import { messageOf } from '../../errors.ts';
import { createLimit } from '../../registry/limit.ts';

/** One request that the service is still to get, and the bytes of its body, which are held until then. */
export type Parting = Readonly<{ bytes: number; send: () => Promise<void> }>;

/** What has been taken from BuildKit and is on its way to the cache service. */
export type Outbox = Readonly<{
  /** Takes a part of an entry's content. Resolves when there is room for the next. */
  part(entry: string, parting: Parting): Promise<void>;
  /**
   * Takes what completes an entry: sent after all of its parts, one after the other. An entry that is not named by its
   * content, and may thus speak of others, is completed after everything that came before it.
   */
  complete(entry: string, parting: Parting, isIndex: boolean): void;
  /** Bytes that are still held. */
  held(): number;
  /** Why something could not be stored, in words. Nothing is sent from then on. */
  failure(): string | undefined;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}>;

/** Parts sent at once: enough for a service some hundredths of a second away. */
const PARALLEL = 8;
/** Bytes that are held at most, as long as no single part is larger. */
const ROOM = 16 * 1024 * 1024;

/**
 * BuildKit sends a layer in parts of a megabyte, each after the answer to the one before; here they are sent side by
 * side. It may believe a layer stored that is not: no index that speaks of such a one is ever written.
 */
export function createOutbox(): Outbox {
  const limit = createLimit(PARALLEL);
  const entries = new Map<string, Promise<void>>();
  const waiting: (() => void)[] = [];
  let all = Promise.resolve();
  let held = 0;
  let failure: string | undefined;

  /** Sends, after what it has to wait for, unless something has failed by then. */
  async function dispatch({ bytes, send }: Parting, after: Promise<void>): Promise<void> {
    held += bytes;
    try {
      await after;
      if (failure === undefined) await send();
    } catch (error) {
      failure ??= messageOf(error);
    } finally {
      held -= bytes;
      for (const go of waiting.splice(0)) go();
    }
  }

  function note(entry: string, work: Promise<void>): void {
    entries.set(entry, both(entries.get(entry), work));
    all = both(all, work);
  }

  return {
    async part(entry, parting) {
      while (held > 0 && held + parting.bytes > ROOM) await new Promise<void>(resolve => waiting.push(resolve));
      note(entry, dispatch({ ...parting, send: () => limit(parting.send) }, Promise.resolve()));
    },
    complete(entry, parting, isIndex) {
      note(entry, dispatch(parting, isIndex ? all : (entries.get(entry) ?? Promise.resolve())));
    },
    held: () => held,
    failure: () => failure,
    settled: () => all,
  };
}

/** Neither ever rejects. */
async function both(one: Promise<void> | undefined, other: Promise<void>): Promise<void> {
  await one;
  await other;
}
