import type { BuilderInUse } from '../builder/builder-in-use.ts';
import { isSpread } from '../builder/several-nodes.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Job } from '../inputs/job.ts';
import type { ImagePlan } from '../plan/terms/types.ts';
import { cachesFor, cachesOf, inlineSpecs, partName } from './store/specs.ts';
import type { Backend, CacheSpecs } from './store/types.ts';

type Placed = Readonly<{ backend: Backend; specs: CacheSpecs; job: Job; builder: BuilderInUse }>;

/** The inputs with these caches, and with the share of each image and each node in them. */
export function withCaches(inputs: Inputs, { backend, specs, job, builder }: Placed): Inputs {
  const partsIn = partsOf(backend, job, builder);
  const { build } = inputs;
  const own = { from: build.noCache ? [] : specs.from, to: specs.to };
  if (partsIn === undefined) return { ...inputs, build: { ...build, cacheFrom: own.from, cacheTo: own.to } };
  // An image's own caches come before its share of the run's cache.
  const parts = new Map([...partsIn(own), ...(build.partCaches ?? [])]);
  // One build of all platforms reads the caches of each. Its nodes must not write to the same place.
  const cacheFrom = [...new Set([...parts.values()].flatMap(({ from }) => from))];
  return { ...inputs, build: { ...build, cacheFrom, cacheTo: [], partCaches: parts } };
}

/** The cache of each part of the run, if there are parts. */
type Parts = (specs: CacheSpecs) => ReadonlyMap<string, CacheSpecs>;

function partsOf(backend: Backend, { inputs, plan, several }: Job, builder: BuilderInUse): Parts | undefined {
  if (several === undefined) {
    if (!isSpread(inputs, builder)) return undefined;
    return specs => new Map(inputs.build.platforms.map(platform => [platform, cachesFor(backend, specs, platform)]));
  }
  const ofImage = (image: ImagePlan, specs: CacheSpecs) =>
    backend === 'inline' ? inlineSpecs(movingReferences([image]).slice(0, 4)) : cachesOf(backend, specs, image.name);
  return specs =>
    new Map(
      plan.images.flatMap((image, at) => {
        const own = ofImage(image, specs);
        const each = several.builds[at]?.inputs ?? inputs;
        // Nodes must not write to the same place. The cache written for all platforms after the gates is also read.
        const isApart = isSpread(each, builder) && inputs.build.partCaches?.has(image.name) !== true;
        const ofPlatform = (platform: string): readonly [string, CacheSpecs] => {
          const { from, to } = cachesFor(backend, own, platform);
          return [partName(platform, image.name), { from: [...new Set([...from, ...own.from])], to }];
        };
        return [[image.name, own] as const, ...(isApart ? each.build.platforms.map(ofPlatform) : [])];
      }),
    );
}

/** The references of tags that move, as this plan has them. */
export function movingReferences(images: readonly ImagePlan[]): readonly string[] {
  return images
    .flatMap(({ destinations }) => destinations)
    .flatMap(({ name, tags }) => tags.filter(tag => tag.moving).map(tag => `${name}:${tag.name}`));
}
