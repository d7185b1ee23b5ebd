import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readInputs } from '../../../src/inputs/inputs.ts';
import type { WorkflowJob, WorkflowStep } from '../../workflow/read.ts';
import { filesOf, settings } from '../bake.ts';
import type { Chain } from '../chain.ts';
import type { FileStep } from '../steps.ts';
import { environmentAt, type Published, planOf, publishedBy } from './planned.ts';
import { contextsOf, everything, filled, type Inputs, literal, type Scene } from './scene.ts';

/**
 * What bake-action publishes. Only the definition knows the targets, and it gets the same files, targets,
 * settings and variables before and after: they are compared as labels, next to metadata-action's results.
 */
export async function oldBake({ build: file, fed }: Chain, bake: WorkflowStep, scene: Scene): Promise<Published> {
  const known = withFiles(scene, fed);
  const given = filled(bake, known);
  const set = settings({ ...file, with: [{ key: 'set', value: given.set ?? '', source: '' }] });
  const files = filesOf({ ...file, with: [{ key: 'files', value: given.files ?? '', source: '' }] });
  const metas = await Promise.all(
    fed.map(meta => metadata(stepLike(scene.job, meta, 'docker/metadata-action'), scene, literal)),
  );
  return {
    push: set.pushes || given.push?.trim() === 'true',
    tags: metas.length > 0 ? metas.flatMap(({ tags }) => tags) : OF_DEFINITION,
    labels: [
      ...metas.flatMap(({ labels }) => labels),
      ...words({ files: files.join('\n'), set: set.rest.join('\n'), targets: given.targets, vars: given.vars }),
    ],
  };
}

export async function newBake({ fed }: Chain, bake: WorkflowStep, scene: Scene): Promise<Published> {
  const given = filled(bake, withFiles(scene, fed));
  check(given, scene);
  // One that was not replaced is metadata-action's.
  const read = (step: WorkflowStep) => (step.uses.startsWith('docker/metadata-action') ? literal : undefined);
  const metas = await Promise.all(
    fed.map(meta => {
      const step = stepLike(scene.job, meta, '');
      return metadata(step, scene, read(step));
    }),
  );
  const { 'bake-set': set, 'bake-targets': targets, 'bake-vars': vars } = given;
  return {
    push: given.push?.trim() === 'true',
    tags: metas.length > 0 ? metas.flatMap(({ tags }) => tags) : OF_DEFINITION,
    labels: [
      ...metas.flatMap(({ labels }) => labels),
      ...words({ files: given.bake === 'true' ? '' : given.bake, set, targets, vars }),
    ],
  };
}

const OF_DEFINITION = ['the tags of the definition'];

function words(given: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(given).map(([key, value = '']) => `bake ${key}: ${listOf(value, key).join(', ')}`);
}

function listOf(text: string, key: string): readonly string[] {
  return text
    .split(key === 'files' || key === 'targets' ? /[\n,]/ : '\n')
    .map(one => one.trim())
    .filter(one => one !== '');
}

/** The step by its id, or the only one of its action. */
function stepLike({ steps }: WorkflowJob, { id }: FileStep, action: string): WorkflowStep {
  return steps.find(one => (id === undefined ? one.uses.startsWith(action) && 'images' in one.with : one.id === id))!;
}

async function metadata(step: WorkflowStep, scene: Scene, read = (inputs: Inputs) => inputs): Promise<Published> {
  const { context, 'dry-run': _, ...inputs } = read(everything(step, contextsOf(scene)));
  const given = { ...inputs, ...(context && { 'ref-source': context }), push: 'false' };
  return publishedBy(await planOf(scene, given));
}

/** Steps that were there before and after, with the paths of the files that they give. */
function withFiles(scene: Scene, fed: readonly FileStep[]): Scene {
  const names = ['bake-file', 'bake-file-tags', 'bake-file-labels', 'bake-file-annotations'];
  const paths = (id: string) => Object.fromEntries(names.map(name => [name, `out/${id}/${name}.json`]));
  const results = fed.map(({ id = 'none' }) => [id, { outputs: { ...paths(id), tags: 'acme/tides:1' } }] as const);
  const steps = { ...(scene.others.steps as object), ...Object.fromEntries(results) };
  return { ...scene, others: { ...scene.others, steps } };
}

/** Reads the inputs like the action, in a folder with the files. @throws InputError */
function check(given: Inputs, { occasion }: Scene): void {
  const workspace = mkdtempSync(join(tmpdir(), 'slipway-migrate-'));
  try {
    for (const path of listOf(given.bake === 'true' ? '' : (given.bake ?? ''), 'files')) {
      mkdirSync(dirname(join(workspace, path)), { recursive: true });
      writeFileSync(join(workspace, path), '');
    }
    readInputs(environmentAt(occasion, given, workspace).env);
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}
