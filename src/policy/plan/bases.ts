import { mapIn, textIn } from '../../bake/target.ts';
import { usedImages } from '../../dockerfile/images.ts';
import type { ImageRules } from '../../inputs/policy/types.ts';
import { formatReference } from '../../oci/reference.ts';
import type { AskedImage, AskedRun } from '../asked.ts';
import type { Breach } from '../breach.ts';
import { imageBreaches, type UsedImage, usedImage } from '../images.ts';
import type { BuilderSettings } from './builder-settings.ts';
import { mirrorBreaches } from './mirrors.ts';
import { toolsIn, toolsOf } from './tools.ts';

/** The images that a build will use, as far as the inputs and the Dockerfile show; the rest is known after the build. */
export function basesOf(asked: AskedImage): readonly UsedImage[] {
  return [...imagesOf(asked), ...toolsOf(asked.inputs)];
}

function imagesOf({ inputs, target, dockerfile }: AskedImage): readonly UsedImage[] {
  if (inputs.source !== undefined || inputs.parts.merge) return [];
  const { buildArgs } = inputs.build;
  const own = Object.entries(mapIn(target ?? {}, 'args')).map(([name, value]) => `${name}=${value}`);
  const text = textIn(target ?? {}, 'dockerfile-inline') || dockerfile;
  const facts = { ...inputs.build, buildArgs: [...buildArgs, ...own] };
  const names = text === undefined ? [] : usedImages(text, facts);
  return names.flatMap(name => usedImage(name) ?? []);
}

/** The breaches of all images of a run and of its builder. */
export function baseBreaches(
  rules: ImageRules,
  { images, linked }: AskedRun,
  settings: BuilderSettings,
): readonly Breach[] {
  const own = images.flatMap(asked =>
    basesOf(asked).flatMap(base => imageBreaches('base-images', rules, asked.image.name, base)),
  );
  const others = Object.entries(linked).flatMap(([name, target]) =>
    toolsIn(target).flatMap(tool => imageBreaches('base-images', rules, name, tool)),
  );
  // Mirrors are the same for all images of a run.
  const [built] = images.filter(({ inputs }) => inputs.source === undefined && !inputs.parts.merge);
  const mirrors = built === undefined ? [] : mirrorBreaches(rules, built.inputs, settings);
  return [...own, ...others, ...mirrors];
}

/** The image that is published instead of a built one. */
export function sourceBreaches(
  sources: ImageRules | undefined,
  hasBases: boolean,
  { image: { name }, inputs: { source } }: AskedImage,
): readonly Breach[] {
  if (source === undefined || source.kind === 'parts') return [];
  if (sources === undefined) {
    if (!hasBases) return [];
    const found = 'the base images of an existing image cannot be checked';
    return [
      {
        rule: 'base-images',
        image: name,
        found,
        fix: 'Add `sources` to the policy, to say which images may be republished.',
      },
    ];
  }
  if (source.kind === 'registry') {
    const used = usedImage(formatReference(source.reference));
    return used === undefined ? [] : imageBreaches('sources', sources, name, used);
  }
  if (sources.allow === undefined && sources.signedBy.length === 0) return [];
  const found = `an OCI layout (${source.path}) has neither a name nor signatures in a registry`;
  return [{ rule: 'sources', image: name, found, fix: 'Publish an image of a registry, by its digest.' }];
}
