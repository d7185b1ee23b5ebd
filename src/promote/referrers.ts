import { ActionError } from '../host/errors.ts';
import { type Referrer, subjectOf } from '../oci/referrer.ts';
import { type Budget, createBudget, readTree } from '../oci/tree.ts';
import type { Descriptor, Digest, Manifest } from '../oci/types.ts';
import { addToReferrersTag, readTagged } from '../registry/referrer-list.ts';
import type { Repository, Sink } from '../registry/types.ts';

/** The signature of an image's SBOM is two levels deep. Longer chains are a mistake or an attack. */
const DEEPEST = 8;
const MOST = 2000;
/** Lists may contain known entries; but this many in total is no accident. */
const MOST_LISTED = 10 * MOST;

/**
 * All referrers of these manifests, recursively, without duplicates.
 *
 * @throws ActionError NOT_FOUND for one that is listed but missing, IMAGE_INVALID for too many.
 */
export async function readReferrers(repository: Repository, to: readonly Manifest[]): Promise<readonly Referrer[]> {
  const found: Referrer[] = [];
  const budget = createBudget(`${repository.registry}/${repository.path}`);
  const seen = new Set<Digest>(to.map(({ digest }) => digest));
  let subjects = [...seen];
  let listedInAll = 0;
  const list = async (subject: Digest): Promise<readonly Descriptor[]> => {
    const listed = await listOf(repository, subject);
    listedInAll += listed.length;
    if (listedInAll > MOST_LISTED) throw tooMany(repository);
    return listed;
  };
  for (let depth = 0; subjects.length > 0; depth++) {
    const lists = await Promise.all(subjects.map(async subject => ({ subject, listed: await list(subject) })));
    const fresh = lists.flatMap(({ subject, listed }) => listed.map(descriptor => ({ subject, descriptor })));
    const unseen = fresh.filter(({ descriptor }) => !seen.has(descriptor.digest) && seen.add(descriptor.digest));
    if (depth === DEEPEST || seen.size > MOST) throw tooMany(repository);
    const read = await Promise.all(unseen.map(one => readOne(repository, one, budget)));
    const right = read.filter(one => one !== undefined);
    found.push(...right);
    subjects = right.map(({ descriptor }) => descriptor.digest);
  }
  return found;
}

/**
 * Lists these in a registry without the referrers API: in the fallback tag, which keeps its entries (distribution-spec,
 * "Pushing Manifests with Subject"). A registry with the API lists them by itself.
 */
export async function listReferrersIn(repository: Sink, referrers: readonly Referrer[]): Promise<void> {
  const bySubject = Map.groupBy(referrers, ({ subject }) => subject);
  for (const [subject, mine] of bySubject) {
    if ((await repository.referrers(subject)) !== undefined) return;
    const before = await readTagged(repository, subject);
    await addToReferrersTag(
      repository,
      subject,
      before,
      mine.map(({ descriptor }) => descriptor),
    );
  }
}

/** From the API, or else from the fallback tag. */
async function listOf(repository: Repository, subject: Digest): Promise<readonly Descriptor[]> {
  return (await repository.referrers(subject)) ?? readTagged(repository, subject);
}

/** Undefined for an entry that does not refer to the subject: anybody can write the tag. */
async function readOne(
  repository: Repository,
  { subject, descriptor }: Readonly<{ subject: Digest; descriptor: Descriptor }>,
  budget: Budget,
): Promise<Referrer | undefined> {
  const root = await manifestIn(repository, descriptor.digest);
  if (subjectOf(root) !== subject) return undefined;
  const manifests = await readTree(root, child => manifestIn(repository, child.digest), budget);
  return { subject, descriptor, manifests };
}

/** @throws ActionError NOT_FOUND */
export async function manifestIn(repository: Repository, digest: Digest): Promise<Manifest> {
  const manifest = await repository.getManifest(digest);
  if (manifest !== undefined) return manifest;
  throw new ActionError('NOT_FOUND', `${repository.registry}/${repository.path} lacks ${digest}, a part of the image`, {
    hint: 'It was deleted there. Rebuild the image, or promote another one.',
  });
}

function tooMany({ registry, path }: Repository): ActionError {
  return new ActionError(
    'IMAGE_INVALID',
    `${registry}/${path}: more than ${MOST} manifests refer to the image, too many to copy`,
    {
      hint: 'Delete signatures and attestations there that nobody needs.',
    },
  );
}
