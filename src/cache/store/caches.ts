import type { Inputs } from '../../inputs/inputs.ts';

type Build = Pick<Inputs, 'build'>;

/** All caches that a build reads and writes. */
export function caches({ build }: Build): readonly string[] {
  const ofParts = [...(build.partCaches?.values() ?? [])].flatMap(({ from, to }) => [...from, ...to]);
  return [...build.cacheFrom, ...build.cacheTo, ...ofParts];
}

/** All caches that a build writes. */
export function writtenCaches({ build }: Build): readonly string[] {
  return [...build.cacheTo, ...[...(build.partCaches?.values() ?? [])].flatMap(({ to }) => to)];
}

type Specs = readonly string[];

/** The inputs with changed caches, for the whole build and each part. */
export function mapCaches<T extends Build>(inputs: T, from: (specs: Specs) => Specs, to: (specs: Specs) => Specs): T {
  const { cacheFrom, cacheTo, partCaches } = inputs.build;
  const parts = [...(partCaches ?? [])].map(
    ([name, part]) => [name, { from: from(part.from), to: to(part.to) }] as const,
  );
  const build = {
    ...inputs.build,
    ...{ cacheFrom: from(cacheFrom), cacheTo: to(cacheTo) },
    ...(partCaches !== undefined && { partCaches: new Map(parts) }),
  };
  return { ...inputs, build };
}
