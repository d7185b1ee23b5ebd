import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../event/context.ts';
import { ActionError, messageOf } from '../host/errors.ts';
import { makeFolder } from '../host/files/make-folder.ts';
import { readText } from '../host/files/regular-file.ts';
import { quote } from '../host/text/quote.ts';
import type { Digest } from '../oci/types.ts';
import { runsOn } from '../plan/named-gates.ts';
import type { ImagePlan } from '../plan/terms/types.ts';
import type { Artifacts, FoundArtifact } from './artifacts.ts';
import { attemptOf, fingerprintOf, nameOfRecord, prefixOf, readArtifactName, secondsOf } from './identity.ts';
import { IMAGE_FILE, LARGEST_RECORD, type PartRecord, parseRecord, RECORD_FILE } from './record.ts';
import { unpack, type Wanted } from './unpack.ts';

/** A received record, and the folder of its unpacked artifact. */
export type Received = Readonly<{ record: PartRecord; name: string; folder: string }>;

/** The permitted files of a part's artifact. Images are packed uncompressed: their layers are compressed. */
const FILES: Wanted = { [RECORD_FILE]: () => LARGEST_RECORD, [IMAGE_FILE]: archive => archive };

/**
 * Fetches the parts that this run's jobs have handed over: the newest of each platform. A part of another commit,
 * repository, run or plan is rejected.
 *
 * @param folder an empty one, for downloads
 * @param allowed the only parts that may be published
 * @returns the parts of each image, in order; [] for an image without parts, if another image has some
 * @throws ActionError ARTIFACT_FAILED, PARTS_INVALID with all problems
 */
export async function receiveParts(
  images: readonly ImagePlan[],
  context: Context,
  { artifacts, folder, allowed }: Readonly<{ artifacts: Artifacts; folder: string; allowed: Allowed }>,
): Promise<readonly (readonly Received[])[]> {
  const all = await artifacts.list();
  const named = images.map(image => ({ image, own: all.filter(({ name }) => name.startsWith(prefixOf(image))) }));
  const found = named.flatMap(({ image, own }) => newest(own).map(one => ({ ...one, image })));
  if (found.length === 0) {
    const others = all.filter(({ name }) => name.startsWith('slipway-part-')).length;
    const names = images.map(nameOfImage).join(', ');
    throw new ActionError('PARTS_INVALID', `no part of ${names} was handed over in this run`, {
      hint:
        others > 0
          ? `There are ${others} parts of other images: give \`part\` and \`merge\` the same \`images\`, \`registries\` and \`tags\`.`
          : 'Add the jobs that build with `part` to the `needs` of this job; they must have succeeded.',
    });
  }
  const strange = named.flatMap(({ image, own }) =>
    problemsOfNames(own, attemptOf(context.runAttempt)).map(problem => ofImage(image, problem)),
  );
  if (strange.length > 0) throw partsInvalid(strange);
  const received = await receive(found, { artifacts, folder });
  const problems = received.flatMap(({ image, ...one }) =>
    [...problemsOf(one, image, context), ...notAllowed(one, image, allowed)].map(problem =>
      ofImage(image, `${one.name}: ${problem}`),
    ),
  );
  if (problems.length > 0) throw partsInvalid(problems);
  return images.map(image => received.filter(one => one.image === image));
}

/** A problem with one of several images names the image. */
export function ofImage({ name }: ImagePlan, problem: string): string {
  return name === '' ? problem : `${name}: ${problem}`;
}

export function partsInvalid(problems: readonly string[]): ActionError {
  return new ActionError(
    'PARTS_INVALID',
    `The parts of the image cannot be merged; no tag was changed:\n${problems.join('\n')}`,
    {
      hint: 'Re-run the jobs that build these parts, with the same inputs as this one.',
    },
  );
}

/** The parts that may be published, by image and digest; undefined: all. */
export type Allowed = readonly Readonly<{ image?: string; digest: Digest }>[] | undefined;

/** A digest that is listed for one image must not be published as another. */
function notAllowed({ record: { root } }: Received, { name }: ImagePlan, allowed: Allowed): readonly string[] {
  if (allowed === undefined) return [];
  if (allowed.some(({ image = '', digest }) => digest === root && image === name)) return [];
  return [`${root} is not among \`part-digests\`, so another job handed it over, or its digest was not passed on`];
}

/** Attempts of one part differ in the number at the end of their artifact's name. */
function newest(found: readonly FoundArtifact[]): readonly FoundArtifact[] {
  const best = new Map<string, Readonly<{ one: FoundArtifact; attempt: number }>>();
  for (const one of found) {
    const { part, attempt } = readArtifactName(one.name) ?? { part: one.name, attempt: 0 };
    const known = best.get(part);
    if (known === undefined || attempt > known.attempt) best.set(part, { one, attempt });
  }
  return [...best.values()].map(({ one }) => one);
}

