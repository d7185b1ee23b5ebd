import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../event/context.ts';
import { ActionError, messageOf } from '../host/errors.ts';
import { makeFolder } from '../host/files/make-folder.ts';
import { readText } from '../host/files/regular-file.ts';
import { samePlatform } from '../oci/platforms.ts';
import type { ImagePlan } from '../plan/terms/types.ts';
import type { Artifacts, FoundArtifact } from './artifacts.ts';
import { type Allowed, problemsOfRecord } from './check-record.ts';
import { attemptOf, nameOfRecord, platformsInName, prefixOf, readArtifactName } from './identity.ts';
import { IMAGE_FILE, LARGEST_RECORD, type PartRecord, parseRecord, RECORD_FILE } from './record.ts';
import { unpack, type Wanted } from './unpack.ts';

/** An image, and all platforms that it must have. */
export type WantedImage = Readonly<{ image: ImagePlan; platforms: readonly string[] }>;

/** A received record, and the folder of its unpacked artifact. */
export type Received = Readonly<{ record: PartRecord; name: string; folder: string }>;

/** A part that some job has handed over for an image. */
export type Leg = Readonly<{
  /** Of its artifact. */
  name: string;
  /** What it counts for, as far as that is known: without the platforms that a later attempt has built again. */
  platforms: readonly string[];
  /** What a later attempt has built again. */
  replaced: readonly string[];
  /** Undefined if its record is unreadable. */
  received: Received | undefined;
  /** A leg with problems must not be used. */
  problems: readonly string[];
}>;

/** The permitted files of a part's artifact. Images are packed uncompressed: their layers are compressed. */
const FILES: Wanted = { [RECORD_FILE]: () => LARGEST_RECORD, [IMAGE_FILE]: archive => archive };

/**
 * Fetches the parts that this run's jobs have handed over: the newest of each platform. A part of another commit,
 * repository, run or plan has problems.
 *
 * @param folder an empty one, for downloads
 * @param allowed the only parts that may be published
 * @returns the parts of each image, in order; [] for an image without parts, if another image has some
 * @throws ActionError ARTIFACT_FAILED; PARTS_INVALID if there are no parts at all
 */
export async function receiveParts(
  wanted: readonly WantedImage[],
  context: Context,
  { artifacts, folder, allowed }: Readonly<{ artifacts: Artifacts; folder: string; allowed: Allowed }>,
): Promise<readonly (readonly Leg[])[]> {
  const all = await artifacts.list();
  const attempt = attemptOf(context.runAttempt);
  const named = wanted.map(({ image }) =>
    candidates(
      all.filter(({ name }) => name.startsWith(prefixOf(image))),
      attempt,
    ),
  );
  if (named.every(own => own.length === 0)) throw noParts(wanted, all);
  const fetched = await receive(named.flat(), { artifacts, folder });
  return wanted.map(({ image, platforms }, at) => {
    const legs = named[at]!.map((candidate): Ranked => {
      const { name, rank, problem } = candidate;
      const got = fetched.get(candidate) ?? problem;
      const ofName = platformsInName(name, image, platforms);
      const leg = { name, rank, replaced: [] };
      if (typeof got === 'string') return { ...leg, platforms: ofName, received: undefined, problems: [got] };
      const { record } = got;
      const problems = problemsOfRecord(got, image, context, allowed);
      const own = nameOfRecord(image, record) === name ? record.platforms : ofName;
      return { ...leg, platforms: own, received: got, problems };
    });
    return withoutReplaced(legs);
  });
}

function noParts(wanted: readonly WantedImage[], all: readonly FoundArtifact[]): ActionError {
  const others = all.filter(({ name }) => name.startsWith('slipway-part-')).length;
  const names = wanted.map(({ image: { name, destinations } }) => name || (destinations[0]?.name ?? 'the image'));
  return new ActionError('PARTS_INVALID', `no part of ${names.join(', ')} was handed over in this run`, {
    hint:
      others > 0
        ? `There are ${others} parts of other images: give \`part\` and \`merge\` the same \`images\`, \`registries\` and \`tags\`.`
        : 'Add the jobs that build with `part` to the `needs` of this job; they must have succeeded.',
  });
}

