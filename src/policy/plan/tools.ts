import { type BakeTarget, specsIn } from '../../bake/target.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import { attributesIn, valuesIn } from '../../plan/terms/attributes.ts';
import { type Tool, type UsedImage, usedImage } from '../images.ts';

/** The images that inputs choose for BuildKit, QEMU and SBOMs. They affect the result as much as a base image. */
export function toolsOf({ builder, build, qemuImage }: Inputs): readonly UsedImage[] {
  const options = builder.nodes.flatMap(({ driverOpts }) => driverOpts).flatMap(attributesIn);
  const named = (key: string) => options.flatMap(([name, value]) => (name === key ? [value] : []));
  return [
    ...used('BuildKit image', named('image')),
    ...used('QEMU image', [qemuImage, ...named('qemu.image')]),
    ...generators([build.sbom, ...build.attests]),
  ];
}

/** Those of a bake target. */
export function toolsIn(target: BakeTarget): readonly UsedImage[] {
  return generators(specsIn(target, 'attest'));
}

function generators(specs: readonly string[]): readonly UsedImage[] {
  return used(
    'SBOM generator',
    specs.flatMap(spec => valuesIn(spec, 'generator')),
  );
}

/** Docker and buildx refuse an invalid name. */
function used(what: Tool, names: readonly string[]): readonly UsedImage[] {
  return names.flatMap(name => usedImage(name) ?? []).map(image => ({ ...image, what }));
}