/**
 * Jobs of one attempt can't hand over the same part twice under one name, because artifacts are immutable; but the
 * planned time is in the name as well. Whichever of two is listed first must not win.
 */
function problemsOfNames(found: readonly FoundArtifact[], attempt: number): readonly string[] {
  const names = found.map(({ name }) => ({ name, read: readArtifactName(name) }));
  const early = names.filter(({ read }) => read !== undefined && read.attempt > attempt);
  const same = Map.groupBy(names, ({ name, read }) => (read === undefined ? name : `${read.part} ${read.attempt}`));
  return [
    ...early.map(({ name, read }) => `${name}: it is from attempt ${read?.attempt}, and this is attempt ${attempt}`),
    ...[...same.values()]
      .filter(twins => twins.length > 1)
      .map(twins => `${twins.map(({ name }) => name).join(' and ')}: two jobs have handed over the same part`),
  ];
}

type Found = FoundArtifact & Readonly<{ image: ImagePlan }>;

async function receive(
  found: readonly Found[],
  { artifacts, folder: home }: Readonly<{ artifacts: Artifacts; folder: string }>,
): Promise<readonly (Received & Readonly<{ image: ImagePlan }>)[]> {
  const places = await Promise.all(
    found.map(async ({ id }) => {
      const [folder, packed] = [join(home, `part-${id}`), join(home, `part-${id}-packed`)];
      for (const each of [folder, packed]) await makeFolder(each);
      return { id, folder, packed };
    }),
  );
  const archives = await artifacts.download(places.map(({ id, packed }) => ({ id, folder: packed })));
  const records: (PartRecord | string)[] = [];
  // Sequentially: of large images, only one is on disk twice.
  for (const [at, { folder, packed }] of places.entries()) {
    const problem = await unpack(archives[at]!, folder, FILES);
    await rm(packed, { recursive: true });
    records.push(problem === '' ? recordIn(folder) : problem);
  }
  const problems = records.flatMap((record, at) =>
    typeof record === 'string' ? [ofImage(found[at]!.image, `${found[at]!.name}: ${record}`)] : [],
  );
  if (problems.length > 0) throw partsInvalid(problems);
  return records.map((record, at) => ({
    record: record as PartRecord,
    image: found[at]!.image,
    name: found[at]!.name,
    folder: places[at]!.folder,
  }));
}

function recordIn(folder: string): PartRecord | string {
  try {
    return parseRecord(readText(join(folder, RECORD_FILE), { largest: LARGEST_RECORD }));
  } catch (error) {
    return `its ${RECORD_FILE} cannot be read: ${messageOf(error)}`;
  }
}

function problemsOf({ record, name }: Received, image: ImagePlan, context: Context): readonly string[] {
  const problems: string[] = [];
  const expected = nameOfRecord(image, record);
  if (expected !== name) problems.push(`it contains the record of ${expected}`);
  if (record.repository !== context.repository) problems.push(`it belongs to the repository ${record.repository}`);
  if (record.commit !== context.sha) problems.push(`it is for commit ${record.commit}, this run is for ${context.sha}`);
  if (record.run !== context.runId) problems.push(`it is from another run (${record.run})`);
  const now = secondsOf(context.now);
  if (record.plan !== fingerprintOf(image) && record.time !== now) {
    const [theirs, ours] = [record.time, now].map(seconds => new Date(seconds * 1000).toISOString());
    problems.push(`it was planned with the time ${theirs}, and this job with ${ours}: give both the same \`time\``);
  } else if (record.plan !== fingerprintOf(image)) {
    problems.push('its names, tags, labels or annotations are not those of this job: give both the same inputs');
  }
  const own = image.gates.filter(gate => runsOn(gate, record.platforms));
  const missing = own.filter(({ name }) => !record.gates.includes(name));
  if (missing.length > 0) problems.push(`it was not checked by ${missing.map(gate => quote(gate.name)).join(', ')}`);
  const known = new Set(image.destinations.map(({ name }) => name));
  const strange = record.places.filter(place => !known.has(place));
  if (strange.length > 0) problems.push(`it is in ${strange.join(', ')}, which is not a target of this image`);
  if (record.handOver === 'registry' && record.places.length === 0) problems.push('it names no registry');
  return problems;
}

function nameOfImage({ name, destinations }: ImagePlan): string {
  return name || (destinations[0]?.name ?? 'the image');
}
