import { title } from '../logins.ts';
import { type FileStep, NotTaken } from '../steps.ts';
import { type LegJob, usersOf } from './legs.ts';
import { condition, envOf, given, keyOf, mapAt, type Place, plain } from './raw.ts';
import { isLook, isMerging, type Merging, readMerging } from './script.ts';
import { expressionsIn } from './shared.ts';
import { commandsOf } from './words.ts';

/** A job that merges parts built by others into one image. */
export type MergeJob = Readonly<{
  place: Place;
  /** The step with `docker buildx imagetools create`. */
  step: FileStep;
  script: Merging;
  meta: FileStep | undefined;
  /** The step that downloads the digests; undefined if they are outputs of jobs. */
  download: FileStep | undefined;
  /** Steps that only show what was downloaded. */
  looks: readonly FileStep[];
}>;

/** Whether a job merges images in any way. */
export function merges({ job: { steps } }: Place): boolean {
  return steps.some(({ run }) => isMerging(run)) && !steps.some(({ action }) => BUILDS.includes(action));
}

const BUILDS = ['docker/build-push-action', 'docker/bake-action'];

/** @throws NotTaken */
export function readMergeJob(place: Place): MergeJob {
  const { job, raw, workflowEnv } = place;
  const [step, another] = job.steps.filter(({ run }) => isMerging(run));
  if (step === undefined || another !== undefined) throw new NotTaken(`${job.name} merges images in several steps`);
  const own = envOf(step);
  const shared = { ...workflowEnv, ...mapAt(raw, 'env') };
  const script = readMerging(step.run, name =>
    name in own ? own[name] : name in shared ? `\${{ env.${name} }}` : KNOWN[name],
  );
  const metas = job.steps.filter(({ action }) => action === 'docker/metadata-action');
  const ids = script.json.map(text => {
    const from = plain(own[text.replaceAll(/[${}]/g, '')] ?? text);
    if (from === '$DOCKER_METADATA_OUTPUT_JSON' || from === '${DOCKER_METADATA_OUTPUT_JSON}') return undefined;
    const id = /^\{\{(?:steps\.([\w-]+)\.outputs\.json|env\.DOCKER_METADATA_OUTPUT_JSON)\}\}$/.exec(from);
    if (id === null) throw new NotTaken(`where the tags in \`${text}\` come from cannot be seen`);
    return id[1];
  });
  if (ids.length > 0 && metas.length !== 1) throw new NotTaken(`${job.name} has not one metadata-action step`);
  const meta = ids.length > 0 ? metas[0] : undefined;
  if (ids.some(id => id !== undefined && id !== meta?.id))
    throw new NotTaken('the tags are no result of metadata-action');
  if (meta) {
    if (script.tags.length > 0) throw new NotTaken(`"${title(step)}" sets other tags besides those of metadata-action`);
    const missing = uncovered(given(meta, 'images'), script.prefixes);
    if (missing !== undefined)
      throw new NotTaken(`whether "${title(step)}" sets the tags of \`${missing}\` cannot be seen`);
  }
  return { place, step, script, meta, ...downloadOf(place, step, script) };
}

/** Runner variables with the same value as an expression. */
const KNOWN: Readonly<Record<string, string>> = {
  GITHUB_SHA: '${{ github.sha }}',
  GITHUB_REF_NAME: '${{ github.ref_name }}',
  GITHUB_REPOSITORY: '${{ github.repository }}',
  GITHUB_RUN_ID: '${{ github.run_id }}',
  GITHUB_RUN_NUMBER: '${{ github.run_number }}',
};

/** An image whose tags certainly pass no filter. */
function uncovered(images: string, prefixes: readonly string[]): string | undefined {
  const lines = images
    .split(/[\n,]/)
    .map(line => line.trim().replace(/^name=/, ''))
    .filter(line => line !== '' && !line.startsWith('#'));
  return lines.find(line => !prefixes.some(prefix => plain(line).startsWith(plain(prefix))));
}

