import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlatformManifest } from '../engine/engine-json.ts';
import { makeFolder } from '../host/files/make-folder.ts';
import type { Machine } from '../host/machine.ts';
import type { Log } from '../host/ports.ts';
import { ofName } from '../host/text/of-name.ts';
import { quote } from '../host/text/quote.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { inputsOfImages, type Job } from '../inputs/job.ts';
import { isOfParts } from '../inputs/parts/read-parts.ts';
import type { RunFolder } from '../journal/run-folder.ts';
import type { Digest } from '../oci/types.ts';
import { type Artifacts, type ArtifactUpload, checkArtifacts, createArtifacts } from '../parts/artifacts.ts';
import { artifactName, fingerprintOf, runOf } from '../parts/identity.ts';
import { IMAGE_FILE, type PartRecord, RECORD_FILE } from '../parts/record.ts';
import { recordedOf } from '../parts/stated.ts';
import { splitAnnotations } from '../plan/index-annotations.ts';
import { runsOn } from '../plan/named-gates.ts';
import type { Part, PartOfImage, Running } from './workbench.ts';

/** Artifacts are as large as images. Seconds. */
const PATIENCE = 30 * 60;

export function artifactsFor(folder: RunFolder, machine: Machine): Artifacts {
  return createArtifacts(machine, { folder: folder.path, seconds: PATIENCE });
}

/** The folder of an image's artifact. */
const placeOf = (folder: RunFolder, at: number) => join(folder.path, 'parts', String(at));

/**
 * The run as a part of a larger one. For artifacts, images are written as layouts, and no registry is used: this job
 * may have no credentials.
 *
 * @param labeled awaited for parts and their merge: preparing a merge reads the merged image
 */
export async function preparePart(given: Running, labeled: Promise<Job>): Promise<Running> {
  if (!isOfParts(given.job.inputs.parts)) return given;
  const job = await labeled;
  const { parts } = job.inputs;
  if (parts.part === undefined) return { ...given, job };
  const { folder } = given;
  const running = { ...given, job: withoutIndex(job) };
  const platforms = inputsOfImages(job).map(({ build }) => build.platforms);
  const images = job.plan.images.map((image, at): PartOfImage => ({ image, platforms: platforms[at]! }));
  logSkipped(images, running.machine.log);
  if (!job.plan.decision.push) return running;
  // Otherwise nobody would get this job's images.
  checkArtifacts(running.machine.env);
  const part: Part = { images, handOver: parts.handOver };
  for (const at of images.keys()) await makeFolder(placeOf(folder, at));
  return { ...running, part, ...(parts.handOver === 'artifact' && { job: intoLayouts(running.job, folder) }) };
}

/** The job without annotations of the index, which the job that merges writes (`ownShare` has those of the outputs). */
function withoutIndex(job: Job): Job {
  const images = job.plan.images.map(image => {
    const annotations = splitAnnotations(image.metadata.annotations).parts;
    return { ...image, metadata: { ...image.metadata, annotations } };
  });
  return { ...job, plan: { ...job.plan, images } };
}

/** Logs the gates that are left to the parts for their platforms (`shareOf`). */
function logSkipped(parts: readonly PartOfImage[], log: Log): void {
  for (const { image, platforms } of parts) {
    for (const gate of image.gates.filter(one => !runsOn(one, platforms))) {
      log.info(
        `Skipped ${quote(gate.name)}${ofName(image)}: it runs on ${gate.platform}, and this part is for ${platforms.join(', ')}`,
      );
    }
  }
}

/** The job that writes its images as layouts, and pushes none. */
function intoLayouts(job: Job, folder: RunFolder): Job {
  const decision = { push: false, reason: 'this part of the image is handed over as an artifact' };
  const images = job.plan.images.map(image => ({
    ...image,
    destinations: image.destinations.map(destination => ({ ...destination, decision })),
  }));
  const plan = { ...job.plan, decision, images };
  const withLayout = (inputs: Inputs, at: number) => ({ ...inputs, layout: join(placeOf(folder, at), IMAGE_FILE) });
  const { several } = job;
  if (several === undefined) return { ...job, plan, inputs: withLayout(job.inputs, 0) };
  const builds = several.builds.map((build, at) => ({ ...build, inputs: withLayout(build.inputs, at) }));
  return { ...job, plan, several: { ...several, builds } };
}

/** What was built and tested of an image, and the repositories that have it. */
export type Made = Readonly<{ root: Digest; tested: readonly PlatformManifest[]; places: readonly string[] }>;

/**
 * Hands the parts over to the merging job: a record of each image, with the image itself if no registry has it.
 *
 * @param made in the plan's order
 * @throws ActionError ARTIFACT_FAILED
 */
export async function handOver(running: Running, made: readonly Made[]): Promise<void> {
  const { job, folder, report, machine, part } = running;
  if (part === undefined) throw new Error('this run builds the whole image');
  const { context } = job;
  const uploads = part.images.map(async ({ image, platforms }, at): Promise<ArtifactUpload> => {
    const { root, tested, places } = made[at]!;
    const record: PartRecord = {
      schema: 1,
      repository: context.repository,
      commit: context.sha,
      ...runOf(context),
      plan: fingerprintOf(image),
      stated: recordedOf(image),
      platforms,
      root,
      gates: image.gates.filter(gate => runsOn(gate, platforms)).map(({ name }) => name),
      tested: tested.map(({ digest }) => digest),
      places,
      handOver: part.handOver,
    };
    const home = placeOf(folder, at);
    const file = join(home, RECORD_FILE);
    await writeFile(file, JSON.stringify(record));
    const files = part.handOver === 'artifact' ? [file, join(home, IMAGE_FILE)] : [file];
    return { name: artifactName(image, platforms, context), image: image.name, folder: home, files };
  });
  const artifacts = await Promise.all(uploads);
  await report.timed('hand-over', () => artifactsFor(folder, machine).upload(artifacts));
  for (const [at, { image, platforms }] of part.images.entries()) {
    machine.log.info(`Handed over ${platforms.join(', ')}${ofName(image)} as ${artifacts[at]!.name}`);
  }
  report.handedOver(new Map(part.images.map(({ image }, at) => [image.name, made[at]!.root])));
  const what = part.images.length === 1 ? 'this is a part of the image' : 'these are parts of the images';
  report.notPushed(`${what}: the job with \`merge\` publishes ${part.images.length === 1 ? 'it' : 'them'}`);
}
