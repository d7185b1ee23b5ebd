import { type Found, findChain } from '../chain.ts';
import { title } from '../logins.ts';
import { type FileJob, type FileStep, NotTaken } from '../steps.ts';
import { checkTogether, grouped, isAlike } from './agree.ts';
import { buildsByDigest, type LegJob, readLegJob } from './legs.ts';
import { downloads, legsFor, type MergeJob, merges, readMergeJob } from './merges.ts';
import { needsOf, type Place, placesOf, type WorkflowFile } from './raw.ts';
import { type Inputs, legStep, mergeStep, sharedInputs } from './rewrite.ts';

/** Jobs that build an image together, and the one that merges their parts. */
export type Spread = Readonly<{
  legs: readonly LegJob[];
  merge: MergeJob;
  /** The parts' version came from other rules than the tags. */
  isOtherVersion: boolean;
  /** The equivalent docker steps of a single job, by job name: see `findChain`. */
  jobs: ReadonlyMap<string, Readonly<{ job: FileJob; found: Found }>>;
}>;

/** Jobs that belong together but can't be migrated. */
export type Refused = Readonly<{ jobs: readonly string[]; why: string }>;

/**
 * Finds the recipe in which several runners build parts by digest and another job merges them. Each of these jobs is
 * returned as if it built the whole image in one step, with the inputs `part` or `merge`.
 */
export function findSpreads(file: WorkflowFile): readonly (Spread | Refused)[] {
  const places = placesOf(file);
  const building = places.filter(({ job }) => job.steps.some(buildsByDigest));
  const found = places
    .filter(place => merges(place) && building.some(({ job }) => needsOf(place).includes(job.name)))
    .map(place => {
      const own = building.filter(({ job }) => needsOf(place).includes(job.name));
      try {
        return join(place, own, places);
      } catch (error) {
        if (!(error instanceof NotTaken)) throw error;
        return { jobs: [...own, place].map(({ job }) => job.name), why: error.message };
      }
    });
  const taken = found.flatMap(one => ('legs' in one ? one.legs.map(({ place }) => place.job.name) : []));
  const twice = taken.find((name, at) => taken.indexOf(name) !== at);
  if (twice === undefined) return found;
  const names = found.flatMap(one =>
    'jobs' in one && Array.isArray(one.jobs) ? one.jobs : 'legs' in one ? [...one.jobs.keys()] : [],
  );
  return [{ jobs: [...new Set(names)], why: `several jobs merge what ${twice} has built` }];
}

function join(place: Place, own: readonly Place[], places: readonly Place[]): Spread {
  const alike = [place, ...own].find(({ job }) => job.alike.length > 0);
  if (alike)
    throw new NotTaken(`${alike.job.name} has its steps in common with ${alike.job.alike.join(' and ')} (\`*\`)`);
  const merge = readMergeJob(place);
  const legs = legsFor(merge, own.map(readLegJob));
  for (const { job } of places) {
    const reader = legs.some(leg => leg.place.job === job) || job === place.job ? undefined : readerOf(job, legs);
    if (reader) throw new NotTaken(`${job.name} downloads the digests too: "${title(reader)}"`);
  }
  checkArtifacts(merge, legs, places);
  const shared = sharedInputs(merge, legs);
  checkTogether(merge, legs, shared);
  const platforms = grouped(merge, legs, shared);
  const jobs = new Map<string, { job: FileJob; found: Found }>();
  for (const leg of legs) jobs.set(leg.place.job.name, legAlone(leg, shared, platforms));
  jobs.set(place.job.name, mergeAlone(merge, legs[0]!, shared, platforms));
  const isOtherVersion = legs.some(({ meta }) => meta !== undefined && !isAlike(meta, merge.meta));
  return { legs, merge, isOtherVersion, jobs };
}

