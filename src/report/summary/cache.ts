import type { BuildStats } from '../../build/progress/steps.ts';
import type { CacheReport } from '../../cache/cache.ts';
import { missLine } from '../../cache/first-misses.ts';
import { markdownCell } from '../../runner/sanitize.ts';

/** The job summary's cache section: hits, backend, and first misses. */
export function cacheSection({ cachedSteps, totalSteps }: BuildStats, cache: CacheReport | undefined): string {
  const counted = `${cachedSteps} of ${totalSteps} build steps were cached.`;
  if (cache === undefined) return counted;
  const readOnly = cache.readOnly === undefined ? '' : ` Read only: ${markdownCell(cache.readOnly)}.`;
  const which = `Cache: ${cache.backend} (${markdownCell(cache.reason)}).${readOnly}`;
  return [`${counted} ${which}`, ...cache.misses.map(miss => `- ${markdownCell(missLine(miss))}`)].join('\n');
}
