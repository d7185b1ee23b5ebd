import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlatformManifest } from '../engine/engine-json.ts';
import { makeFolder } from '../host/files/make-folder.ts';
import type { Machine } from '../host/machine.ts';
import type { RunFolder } from '../journal/run-folder.ts';
import type { Digest } from '../oci/types.ts';
import { type Artifacts, checkArtifacts, createArtifacts } from '../parts/artifacts.ts';
import { artifactName, fingerprintOf, runOf } from '../parts/identity.ts';
import { IMAGE_FILE, type PartRecord, RECORD_FILE } from '../parts/record.ts';
import { type PartOfImage, type Running, theOnly } from './workbench.ts';

/** Artifacts are as large as images. Seconds. */
const PATIENCE = 30 * 60;

export function artifactsFor(folder: RunFolder, machine: Machine): Artifacts {
  return createArtifacts(machine, { folder: folder.path, seconds: PATIENCE });
}

/** Where the image of an artifact is put together. */
const placeOf = (folder: RunFolder) => join(folder.path, 'part');

/**
 * The run as a part of a larger one. What goes as an artifact is written as a layout, and no registry is asked for
 * anything: this job may hold no credential.
 */
export async function asPart(running: Running): Promise<Running> {
  const { job, folder } = running;
  const { parts } = job.inputs;
  if (parts.part === undefined || !job.plan.decision.push) return running;
  // Without it, nobody would get what is built here.
  checkArtifacts(running.machine.env);
  const image = theOnly(job.plan.images);
  const part: PartOfImage = { image, platforms: parts.part, handOver: parts.handOver };
  if (parts.handOver === 'registry') return { ...running, part };
  await makeFolder(placeOf(folder));
  const decision = { push: false, reason: 'this part of the image is handed over as an artifact' };
  const destinations = image.destinations.map(destination => ({ ...destination, decision }));
  const plan = { ...job.plan, decision, images: [{ ...image, destinations }] };
  const inputs = { ...job.inputs, layout: join(placeOf(folder), IMAGE_FILE) };
  return { ...running, part, job: { ...job, inputs, plan } };
}

/** What was built, what of it was tested, and the repositories that hold it. */
export type Made = Readonly<{ root: Digest; tested: readonly PlatformManifest[]; places: readonly string[] }>;

/**
 * Hands a part over to the job that merges: a record of it, and the image beside it where no registry has it.
 *
 * @throws ActionError ARTIFACT_FAILED
 */
export async function handOver(running: Running, made: Made): Promise<void> {
  const { job, folder, report, machine, part } = running;
  if (part === undefined) throw new Error('this run builds the whole image');
  const { context } = job;
  const { image, platforms, handOver: way } = part;
  const record: PartRecord = {
    schema: 1,
    repository: context.repository,
    commit: context.sha,
    ...runOf(context),
    plan: fingerprintOf(image),
    platforms,
    root: made.root,
    gates: image.gates,
    tested: made.tested.map(({ digest }) => digest),
    places: made.places,
    handOver: way,
  };
  const home = placeOf(folder);
  await makeFolder(home);
  const file = join(home, RECORD_FILE);
  await writeFile(file, JSON.stringify(record));
  const name = artifactName(image, platforms, context);
  const files = way === 'artifact' ? [file, join(home, IMAGE_FILE)] : [file];
  await report.timed('hand-over', () => artifactsFor(folder, machine).upload(name, home, files));
  machine.log.info(`Handed over ${platforms.join(', ')} as ${name}`);
  report.add({ digest: made.root });
  report.notPushed(`this is a part of the image: the job with \`merge\` publishes it`);
}