/** An artifact that may count, judged by its name; or several that claim to be the same part, which can't. */
type Candidate = Readonly<{
  name: string;
  id: number;
  /** Its attempt; 0 for one that replaces no other. */
  rank: number;
  /** It is not even downloaded. */
  problem: string;
}>;

/**
 * Attempts of one part differ in the number at the end of their artifact's name; the highest counts. An attempt that has
 * not begun would always be the highest. Jobs of one attempt can't hand over the same part twice under one name, because
 * artifacts are immutable; but the planned time is in the name as well: whichever of two is listed first must not win.
 */
function candidates(found: readonly FoundArtifact[], current: number): readonly Candidate[] {
  const read = found.map(({ id, name }) => ({ id, name, ...(readArtifactName(name) ?? { part: name, attempt: 0 }) }));
  const early = read.filter(({ attempt }) => attempt > current);
  const parts = Map.groupBy(
    read.filter(({ attempt }) => attempt <= current),
    ({ part }) => part,
  );
  return [
    ...[...parts.values()].map((own): Candidate => {
      const rank = Math.max(...own.map(({ attempt }) => attempt));
      const newest = own.filter(({ attempt }) => attempt === rank);
      const name = newest.map(one => one.name).join(' and ');
      const problem =
        newest.length > 1 ? 'two jobs have handed over the same part; let one job build it, and re-run that' : '';
      return { name, id: newest[0]!.id, rank, problem };
    }),
    ...early.map(({ id, name, attempt }): Candidate => {
      const problem = `it is from attempt ${attempt}, and this is attempt ${current}; find the step that uploads it`;
      return { name, id, rank: 0, problem };
    }),
  ];
}

type Ranked = Leg & Pick<Candidate, 'rank'>;

/**
 * The newest part of each platform counts, also if a later attempt built the platforms in other groups. Parts of the same
 * attempt don't replace each other.
 */
function withoutReplaced(legs: readonly Ranked[]): readonly Leg[] {
  return legs.flatMap(leg => {
    const later = legs.filter(({ rank }) => rank > leg.rank).flatMap(({ platforms }) => platforms);
    const isReplaced = (platform: string) => later.some(one => samePlatform(one, platform));
    const platforms = leg.platforms.filter(platform => !isReplaced(platform));
    // One that claims a wrong attempt, or whose platforms are unknown, is not replaced.
    if (platforms.length === 0 && leg.platforms.length > 0 && leg.rank > 0) return [];
    return { ...leg, platforms, replaced: leg.platforms.filter(isReplaced) };
  });
}

/** The records of those without a problem, or what is wrong with their artifacts. */
async function receive(
  all: readonly Candidate[],
  { artifacts, folder: home }: Readonly<{ artifacts: Artifacts; folder: string }>,
): Promise<ReadonlyMap<Candidate, Received | string>> {
  const wanted = all.filter(({ problem }) => problem === '');
  if (wanted.length === 0) return new Map();
  const places = await Promise.all(
    wanted.map(async ({ id }) => {
      const [folder, packed] = [join(home, `part-${id}`), join(home, `part-${id}-packed`)];
      for (const each of [folder, packed]) await makeFolder(each);
      return { id, folder, packed };
    }),
  );
  const archives = await artifacts.download(places.map(({ id, packed }) => ({ id, folder: packed })));
  const received = new Map<Candidate, Received | string>();
  // Sequentially: of large images, only one is on disk twice.
  for (const [at, { folder, packed }] of places.entries()) {
    const candidate = wanted[at]!;
    const problem = await unpack(archives[at]!, folder, FILES);
    await rm(packed, { recursive: true });
    const record = problem === '' ? recordIn(folder) : `${problem}; ${REBUILD}`;
    received.set(candidate, typeof record === 'string' ? record : { record, name: candidate.name, folder });
  }
  return received;
}

const REBUILD = 're-run the job that builds it';

function recordIn(folder: string): PartRecord | string {
  try {
    const record = parseRecord(readText(join(folder, RECORD_FILE), { largest: LARGEST_RECORD }));
    return typeof record === 'string' ? `${record}; ${REBUILD}` : record;
  } catch (error) {
    return `its ${RECORD_FILE} cannot be read: ${messageOf(error)}; ${REBUILD}`;
  }
}
