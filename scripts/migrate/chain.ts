import { isBake } from './bake.ts';
import { bare } from './comments.ts';
import { BUILD_INPUTS, METADATA_INPUTS } from './fields.ts';
import { title } from './logins.ts';
import { mentions, readsIn, readsVariables } from './reads.ts';
import type { FileJob, FileStep } from './steps.ts';

/** The steps that one Slipway step replaces. */
export type Chain = Readonly<{
  build: FileStep;
  /** The step whose labels the image has, and whose tags become the input `tags`. */
  meta: FileStep | undefined;
  /** Steps whose tags are for separate registries. */
  more: readonly FileStep[];
  /** Of a build of several targets by bake: steps whose results it takes as files. */
  fed: readonly FileStep[];
}>;

/** The steps of docker's chain in a job, by purpose. */
export type Found = Readonly<{
  chains: readonly Chain[];
  logins: readonly FileStep[];
  buildx: readonly FileStep[];
  qemu: readonly FileStep[];
  /** All other steps of the job. */
  others: readonly FileStep[];
}>;

/** Steps that build images. */
const BUILDS = ['docker/build-push-action', 'docker/bake-action'];

const is = (name: string) => (step: FileStep) => step.action === name;

/**
 * Finds docker's chain in a job.
 *
 * @returns undefined without one; a text that says why the chain cannot be replaced
 */
export function findChain(job: FileJob): Found | string | undefined {
  const { steps } = job;
  const line = job.inOneLine.find(action => BUILDS.includes(action));
  if (line !== undefined)
    return `"${line}" is written in one line, or as JSON: write its keys below each other, without braces`;
  const builds = steps.filter(step => BUILDS.includes(step.action));
  if (builds.length === 0) {
    return steps.some(({ run }) => /buildx imagetools create/.test(run))
      ? 'the platforms of several runners are merged (`imagetools create`)'
      : undefined;
  }
  const metas = steps.filter(is('docker/metadata-action'));
  const chains: Chain[] = [];
  for (const build of builds) {
    const why = whyNot(build) ?? strangeInput(build);
    if (why !== undefined) return `"${title(build)}" ${why}`;
    const used = metas.filter(meta => takes(build.source, meta, metas));
    if (isBake(build)) {
      chains.push({ build, meta: undefined, more: [], fed: used });
      continue;
    }
    for (const meta of used) {
      const strange = meta.with.find(({ key }) => !METADATA_INPUTS.includes(key));
      if (strange) return `metadata-action's input \`${strange.key}\` has no equivalent`;
      const condition = keyOf(meta, 'if');
      if (condition !== undefined && condition !== keyOf(build, 'if')) {
        return `"${title(meta)}" runs on a condition that "${title(build)}" does not have`;
      }
      if (!hasEnvOf(meta, build)) return `"${title(meta)}" has another \`env\` than "${title(build)}"`;
    }
    const meta = mainOf(used, build);
    const more = used.filter(one => one !== meta);
    const other = chains.flatMap(chain => chain.more).find(one => used.includes(one));
    if (other || more.some(one => chains.some(chain => chain.meta === one))) {
      return `several builds take the results of several metadata-action steps`;
    }
    chains.push({ build, meta, more, fed: [] });
  }
  const both = chains
    .flatMap(({ fed }) => fed)
    .find(meta => chains.some(chain => chain.meta === meta || chain.more.includes(meta)));
  if (both) return `a build and bake-action both take results of "${title(both)}"`;
  const [logins, buildx, qemu] = ['login', 'setup-buildx', 'setup-qemu'].map(name =>
    steps.filter(is(`docker/${name}-action`)),
  ) as [FileStep[], FileStep[], FileStep[]];
  const replaced = chains.flatMap(({ meta, more, fed }) => [meta, ...more, ...fed]);
  const taken = new Set([...builds, ...logins, ...buildx, ...qemu, ...replaced]);
  return { chains, logins, buildx, qemu, others: steps.filter(step => !taken.has(step)) };
}

/** Whether a step uses results of metadata-action: by its id, or by the environment variables of the only such step. */
function takes(text: string, { id }: FileStep, metas: readonly FileStep[]): boolean {
  return (id !== undefined && mentions(text, id)) || (metas.length === 1 && readsVariables(text));
}

/** Of several, the one whose labels win on the image: the last in `labels`, else the first of all. */
function mainOf(metas: readonly FileStep[], build: FileStep): FileStep | undefined {
  const labels = build.with.find(({ key }) => key === 'labels')?.value ?? '';
  const at = ({ id = '' }: FileStep) => readsIn(labels).findIndex(read => read.id === id.toLowerCase());
  return [...metas].sort((a, b) => at(b) - at(a))[0];
}

function keyOf(step: FileStep, name: string): string | undefined {
  return step.keys.find(({ key }) => key === name)?.value?.trim();
}

/** Variables such as DOCKER_METADATA_SHORT_SHA_LENGTH affect metadata-action's results. */
function hasEnvOf(meta: FileStep, build: FileStep): boolean {
  const [own, other] = [meta, build].map(({ keys }) => keys.find(({ key }) => key === 'env')?.source);
  return own === undefined || (other !== undefined && bare(own) === bare(other));
}

/** An input that no version of the action has that works like the newest: one of version 1, or a merge key of YAML. */
function strangeInput(build: FileStep): string | undefined {
  if (isBake(build)) return undefined;
  const strange = build.with.find(({ key }) => !BUILD_INPUTS.includes(key));
  return strange && `has the input \`${strange.key}\`, which has no equivalent`;
}

function whyNot(build: FileStep): string | undefined {
  const outputs = build.with.find(({ key }) => key === 'outputs')?.value ?? '';
  if (/push-by-digest\s*=\s*true/.test(outputs)) {
    return 'pushes by digest, and no job that merges what it pushed was found';
  }
  return undefined;
}
