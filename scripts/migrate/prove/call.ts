import { LEFT_OUT } from '../../docs/workflows/left-out.ts';
import type { WorkflowStep } from '../../workflow/read.ts';
import { type Published, planOf, publishedBy } from './planned.ts';
import { contextsOf, everything, filled, mustRun, type Scene } from './scene.ts';

/** The inputs of a call of a reusable workflow. */
export type Given = Readonly<Record<string, string>>;

/** What docker/github-builder's build.yml publishes, with the labels that a Slipway step adds. @throws Left */
export async function oldCall(given: Given, scene: Scene): Promise<Published> {
  mustRun(undefined, scene);
  const inputs = everything({ with: given }, contextsOf(scene));
  const meta = (key: string) => inputs[`meta-${key}`] ?? '';
  const labels = [inputs.labels ?? '', inputs['set-meta-labels'] === 'true' ? meta('labels') : ''].join('\n');
  const plan = await planOf(scene, {
    images: meta('images').toLowerCase(),
    tags: meta('tags'),
    flavor: meta('flavor'),
    labels,
    push: inputs.push?.trim() || 'false',
  });
  return withPlatforms(publishedBy(plan), inputs.platforms || 'linux/amd64');
}

/** What publish.yml publishes. @throws Left */
export async function newCall(given: Given, scene: Scene): Promise<Published> {
  mustRun(undefined, scene);
  const inputs = everything({ with: given }, contextsOf(scene));
  const refused = Object.keys(inputs).find(name => name in LEFT_OUT);
  if (refused !== undefined) throw new Error(`publish.yml has no input \`${refused}\``);
  return planned(inputs, scene);
}

/** What a step publishes that bakes one target, whatever is in the definition. @throws Left */
export async function newBakeStep(step: WorkflowStep, scene: Scene): Promise<Published> {
  const inputs = filled(step, scene);
  return planned(
    Object.fromEntries(Object.entries(inputs).filter(([key]) => !/^bake(-(targets|set|vars))?$/.test(key))),
    scene,
  );
}

async function planned(inputs: Given, scene: Scene): Promise<Published> {
  const { sign: _, attest: __, ...rest } = inputs;
  return withPlatforms(publishedBy(await planOf(scene, rest)), inputs.platforms || 'linux/amd64');
}

function withPlatforms(published: Published, platforms: string): Published {
  const list = platforms.split(/[\s,]+/).filter(one => one !== '');
  return { ...published, labels: [...published.labels, `platforms: ${list.join(', ')}`] };
}
