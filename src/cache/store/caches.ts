import type { Inputs } from '../../inputs/inputs.ts';

/** Everything that a build reads and writes. */
export function caches({ build }: Pick<Inputs, 'build'>): readonly string[] {
  const ofPlatforms = [...(build.partCaches?.values() ?? [])].flatMap(({ from, to }) => [...from, ...to]);
  return [...build.cacheFrom, ...build.cacheTo, ...ofPlatforms];
}