/** Other artifacts downloaded with the digests would be merged too. */
function checkArtifacts({ download, step }: MergeJob, legs: readonly LegJob[], places: readonly Place[]): void {
  if (download === undefined) return;
  const known = legs.flatMap(({ handing }) => handing);
  const uploads = places.flatMap(({ job }) => job.steps.filter(({ action }) => action === 'actions/upload-artifact'));
  const other = uploads.find(upload => {
    const name = upload.with.find(({ key }) => key === 'name')?.value ?? 'artifact';
    return !known.includes(upload) && downloads(download, name) !== false;
  });
  if (other) throw new NotTaken(`"${title(step)}" may also merge what "${title(other)}" uploads`);
}

/** A step of another job that downloads exactly these artifacts. */
function readerOf(job: FileJob, legs: readonly LegJob[]): FileStep | undefined {
  const isNamed = (step: FileStep) => step.with.some(({ key }) => key === 'name' || key === 'pattern');
  return job.steps.find(
    step =>
      step.action === 'actions/download-artifact' &&
      isNamed(step) &&
      legs.some(({ artifact }) => artifact !== undefined && downloads(step, artifact) !== false),
  );
}

function legAlone(leg: LegJob, shared: Inputs, platforms: readonly string[]) {
  const { job } = leg.place;
  const build = legStep(leg, shared, platforms);
  const meta = leg.meta && shared.meta && { ...leg.meta, with: shared.meta(leg.meta) };
  const virtual = leg.meta === undefined ? shared.meta?.(undefined) : undefined;
  const steps = job.steps.map(step => (step === leg.build ? build : step === leg.meta ? (meta ?? step) : step));
  const found = chainOf({ ...job, steps });
  const gone = new Set<FileStep>([...leg.handing, ...prepared(job, leg.handing)]);
  const chains = found.chains.map(chain =>
    chain.build === build ? { ...chain, meta: meta ?? (virtual && nowhere(build, virtual)), more: [] } : chain,
  );
  return { job: { ...job, steps }, found: { ...found, chains, others: found.others.filter(step => !gone.has(step)) } };
}

function mergeAlone(merge: MergeJob, leg: LegJob, shared: Inputs, platforms: readonly string[]) {
  const { job } = merge.place;
  const build = mergeStep(merge, leg, shared, platforms);
  const meta = merge.meta && shared.meta && { ...merge.meta, with: shared.meta(merge.meta) };
  const steps = job.steps.map(step => (step === merge.step ? build : step === merge.meta ? (meta ?? step) : step));
  const found = chainOf({ ...job, steps });
  const chains = found.chains.map(chain => (chain.build === build ? { ...chain, meta, more: [] } : chain));
  const others = found.others.filter(step => step !== merge.download && step !== meta && !merge.looks.includes(step));
  return { job: { ...job, steps }, found: { ...found, chains, others } };
}

function chainOf(job: FileJob): Found {
  const found = findChain(job);
  if (typeof found === 'string') throw new NotTaken(found);
  if (found === undefined) throw new Error(`${job.name} builds nothing`);
  return found;
}

/** metadata-action's inputs for a job without such a step. */
function nowhere(build: FileStep, given: FileStep['with']): FileStep {
  return { ...build, action: 'docker/metadata-action', id: undefined, with: given, keys: [], source: '', anchors: [] };
}

/** The step that turns the platform into a word for the artifact's name, if nothing else uses that word. */
function prepared(job: FileJob, handing: readonly FileStep[]): readonly FileStep[] {
  return job.steps.filter(step => {
    const [, , name] = PREPARE.exec(step.run.trim().replaceAll(/\r/g, '')) ?? [];
    if (name === undefined || !handing.some(({ source }) => source.includes(name))) return false;
    return !job.steps.some(one => one !== step && !handing.includes(one) && one.source.includes(name));
  });
}

const PREPARE =
  /^(\w+)=["']?\$\{\{ *matrix\.[\w-]+ *\}\}["']?\necho ["']?(\w+)=\$\{\1\/\/\\\/\/-\}["']? *>> *["']?\$\{?GITHUB_ENV\}?["']?$/;
