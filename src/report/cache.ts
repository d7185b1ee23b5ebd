import type { CacheReport } from '../cache/cache.ts';
import type { Outputs } from './outputs.ts';

/** `cache-backend` and `cache-hit-ratio` (two decimals; '' for a build without steps, and without a build). */
export function cacheOutputs(cache: CacheReport | undefined): Outputs {
  return { 'cache-backend': cache?.backend ?? '', 'cache-hit-ratio': cache?.ratio?.toFixed(2) ?? '' };
}
