import { ActionError, messageOf } from '../host/errors.ts';
import { linksOf } from '../oci/manifest.ts';
import type { Descriptor, Digest, Manifest } from '../oci/types.ts';
import { RegistryError } from '../registry/errors/errors.ts';
import type { BlobSource, Sink } from '../registry/types.ts';

import type { Target } from './target.ts';

/** Blobs that registries reported as present without an upload: some reports are wrong, or the blob is lost since. */
export type Claims = Readonly<{
  /** A HEAD or a mount reported it. */
  note(target: Target<Sink>, digest: Digest): void;
  /** The blob is missing after all. Later reports are not trusted, and no mount is tried. */
  doubt(target: Target<Sink>, digest: Digest): void;
  isDoubted(target: Target<Sink>, digest: Digest): boolean;
  /** It was sent, so we assume it is present. */
  sent(target: Target<Sink>, digest: Digest): void;
  /** The blobs of a manifest that a target lacks and that have not been sent since. */
  awaited(target: Target<Sink>, manifest: Manifest): readonly Descriptor[];
  /** The number of wrong reports. */
  doubts(): number;
  /** The blobs of a manifest that only the target's own report says are present. */
  of(target: Target<Sink>, manifest: Manifest): readonly Descriptor[];
}>;

export function createClaims(): Claims {
  const claimed = new Map<Target<Sink>, Set<Digest>>();
  const doubted = new Map<Target<Sink>, Set<Digest>>();
  const add = (to: Map<Target<Sink>, Set<Digest>>, target: Target<Sink>, digest: Digest) =>
    void to.set(target, (to.get(target) ?? new Set()).add(digest));
  const sent = new Map<Target<Sink>, Set<Digest>>();
  const has = (set: Map<Target<Sink>, Set<Digest>>, target: Target<Sink>, digest: Digest) =>
    set.get(target)?.has(digest) === true;
  return {
    note: (target, digest) => add(claimed, target, digest),
    doubt: (target, digest) => {
      claimed.get(target)?.delete(digest);
      add(doubted, target, digest);
    },
    isDoubted: (target, digest) => has(doubted, target, digest),
    sent: (target, digest) => add(sent, target, digest),
    awaited: (target, manifest) => {
      if (!doubted.has(target)) return [];
      const isAwaited = (digest: Digest) => has(doubted, target, digest) && !has(sent, target, digest);
      return linksOf(manifest).blobs.filter(({ digest }) => isAwaited(digest));
    },
    doubts: () => [...doubted.values()].reduce((sum, { size }) => sum + size, 0),
    of: (target, manifest) => {
      const mine = claimed.get(target);
      if (mine === undefined || mine.size === 0) return [];
      return linksOf(manifest).blobs.filter(({ digest }) => mine.has(digest));
    },
  };
}

/** Blobs that are missing despite a registry's report and that only their origin can send: another push brings them. */
export class MissingBlobs extends ActionError {
  constructor(target: Target<Sink>, blobs: readonly Descriptor[], cause: unknown) {
    const message = `${target.destination.name} claimed to have ${blobs.length} blobs, but lacks them`;
    super('PUBLISH_FAILED', `${message}: ${messageOf(cause)}`, { cause });
    this.name = 'MissingBlobs';
  }
}

/** Ways to send a skipped blob. */
export type Resend = Readonly<{
  /**
   * A source for the blob; undefined if only the origin has it. Another registry's report may be wrong too: then
   * `isCertain` is false.
   */
  sourceOf(
    blob: Descriptor,
    target: Target<Sink>,
  ): Promise<Readonly<{ source: BlobSource; isCertain: boolean }> | undefined>;
  upload(blob: Descriptor, target: Target<Sink>, source: BlobSource): Promise<void>;
  /** The target lacks the blob, whatever it reports. */
  doubt(blob: Descriptor, target: Target<Sink>): void;
}>;

/**
 * Writes a manifest. If the registry rejects it for blobs that it had reported as present, these are sent once and the
 * manifest is written again.
 *
 * @throws MissingBlobs for blobs that cannot be read here
 */
export async function writeWhole(
  manifest: Manifest,
  target: Target<Sink>,
  claims: Claims,
  resend: Resend,
): Promise<void> {
  const write = () => target.repository.putManifest(manifest, manifest.digest);
  try {
    await write();
  } catch (error) {
    if (!isBlobUnknown(error)) throw error;
    // An engine may write a manifest again before it sends the missing blobs.
    const awaited = claims.awaited(target, manifest);
    if (awaited.length > 0) throw new MissingBlobs(target, awaited, error);
    const blobs = claims.of(target, manifest);
    if (blobs.length === 0) throw error;
    const sent = await Promise.all(blobs.map(blob => sendAgain(blob, target, resend)));
    const missing = blobs.filter((_, at) => !sent[at]);
    if (missing.length > 0) throw new MissingBlobs(target, missing, error);
    await write();
  }
}

/** False if it is not available here. */
async function sendAgain(blob: Descriptor, target: Target<Sink>, resend: Resend): Promise<boolean> {
  // From now on another push that asks for the blob learns that it is missing, and sends it.
  resend.doubt(blob, target);
  const found = await resend.sourceOf(blob, target);
  if (found === undefined) return false;
  try {
    await resend.upload(blob, target, found.source);
    return true;
  } catch (error) {
    if (found.isCertain) throw error;
    return false;
  }
}

/** distribution-spec, "Error Codes"; ECR has its own code. */
function isBlobUnknown(error: unknown): boolean {
  if (!(error instanceof RegistryError) || error.status === undefined || error.status >= 500) return false;
  const isCode = error.codes.some(code => code === 'MANIFEST_BLOB_UNKNOWN' || code === 'BLOB_UNKNOWN');
  return isCode || [...error.codes, error.detail].some(word => /blob unknown|LayersNotFound/i.test(word));
}
