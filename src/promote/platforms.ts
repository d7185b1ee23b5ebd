import { ActionError } from '../host/errors.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { imagesIn, isIndex } from '../oci/manifest.ts';
import { nameOf, samePlatform } from '../oci/platforms.ts';
import type { Manifest } from '../oci/types.ts';

/** The platforms that an index names. */
export function platformsIn(root: Manifest): readonly string[] {
  if (!isIndex(root.mediaType)) return [];
  // Some tools write an empty platform.
  return imagesIn(root).flatMap(({ platform }) => (platform?.os ? [nameOf(platform)] : []));
}

/** @throws ActionError IMAGE_INVALID for an index without any image: no engine could pull it */
export function refuseEmpty(root: Manifest, place: string): void {
  if (!isIndex(root.mediaType) || imagesIn(root).length > 0) return;
  throw new ActionError('IMAGE_INVALID', `${place}: ${root.digest} is an index without any image`, {
    hint: 'No client could pull it. Rebuild the image, or use another one.',
  });
}

/**
 * The platforms that gates need; always includes the machine's own, or else the first. Empty: the engine's default.
 *
 * @param platforms of the image
 * @param native this machine's
 * @param one the engine can hold one platform only (the classic store keeps the last pulled one)
 */
export function platformsToTest(
  { gatePlatforms, gates, containerTest }: Pick<Inputs, 'gatePlatforms' | 'gates' | 'containerTest'>,
  platforms: readonly string[],
  native: string,
  one: boolean,
): readonly string[] {
  const own = platforms.find(platform => samePlatform(platform, native)) ?? platforms[0];
  if (one) return own === undefined ? [] : [own];
  if (gatePlatforms === 'all') return platforms;
  const named = [...gates.map(({ platform }) => platform), containerTest?.platform];
  return platforms.filter(
    platform => platform === own || named.some(name => name !== undefined && samePlatform(name, platform)),
  );
}
