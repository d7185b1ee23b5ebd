import { messageOf } from '../../host/errors.ts';
import { createLimit } from '../../host/limit.ts';

/** A pending request to the service, with its buffered body. */
type PendingUpload = Readonly<{ bytes: number; send: () => Promise<void> }>;

/** Uploads accepted from BuildKit that are on their way to the cache service. */
export type Outbox = Readonly<{
  /** Takes a part of an entry's content. Resolves when there is space for the next. */
  part(entry: string, upload: PendingUpload): Promise<void>;
  /**
   * Takes the completion of an entry: sent after all of its parts, one at a time. An entry that is not named by its
   * content, and may thus refer to others, is completed only after everything before it was stored.
   */
  complete(entry: string, upload: PendingUpload, isIndex: boolean): Promise<void>;
  /** Bytes still buffered. */
  held(): number;
  /** Why something could not be stored, in words. */
  failure(): string | undefined;
  /** Resolves when nothing is in progress. */
  settled(): Promise<void>;
}>;

/** Concurrent requests: enough for a service with tens of milliseconds of latency. */
const PARALLEL = 8;
/** Maximum of buffered bytes, unless a single part is larger. */
const MAX_BUFFERED = 16 * 1024 * 1024;

/**
 * BuildKit sends a layer in parts of a megabyte, each after the answer to the previous one; here they are uploaded
 * concurrently. BuildKit may believe that a failed layer was stored: after a failure no index is written. Entries with
 * all parts stored are still completed, since a reserved name would keep the next run from storing it.
 */
export function createOutbox(): Outbox {
  const limit = createLimit(PARALLEL);
  const entries = new Map<string, Promise<void>>();
  const broken = new Set<string>();
  const waiting: (() => void)[] = [];
  let all = Promise.resolve();
  let held = 0;
  let failure: string | undefined;

  async function waitForSpace(bytes: number): Promise<void> {
    while (held > 0 && held + bytes > MAX_BUFFERED) await new Promise<void>(resolve => waiting.push(resolve));
  }

  /** Sends it after its dependencies, unless they have failed. */
  async function dispatch(entry: string, { bytes, send }: PendingUpload, after: Promise<void>, isIndex: boolean) {
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
    async part(entry, upload) {
      await waitForSpace(upload.bytes);
      note(entry, dispatch(entry, upload, Promise.resolve(), false));
    },
    async complete(entry, upload, isIndex) {
      await waitForSpace(upload.bytes);
      note(entry, dispatch(entry, upload, isIndex ? all : (entries.get(entry) ?? Promise.resolve()), isIndex));
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
