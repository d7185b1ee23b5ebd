import type { Readable } from 'node:stream';
import { ActionError } from '../host/errors.ts';
import type { Log } from '../host/ports.ts';
import { collectEvery } from '../host/young-garbage.ts';
import { blobsOf, type Content } from '../oci/content.ts';
import { withoutForeign } from '../oci/foreign.ts';
import { formatReference, type Reference } from '../oci/reference.ts';
import type { Referrer } from '../oci/referrer.ts';
import { createBudget, readTree } from '../oci/tree.ts';
import type { Descriptor, Digest, Manifest } from '../oci/types.ts';
import { claimsOf } from '../publish/documents/claims.ts';
import { documentsIn } from '../publish/documents/documents.ts';
import { encodingOfStream } from '../registry/errors/answered.ts';
import type { BlobSource, Repository } from '../registry/types.ts';
import { verified } from '../registry/verified.ts';
import type { Distributor } from '../staging/distribute.ts';
import { writeManifests } from '../staging/write-manifests.ts';
import { type Attached, readAttached, writeAttached } from './cosign-tags.ts';
import { platformsIn, refuseEmpty } from './platforms.ts';
import { listReferrersIn, manifestIn, readReferrers } from './referrers.ts';
import type { Sourced } from './types.ts';

/**
 * An image of a registry with everything attached to it. A tag is resolved once, here; later moves do not matter. Only
 * manifests are read; blobs are streamed when the image is staged, and referrers are still being looked up then,
 * without delaying the blobs.
 *
 * @throws ActionError NOT_FOUND, or the registry's error.
 */
export async function openInRegistry(repository: Repository, reference: Reference, log: Log): Promise<Sourced> {
  const root = await rootOf(repository, reference);
  const budget = createBudget(formatReference(reference));
  const image = await readTree(root, child => manifestIn(repository, child.digest), budget);
  refuseEmpty(root, formatReference(reference));
  const leftOut = await withoutForeign(image, async ({ digest }) => (await repository.headBlob(digest)) !== undefined);
  const belongings = lookUp(repository, image, root);
  const count = belongings.then(({ referrers, attached }) => referrers.length + attached.length);
  // Another error may come before it is awaited.
  count.catch(() => {});
  return {
    digest: root.digest,
    platforms: platformsIn(root),
    size: blobsOf({ manifests: image, leftOut }).reduce((sum, blob) => sum + blob.size, 0),
    referrers: count,
    stage: to => stage({ from: repository, root, image, leftOut, belongings, log }, to),
    claims: () => claimsOf(documentsIn(repository), root),
    pull: `${reference.name.text}@${root.digest}`,
    content: { root, manifests: image, leftOut },
  };
}

/** What is attached to an image: the referrers of its manifests, and cosign's tags. */
type Belongings = Readonly<{ referrers: readonly Referrer[]; attached: readonly Attached[] }>;

async function lookUp(repository: Repository, image: readonly Manifest[], root: Manifest): Promise<Belongings> {
  const [referrers, attached] = await Promise.all([
    readReferrers(repository, image),
    readAttached(repository, root.digest),
  ]);
  return { referrers, attached };
}

async function rootOf(repository: Repository, reference: Reference): Promise<Manifest> {
  const root = await repository.getManifest(reference.digest ?? reference.tag ?? '');
  if (root !== undefined) return root;
  throw new ActionError('NOT_FOUND', `source: ${formatReference(reference)} does not exist`, {
    hint: 'Check its spelling, and that the credentials for this registry may read it.',
  });
}

type Whole = Readonly<{
  from: Repository;
  root: Manifest;
  /** The image's own manifests. */
  image: readonly Manifest[];
  leftOut: ReadonlySet<Digest>;
  belongings: Promise<Belongings>;
  log: Log;
}>;

async function stage({ from, root, image, leftOut, belongings, log }: Whole, to: Distributor): Promise<Content> {
  const tidy = collectEvery(16_000_000);
  let lost: unknown;
  // Requests that have not begun by then do not begin.
  belongings.catch(error => {
    lost = error;
  });
  const open = (blob: Descriptor): BlobSource => {
    const source = blobSource(from, blob, tidy);
    return { ...source, open: async signal => (lost === undefined ? source.open(signal) : Promise.reject(lost)) };
  };
  // The largest first, so that none is left for the end, when nothing else is running.
  const send = (blobs: readonly Descriptor[]) =>
    Promise.all(blobs.toSorted((one, other) => other.size - one.size).map(blob => to.upload(blob, open(blob), from)));
  const own = blobsOf({ manifests: image, leftOut });
  const [sent, found] = await Promise.allSettled([send(own), belongings]);
  if (found.status === 'rejected') throw found.reason;
  if (sent.status === 'rejected') throw sent.reason;
  const { referrers, attached } = found.value;
  const manifests = unique([...image, ...[...referrers, ...attached].flatMap(one => one.manifests)]);
  const content: Content = { root, manifests, found: to.found, leftOut };
  const known = new Set(own.map(({ digest }) => digest));
  await send(blobsOf(content).filter(({ digest }) => !known.has(digest)));
  const isReferredTo = referrers.length + attached.length > 0;
  await writeManifests(content, to, from, isReferredTo);
  if (isReferredTo) {
    await to.each(async repository => {
      if (repository.registry === from.registry && repository.path === from.path) return;
      await listReferrersIn(repository, referrers);
      await writeAttached(repository, attached, log);
    });
  }
  return content;
}

function unique(manifests: readonly Manifest[]): readonly Manifest[] {
  return [...new Map(manifests.map(manifest => [manifest.digest, manifest])).values()];
}

type Tidy = (bytes: number) => void;

/**
 * The target verifies digests (distribution-spec, "Pushing a blob"), so the first pass is not checked: hashing takes as
 * long as sending. After a failure the bytes are checked, so that a corrupt source is reported as such.
 */
export function blobSource(repository: Repository, { digest, size }: Descriptor, tidy: Tidy = () => {}): BlobSource {
  const place = `${repository.registry}/${repository.path}`;
  let passes = 0;
  const open = async (signal?: AbortSignal): Promise<Readable> => {
    const stream = await repository
      .getBlob(digest, signal)
      .catch(error => Promise.reject(asGone(error, digest, place)));
    stream.once('resume', () => stream.on('data', (chunk: Buffer) => tidy(chunk.length)));
    return passes++ === 0 ? stream : verified(stream, { digest, size }, place, encodingOfStream(stream));
  };
  return { replayable: true, open };
}

/** A missing layer is neither corruption nor the target's fault. */
function asGone(error: unknown, digest: Digest, place: string): unknown {
  if (!(error instanceof ActionError) || error.code !== 'NOT_FOUND') return error;
  return new ActionError('NOT_FOUND', `the source ${place} no longer has ${digest}, a part of the image`, {
    hint: 'It was deleted there. Rebuild the image, or promote another one.',
    cause: error,
  });
}
