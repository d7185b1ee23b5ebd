import { Readable } from 'node:stream';
import { ActionError } from '../../host/errors.ts';
import { type ReadBackPorts, readBack } from '../../host/retry.ts';
import { readBody } from '../../http/body.ts';
import { sha256 } from '../../oci/digest.ts';
import { descriptorOf, subjectOf } from '../../oci/referrer.ts';
import type { Digest, Manifest } from '../../oci/types.ts';
import { addToReferrersTag, allIn, readReferrerList, readTagged } from '../../registry/referrer-list.ts';
import type { Repository } from '../../registry/types.ts';
import { EMPTY } from './manifest.ts';

/** A bundle, and the manifests that attach it to an image and its platforms. */
export type Attachment = Readonly<{
  bundle: Buffer;
  referrers: readonly Manifest[];
  /** Verifies the bundle as returned by a registry. @throws ActionError SIGN_FAILED */
  verify(bundle: Buffer): void;
}>;

/** A repository, and whether its registry has the referrers API. */
type Place = Readonly<{ repository: Repository; hasApi: boolean }>;

/**
 * Attaches bundles to an image and reads them back: when it returns, clients can find them.
 *
 * @throws ActionError the registry's error, or SIGN_FAILED when it does not list what it accepted
 */
export async function attach(place: Place, attachments: readonly Attachment[], ports: ReadBackPorts): Promise<void> {
  const { repository, hasApi } = place;
  const referrers = attachments.flatMap(one => one.referrers);
  const bySubject = Map.groupBy(referrers, referrer => subjectOf(referrer)!);
  const blobs = [EMPTY, ...attachments.map(({ bundle }) => bundle)];
  await Promise.all(blobs.map(bytes => upload(repository, bytes)));
  const [tagged] = await Promise.all([
    hasApi ? [] : readTags(repository, [...bySubject.keys()]),
    ...referrers.map(referrer => repository.putManifest(referrer, referrer.digest)),
  ]);
  await Promise.all(
    tagged.map(([subject, before]) =>
      addToReferrersTag(repository, subject, before, bySubject.get(subject)!.map(descriptorOf)),
    ),
  );
  await Promise.all([
    ...[...bySubject].map(([subject, mine]) => readBackList(place, subject, mine, ports)),
    ...referrers.map(referrer => readBackManifest(repository, referrer, ports)),
    ...attachments.map(one => readBackBundle(repository, one, ports)),
  ]);
}

function readTags(repository: Repository, subjects: readonly Digest[]) {
  return Promise.all(subjects.map(async subject => [subject, await readTagged(repository, subject)] as const));
}

async function upload(repository: Repository, bytes: Buffer): Promise<void> {
  const blob = { digest: sha256(bytes), size: bytes.length };
  await repository.uploadBlob(blob, { open: () => Readable.from([bytes], { objectMode: false }), replayable: true });
}

/**
 * Whether the list has the new entries. Two jobs that write the tag at the same time overwrite each other: whoever
 * misses its own entries adds them once more.
 */
async function readBackList(
  { repository, hasApi }: Place,
  subject: Digest,
  mine: readonly Manifest[],
  ports: ReadBackPorts,
): Promise<void> {
  const mismatch = await readBack(ports, async () => {
    const list = await readReferrerList(repository, subject);
    const listed = hasApi ? (list.listed ?? []) : allIn(list);
    const missing = mine.filter(({ digest }) => !listed.some(one => one.digest === digest));
    if (missing.length === 0) return undefined;
    if (!hasApi) await addToReferrersTag(repository, subject, list.tagged, missing.map(descriptorOf));
    return `accepted a signature of ${subject} but does not list it`;
  });
  if (mismatch !== undefined) throw notThere(repository, mismatch);
}

async function readBackManifest(repository: Repository, { digest }: Manifest, ports: ReadBackPorts): Promise<void> {
  const mismatch = await readBack(ports, async () =>
    (await repository.getManifest(digest)) === undefined ? `accepted ${digest} but does not have it` : undefined,
  );
  if (mismatch !== undefined) throw notThere(repository, mismatch);
}

async function readBackBundle(
  repository: Repository,
  { bundle, verify }: Attachment,
  ports: ReadBackPorts,
): Promise<void> {
  const digest = sha256(bundle);
  let found = Buffer.alloc(0);
  const mismatch = await readBack(ports, async () => {
    found = Buffer.from(await readBody(await repository.getBlob(digest), bundle.length + 65_536));
    return found.equals(bundle) ? undefined : `returned other bytes than the signature that it accepted (${digest})`;
  });
  if (mismatch !== undefined) throw notThere(repository, mismatch);
  verify(found);
}

function notThere({ registry, path }: Repository, mismatch: string): ActionError {
  return new ActionError('SIGN_FAILED', `${registry}/${path} ${mismatch}`, {
    hint: "No tag was moved. Re-run the job; if it happens again, ask the registry's operator.",
  });
}
