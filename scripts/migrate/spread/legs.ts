import { normalPlatform } from '../../../src/oci/platforms.ts';
import { evaluate } from '../../harness/expressions.ts';
import { type Leg, legsOf } from '../../workflow/matrix.ts';
import { title } from '../logins.ts';
import { mentions, readsIn, readsVariables } from '../reads.ts';
import { type FileStep, NotTaken } from '../steps.ts';
import { condition, envOf, given, keyOf, mapAt, type Place, plain } from './raw.ts';
import { readExport } from './script.ts';

/** A job that builds parts of an image by digest. */
export type LegJob = Readonly<{
  place: Place;
  build: FileStep;
  meta: FileStep | undefined;
  /** The removed steps that hand over the digest. */
  handing: readonly FileStep[];
  /** The name of the artifact with its digests; undefined if there is none. */
  artifact: string | undefined;
  /** The value of `push`. */
  push: string;
  /** Attributes of the output to keep, such as `compression=zstd`. */
  attributes: readonly string[];
  /** The jobs of its matrix, with their platforms. */
  legs: readonly Readonly<{ leg: Leg; platforms: readonly string[] }>[];
  /** Remaining steps also read a part's digest. */
  isDigestRead: boolean;
}>;

const BY_DIGEST = /push-by-digest\s*=\s*["']?true/;

export function buildsByDigest(step: FileStep): boolean {
  return step.action === 'docker/build-push-action' && BY_DIGEST.test(given(step, 'outputs'));
}

/** @throws NotTaken */
export function readLegJob(place: Place): LegJob {
  const { job } = place;
  const [build, another] = job.steps.filter(buildsByDigest);
  if (build === undefined || another !== undefined) throw new NotTaken(`${job.name} builds several images by digest`);
  const output = readOutput(build);
  const metas = job.steps.filter(({ action }) => action === 'docker/metadata-action');
  const used = metas.filter(({ id }) => id !== undefined && mentions(build.source, id));
  const meta = used.length === 0 && readsVariables(build.source) ? metas[0] : used[0];
  if (used.length > 1) throw new NotTaken(`"${title(build)}" takes results of several metadata-action steps`);
  const handing = handingOver(place, build, output.push);
  return { place, build, meta, ...output, ...handing, legs: platformsOf(place, build) };
}

function readOutput(build: FileStep): Pick<LegJob, 'push' | 'attributes'> {
  const lines = given(build, 'outputs')
    .split('\n')
    .filter(line => line.trim() !== '');
  if (lines.length !== 1) throw new NotTaken(`"${title(build)}" has several outputs`);
  const parts = lines[0]!.trim().match(/(?:"[^"]*"|\$\{\{.*?\}\}|[^,])+/g) ?? [];
  const attributes = parts.map(part => part.trim().replace(/^"(.*)"$/, '$1'));
  if (!attributes.includes('type=image') && !attributes.includes('type=registry')) {
    throw new NotTaken(`\`outputs\` of "${title(build)}" is no image`);
  }
  const said = attributes.find(one => one.startsWith('push='))?.slice(5);
  const asked = build.with.find(({ key }) => key === 'push')?.value;
  if (said !== undefined && asked !== undefined) throw new NotTaken(`"${title(build)}" has \`push\` twice`);
  const push = said ?? asked ?? (attributes.includes('type=registry') ? 'true' : 'false');
  if (push === 'false') throw new NotTaken(`"${title(build)}" does not push what is merged`);
  const kept = attributes.filter(one => !/^(type|push|name|push-by-digest|name-canonical|unpack|store)=/.test(one));
  return { push, attributes: kept };
}

/** The steps that write the digest into a file and upload it; other jobs may read it from an output. */
function handingOver(
  { job, raw }: Place,
  build: FileStep,
  push: string,
): Pick<LegJob, 'handing' | 'artifact' | 'isDigestRead'> {
  const { id } = build;
  if (id === undefined) throw new NotTaken(`"${title(build)}" has no \`id\`, so nobody reads its digest`);
  const digest = `{{steps.${id}.outputs.digest}}`;
  const handing: FileStep[] = [];
  let artifact: string | undefined;
  for (const step of job.steps) {
    if (!mentions(step.source, id) || step.run === '' || step.span.start < build.span.start) continue;
    const env = envOf(step);
    const folder = readExport(step.run, text => plain(env[text.replaceAll(/[${}]/g, '')] ?? text) === digest);
    if (folder === undefined) continue;
    const upload = job.steps.find(
      one => one.action === 'actions/upload-artifact' && plain(given(one, 'path')) === plain(folder),
    );
    if (upload === undefined)
      throw new NotTaken(`what becomes of the digest that "${title(step)}" writes is not clear`);
    const fitting = ['', condition(keyOf(build, 'if') ?? ''), condition(push), condition(String(raw.if ?? ''))];
    for (const one of [step, upload]) {
      if (fitting.includes(condition(keyOf(one, 'if') ?? ''))) continue;
      throw new NotTaken(`"${title(one)}" runs on a condition that "${title(build)}" does not have`);
    }
    const user = usersOf(folder, job.steps).find(one => one !== step && one !== upload);
    if (user) throw new NotTaken(`"${title(user)}" uses the folder of the digests too`);
    handing.push(step, upload);
    artifact = given(upload, 'name') || 'artifact';
  }
  const others = job.steps.filter(step => step !== build && !handing.includes(step));
  const readers = [...others.map(({ source }) => source), JSON.stringify(raw.outputs ?? '')];
  const uses = readers.flatMap(readsIn).filter(read => read.id === id.toLowerCase());
  if (uses.some(({ field, name }) => field !== 'outputs' || name?.toLowerCase() !== 'digest')) {
    throw new NotTaken(`a result of "${title(build)}" other than its digest is read`);
  }
  return { handing, artifact, isDigestRead: uses.length > 0 };
}

/** The steps that name a folder, in any spelling. */
export function usersOf(folder: string, steps: readonly FileStep[]): readonly FileStep[] {
  return steps.filter(({ source }) => plain(source).includes(plain(folder)));
}

/** The platforms of each job of the matrix, which must be evident from the matrix and the workflow's own variables. */
function platformsOf(place: Place, build: FileStep): LegJob['legs'] {
  const { job, raw, workflowEnv } = place;
  const text = given(build, 'platforms');
  if (text.trim() === '')
    throw new NotTaken(`which platform "${title(build)}" builds cannot be seen: it has no \`platforms\``);
  const legs = legsOf(raw);
  if (legs === undefined) throw new NotTaken(`the matrix of ${job.name} is known only when the workflow runs`);
  const env = { ...workflowEnv, ...mapAt(raw, 'env') };
  return legs.map(leg => {
    let filled: string;
    try {
      filled = evaluate(text, JSON.parse(JSON.stringify({ matrix: leg, env })), ['matrix', 'env']);
    } catch {
      throw new NotTaken(`which platforms \`${text.trim()}\` gives cannot be seen`);
    }
    const platforms = filled.split(/[\s,]+/).filter(one => one !== '');
    const bad =
      platforms.find(one => normalPlatform(one) === undefined) ?? (platforms.length === 0 ? filled : undefined);
    if (bad !== undefined) throw new NotTaken(`\`${text.trim()}\` gives no platform, but \`${bad}\``);
    return { leg, platforms };
  });
}
