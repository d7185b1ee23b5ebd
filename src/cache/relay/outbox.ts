import { messageOf } from '../../host/errors.ts';
import { createLimit } from '../../host/limit.ts';

/** One request that the service is still to get, and the bytes of its body, which are held until then. */
export type Parting = Readonly<{ bytes: number; send: () => Promise<void> }>;

/** What has been taken from BuildKit and is on its way to the cache service. */
export type Outbox = Readonly<{
  /** Takes a part of an entry's content. Resolves when there is room for the next. */
  part(entry: string, parting: Parting): Promise<void>;
  /**
   * Takes what completes an entry: sent after all of its parts, one after the other. An entry that is not named by its
   * content, and may thus speak of others, is completed after everything that came before it, and only if that is stored.
   */
  complete(entry: string, parting: Parting, isIndex: boolean): Promise<void>;
  /** Bytes that are still held. */
  held(): number;
  /** Why something could not be stored, in words. */
  failure(): string | undefined;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}>;

/** Requests at once: enough for a service some hundredths of a second away. */
const PARALLEL = 8;
/** Bytes that are held at most, as long as no single part is larger. */
const ROOM = 16 * 1024 * 1024;

/**
 * BuildKit sends a layer in parts of a megabyte, each after the answer to the one before; here they are sent side by
 * side. It may believe a layer stored that is not: after such a one no index is written any more. Entries of which all
 * parts are stored are completed all the same, since a name that stays reserved would keep the next run from storing it.
 */
export function createOutbox(): Outbox {
  const limit = createLimit(PARALLEL);
  const entries = new Map<string, Promise<void>>();
  const broken = new Set<string>();
  const waiting: (() => void)[] = [];
  let all = Promise.resolve();
  let held = 0;
  let failure: string | undefined;

  async function room(bytes: number): Promise<void> {
    while (held > 0 && held + bytes > ROOM) await new Promise<void>(resolve => waiting.push(resolve));
  }

  /** Sends, after what it has to wait for, unless that has failed. */
  async function dispatch(entry: string, { bytes, send }: Parting, after: Promise<void>, isIndex: boolean) {
    held += bytes;
    try {
      await after;
      await limit(async () => {
        if (!broken.has(entry) && !(isIndex && failure !== undefined)) await send();
      });
    } catch (error) {
      broken.add(entry);
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
      await room(parting.bytes);
      note(entry, dispatch(entry, parting, Promise.resolve(), false));
    },
    async complete(entry, parting, isIndex) {
      await room(parting.bytes);
      note(entry, dispatch(entry, parting, isIndex ? all : (entries.get(entry) ?? Promise.resolve()), isIndex));
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