function downloadOf({ job }: Place, step: FileStep, script: Merging): Pick<MergeJob, 'download' | 'looks'> {
  if (script.digests !== 'files') return { download: undefined, looks: [] };
  const folder = plain(script.folder ?? keyOf(step, 'working-directory') ?? '');
  const downloads = job.steps.filter(
    one => one.action === 'actions/download-artifact' && plain(given(one, 'path')) === folder && folder !== '',
  );
  const [download, another] = downloads;
  if (download === undefined || another !== undefined) {
    throw new NotTaken(`which step downloads the digests for "${title(step)}" cannot be seen`);
  }
  const users = usersOf(folder, job.steps).filter(one => one !== step && one !== download);
  const looks = users.filter(({ run }) => run !== '' && commandsOf(run).every(isLook));
  const user = users.find(one => !looks.includes(one));
  if (user) throw new NotTaken(`"${title(user)}" uses the folder of the digests too`);
  const odd = download.with.find(({ key }) => !['name', 'pattern', 'path', 'merge-multiple'].includes(key));
  if (odd) throw new NotTaken(`"${title(download)}" has the input \`${odd.key}\``);
  const own = condition(keyOf(download, 'if') ?? '');
  if (own !== '' && own !== condition(keyOf(step, 'if') ?? '')) {
    throw new NotTaken(`"${title(download)}" runs on a condition that "${title(step)}" does not have`);
  }
  return { download, looks };
}

/**
 * Whether a step downloads an artifact of this name. Both may have expressions.
 *
 * @returns undefined if that is unknown
 */
export function downloads(step: FileStep, artifact: string): boolean | undefined {
  const [name, pattern] = [plain(given(step, 'name')), plain(given(step, 'pattern'))];
  const own = plain(artifact);
  if (name === '' && pattern === '') return true;
  if (name !== '') return name === own ? true : !/\{\{/.test(name + own) ? false : undefined;
  const start = given(step, 'pattern').trim().replace(/\*.*$/s, '');
  const wanted = start.replaceAll(/\s+/g, '');
  const has = artifact.trim().replaceAll(/\s+/g, '');
  if (has.startsWith(wanted)) return true;
  // Up to the first expression, both are literal.
  const [one = '', other = ''] = [wanted, has].map(text => text.split('${{')[0]);
  const length = Math.min(one.length, other.length);
  return one.slice(0, length) === other.slice(0, length) ? undefined : false;
}

/** The jobs whose parts are merged: those that build some and that the job needs. */
export function legsFor({ place, step, script, download }: MergeJob, all: readonly LegJob[]): readonly LegJob[] {
  const found = all.filter(leg => {
    if (script.digests !== 'files') return script.digests.some(text => outputOf(text, leg));
    const is = leg.artifact === undefined ? false : downloads(download!, leg.artifact);
    if (is === undefined) {
      throw new NotTaken(
        `whether the digests of ${leg.place.job.name} are among those that "${title(step)}" merges cannot be seen`,
      );
    }
    return is;
  });
  if (found.length === 0) throw new NotTaken(`how the digests get to ${place.job.name} cannot be seen`);
  if (script.digests !== 'files') {
    const unknown = script.digests.find(text => !found.some(leg => outputOf(text, leg)));
    if (unknown !== undefined) throw new NotTaken(`\`${unknown}\` is no digest of a job that builds by digest`);
    const several = found.find(({ legs }) => legs.length !== 1);
    if (several)
      throw new NotTaken(
        `an output of ${several.place.job.name} has the digest of one platform, and it builds several`,
      );
  }
  return found;
}

/** Whether an expression is the digest that a job has built. */
function outputOf(text: string, { place, build }: LegJob): boolean {
  const [body = ''] = expressionsIn(text);
  const [, job, output = ''] = /^\s*needs\.([\w-]+)\.outputs\.([\w-]+)\s*$/.exec(body) ?? [];
  if (job !== place.job.name) return false;
  const from = mapAt(place.raw, 'outputs')[output];
  return from !== undefined && plain(String(from)) === `{{steps.${build.id}.outputs.digest}}`;
}
