import type { ImageRules } from '../../inputs/policy/types.ts';
import type { Breach } from '../breach.ts';
import { imageBreaches, unsigned } from '../images.ts';
import type { Material, Materials } from './materials.ts';

/** Forbidden images that a build used. @param materials undefined: unknown */
export async function checkMaterials(
  rules: ImageRules,
  image: string,
  materials: Materials | undefined,
  problemOf: (material: Material) => Promise<string | undefined>,
): Promise<readonly Breach[]> {
  if (materials === undefined) {
    const found = 'the build did not say which images it used';
    return [{ rule: 'base-images', image, found, fix: 'Remove `provenance: false`, and use buildx 0.15 or later.' }];
  }
  const unverified = await Promise.all(
    rules.signedBy.length === 0
      ? []
      : materials.images.map(async (material): Promise<readonly Breach[]> => {
          const found = await problemOf(material);
          return found === undefined ? [] : [unsigned('base-images', image, found)];
        }),
  );
  return [
    ...materials.unnamed.map(uri => ({
      ...{ rule: 'base-images', image, found: `the build used an image without a name (${uri.slice(0, 100)})` },
      fix: 'Use images of a registry, not OCI layouts.',
    })),
    ...materials.images.flatMap(one => imageBreaches('base-images', rules, image, one)),
    ...unverified.flat(),
  ];
}
