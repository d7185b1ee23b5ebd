import { types } from 'node:util';
import { retryVerdictOf } from '../host/retry.ts';
import type { StreamBody } from '../http/message.ts';
import type { Blob, Digest } from '../oci/types.ts';
import type { Api, ApiRequest } from './api.ts';
import { pullScope, pushScope } from './auth/scope.ts';
import { headBlobOnce, short } from './blobs.ts';
import { RegistryError } from './errors/errors.ts';
import { openAhead } from './open-ahead.ts';
import { discardSession, putBlob, sessionOf, startSession, uploadRequest } from './session.ts';
import type { BlobSource } from './types.ts';

/** Uploads to one repository. An upload opened by a refused mount is used for the blob's own upload. */
export type Uploads = Readonly<{
  mountBlob(digest: Digest, from: string): Promise<boolean>;
  uploadBlob(blob: Blob, source: BlobSource): Promise<void>;
  checkPush(options?: Readonly<{ keepsUpload?: boolean }>): Promise<void>;
  openUploads(count: number): void;
  /** Cancels unused uploads; resolves when no cancellation is in progress. */
  settled(): Promise<void>;
}>;

/** Uploads per repository that open their source early: as many as a client sends at once. */
const AHEAD = 8;

/** Milliseconds for which the upload of a check is kept for a blob. */
const KEPT = 5_000;

/** Milliseconds that the end waits for an upload to be opened, in order to cancel it. */
const PATIENCE = 5_000;

export function createUploads(api: Api, path: string): Uploads {
  const sessions = createSessions(api, path);
  // Repositories from which a mount has failed after all retries.
  const mountless = new Set<string>();
  let underWay = 0;

  return {
    async mountBlob(digest, from) {
      if (mountless.has(from)) return false;
      const start = uploadRequest(path);
      const target = `${start.target}?${new URLSearchParams({ mount: digest, from })}`;
      const what = `mounting blob ${short(digest)} from ${from}`;
      const scope = [...pushScope(path), ...pullScope(from)];
      const request: ApiRequest = { ...start, target, what, scope, ok: [201, 202] };
      try {
        const answer = await api.call(request);
        if (answer.status === 201) return true;
        sessions.keepFor(digest, sessionOf(api, request, answer));
        return false;
      } catch (error) {
        if (!mayUpload(error)) throw error;
        if (error.verdict !== 'settled') mountless.add(from);
        return false;
      }
    },

    async uploadBlob(blob, source) {
      const { digest, size } = blob;
      let opened = false;
      let unanswered = false;
      const open = (signal?: AbortSignal) => openSource(source, signal);
      const isThere = async () => (await headBlobOnce(api, path, digest)) !== undefined;
      const attempt = async () => {
        // The answer may have been lost after the registry stored the blob.
        if (unanswered && (await isThere())) return;
        const early = source.replayable && underWay < AHEAD ? openAhead(open) : undefined;
        underWay++;
        const body = async (): Promise<StreamBody> => {
          opened = true;
          return { stream: await (early?.take() ?? open()), size };
        };
        try {
          const session = await sessions.take(digest);
          await putBlob(api, path, session, { digest, size, body, final: !source.replayable }).catch(error => {
            unanswered = retryVerdictOf(error) !== 'settled';
            sessions.discard(session);
            throw error;
          });
        } finally {
          underWay--;
          early?.drop();
        }
      };
      try {
        await api.retry(attempt, error => (opened && !source.replayable ? 'settled' : retryVerdictOf(error)));
      } catch (error) {
        if (!unanswered || api.aborted()) throw error;
        // A source that cannot be reread gets every chance to have arrived; otherwise the attempts are used up. The
        // failure counts as the first attempt, so that its Retry-After is respected.
        const asked = source.replayable ? isThere() : api.retry(n => (n === 1 ? Promise.reject(error) : isThere()));
        if (!(await asked.catch(() => false))) throw error;
      }
    },

    async checkPush({ keepsUpload = false } = {}) {
      const session = await api.retry(() => startSession(api, path, 'checking the permission to push'));
      if (keepsUpload) sessions.keepBriefly(session);
      else sessions.discard(session);
    },

    openUploads: sessions.open,
    settled: sessions.settled,
  };
}

/** The uploads of one repository that are open and not in use. */
type Sessions = Readonly<{
  /** An open upload, or a new one, for this blob. */
  take(digest: Digest): Promise<URL>;
  /** Keeps one for this blob: a refused mount has opened it. */
  keepFor(digest: Digest, session: URL): void;
  /** Keeps one for any blob for a short while: it was opened to prove the permission to push. */
  keepBriefly(session: URL): void;
  /** Opens so many for blobs that are not known yet. */
  open(count: number): void;
  /** Cancels an upload, in the background: nobody should wait for it. */
  discard(session: URL): void;
  settled: Uploads['settled'];
}>;

function createSessions(api: Api, path: string): Sessions {
  const byBlob = new Map<Digest, URL>();
  // Opened for blobs that were not known yet.
  const spare: Promise<URL>[] = [];
  let proof: Readonly<{ session: URL; expiry: NodeJS.Timeout }> | undefined;
  let isClosed = false;
  const discarding = new Set<Promise<void>>();

  const discard = (session: URL): void => {
    if (api.aborted()) return;
    const done: Promise<void> = discardSession(api, path, session).finally(() => discarding.delete(done));
    discarding.add(done);
  };

  const takeProof = (): URL | undefined => {
    const kept = proof;
    proof = undefined;
    clearTimeout(kept?.expiry);
    return kept?.session;
  };

  return {
    async take(digest) {
      const ready = byBlob.get(digest);
      byBlob.delete(digest);
      const opened = ready ?? spare.shift() ?? takeProof();
      return opened ?? startSession(api, path, `starting the upload of blob ${short(digest)}`);
    },

    keepFor: (digest, session) => void byBlob.set(digest, session),

    keepBriefly(session) {
      if (proof !== undefined || isClosed) return discard(session);
      const drop = () => {
        const kept = takeProof();
        if (kept !== undefined) discard(kept);
      };
      proof = { session, expiry: setTimeout(drop, KEPT).unref() };
    },

    open(count) {
      for (const old of spare.splice(0)) old.then(discard, () => {});
      const kept = takeProof();
      if (kept !== undefined) spare.push(Promise.resolve(kept));
      for (let left = count - spare.length; left > 0; left--) {
        const opening = startSession(api, path, 'starting an upload');
        // The upload that takes it reports what is wrong.
        opening.catch(() => {});
        spare.push(opening);
      }
    },

    discard,

    async settled() {
      isClosed = true;
      const kept = takeProof();
      // A registry may not answer at all: then the upload expires by itself.
      const late = new Promise<undefined>(resolve => void setTimeout(resolve, PATIENCE, undefined).unref());
      const unused = await Promise.all(spare.splice(0).map(one => Promise.race([one.catch(() => undefined), late])));
      for (const session of [...byBlob.values(), ...unused, kept]) if (session !== undefined) discard(session);
      byBlob.clear();
      await Promise.all(discarding);
    },
  };
}

/**
 * Failures of a mount that an upload can replace: no read access to the other repository, not found, unavailable, a
 * dropped connection. The upload then shows whether pushing is possible.
 */
function mayUpload(error: unknown): error is RegistryError {
  return error instanceof RegistryError && error.code !== 'CANCELLED';
}

async function openSource(source: BlobSource, signal?: AbortSignal): Promise<StreamBody['stream']> {
  try {
    return await source.open(signal);
  } catch (error) {
    throw Object.assign(types.isNativeError(error) ? error : new Error(String(error)), { fromSource: true });
  }
}
