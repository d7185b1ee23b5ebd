import type { Policy } from '../../inputs/policy/types.ts';
import { samePlatform } from '../../oci/platforms.ts';
import type { AskedImage, AskedRun } from '../asked.ts';
import type { Breach } from '../breach.ts';
import { baseBreaches, sourceBreaches } from './bases.ts';
import { builderSettings, NO_SETTINGS } from './builder-settings.ts';
import { denialBreaches } from './denials.ts';
import { registryBreaches } from './registries.ts';
import { requirementBreaches } from './requirements.ts';

/** All breaches in a plan. Those that only the image shows are checked later. */
export async function checkPlan(policy: Policy, run: AskedRun): Promise<readonly Breach[]> {
  const { registries, require, baseImages, sources, deny, platforms } = policy;
  // All images of a run are built by the same builder.
  const [first] = run.images;
  const settings = first === undefined ? NO_SETTINGS : await builderSettings(first.inputs.builder, run.buildkitdConfig);
  const bases = baseImages === undefined ? [] : baseBreaches(baseImages, run, settings);
  return [
    ...(registries === undefined ? [] : registryBreaches(registries, run)),
    ...run.images.flatMap(asked => requirementBreaches(require, asked)),
    ...bases,
    ...run.images.flatMap(asked => sourceBreaches(sources, baseImages !== undefined, asked)),
    ...denialBreaches(deny, run, settings),
    ...run.images.flatMap(asked => platformBreaches(platforms, asked)),
  ];
}

/** Without `platforms` the builder decides, and the image is checked instead. */
function platformBreaches(wanted: readonly string[], { image, inputs }: AskedImage): readonly Breach[] {
  const { platforms } = inputs.build;
  if (inputs.source !== undefined || platforms.length === 0) return [];
  const missing = wanted.filter(one => !platforms.some(platform => samePlatform(platform, one)));
  return missing.length === 0 ? [] : [missingPlatforms(image.name, missing)];
}

export function missingPlatforms(image: string, missing: readonly string[]): Breach {
  const found = `the image does not include ${missing.join(', ')}`;
  return { rule: 'platforms', image, found, fix: 'Add what is missing to `platforms`.' };
}
