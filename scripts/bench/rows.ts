import type { Lab } from './lab.ts';
import type { Result } from './result.ts';
import { cachedBesideChain, cachedFarAway, cachedNearby } from './rows/cached.ts';
import { caches } from './rows/caches.ts';
import { manyImages, manyLayers, manyRegistries, manyTags } from './rows/growth.ts';
import { manyImagesFarAway, manyImagesNearby } from './rows/images.ts';
import { emptyRegistry, everythingNew, oneLayerChanged } from './rows/large.ts';
import { hundredLayers } from './rows/layers.ts';
import { layoutUpload, tenThousandBlobs } from './rows/layout.ts';
import { partsMerged } from './rows/parts.ts';
import { planning } from './rows/planning.ts';
import { promotion, promotionInside } from './rows/promote.ts';
import { fourRegistries } from './rows/registries.ts';
import { postStep, startUp } from './rows/startup.ts';

/** Measures one thing, or a few that come from the same runs. */
export type Row = (lab: Lab) => Promise<readonly Result[]>;

/** Everything that `npm run bench` measures, cheap before expensive. */
export const ROWS: Readonly<Record<string, Row>> = {
  startup: startUp,
  post: postStep,
  planning,
  cached: cachedNearby,
  chain: cachedBesideChain,
  latency: cachedFarAway,
  changed: oneLayerChanged,
  new: everythingNew,
  empty: emptyRegistry,
  four: fourRegistries,
  layout: layoutUpload,
  blobs: tenThousandBlobs,
  promote: promotion,
  inside: promotionInside,
  layers: hundredLayers,
  'many-images': manyImages,
  'many-registries': manyRegistries,
  'many-layers': manyLayers,
  'many-tags': manyTags,
  bake: manyImagesNearby,
  'bake-far': manyImagesFarAway,
  parts: partsMerged,
  caches,
};
