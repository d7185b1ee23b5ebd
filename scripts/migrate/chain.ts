import { METADATA_INPUTS } from './fields.ts';
import { title } from './logins.ts';
import type { FileJob, FileStep } from './steps.ts';

/** What one Slipway step takes the place of. */
export type Chain = Readonly<{ build: FileStep; meta: FileStep | undefined }>;

/** The steps of docker's chain in a job, by what they do. */
export type Found = Readonly<{
  chains: readonly Chain[];
  logins: readonly FileStep[];
  buildx: readonly FileStep[];
  qemu: readonly FileStep[];
  /** Everything else that the job does. */
  others: readonly FileStep[];
}>;

const is = (name: string) => (step: FileStep) => step.action === name;

/**
 * Finds docker's chain in a job.
 *
 * @returns undefined where there is nothing of it; a text that says why the chain cannot be replaced
 */
export function findChain(job: FileJob): Found | string | undefined {
  if (/^docker\/github-builder\//.test(job.uses)) return 'a reusable workflow of docker/github-builder';
  const { steps } = job;
  const builds = steps.filter(is('docker/build-push-action'));
  if (steps.some(is('docker/bake-action'))) return 'docker/bake-action builds several targets';
  if (builds.length === 0) {
    return steps.some(({ run }) => /buildx imagetools create/.test(run))
      ? 'the platforms of several runners are merged (`imagetools create`)'
      : undefined;
  }
  const metas = steps.filter(is('docker/metadata-action'));
  const chains: Chain[] = [];
  for (const build of builds) {
    const why = whyNot(build);
    if (why !== undefined) return `"${title(build)}" ${why}`;
    const used = metas.filter(meta => meta.id !== undefined && mentions(build.source, meta.id));
    if (used.length > 1) return `"${title(build)}" takes the results of several metadata-action steps`;
    const meta = used[0];
    const strange = meta?.with.find(({ key }) => !METADATA_INPUTS.includes(key));
    if (strange) return `metadata-action's input \`${strange.key}\` has no equivalent`;
    chains.push({ build, meta });
  }
  const [logins, buildx, qemu] = ['login', 'setup-buildx', 'setup-qemu'].map(name =>
    steps.filter(is(`docker/${name}-action`)),
  ) as [FileStep[], FileStep[], FileStep[]];
  const taken = new Set([...builds, ...logins, ...buildx, ...qemu, ...chains.map(({ meta }) => meta)]);
  return { chains, logins, buildx, qemu, others: steps.filter(step => !taken.has(step)) };
}

/** Whether a text has `steps.ID.` or `steps['ID'].`. */
export function mentions(text: string, id: string): boolean {
  return new RegExp(`\\bsteps(\\.${id}|\\['${id}'\\])\\.`).test(text);
}

function whyNot(build: FileStep): string | undefined {
  const outputs = build.with.find(({ key }) => key === 'outputs')?.value ?? '';
  if (/push-by-digest\s*=\s*true/.test(outputs)) {
    return 'pushes by digest, for another job to merge: one step with `platforms`, or `layout` and `source`, does that';
  }
  return undefined;
}
