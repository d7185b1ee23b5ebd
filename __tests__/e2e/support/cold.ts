import type { Entry } from '../../fakes/cache-entries.ts';
import { pruneCache } from './engine-api.ts';

/**
 * Makes the engine forget a test's own layers, as if its builder were new: steps that name `id`, and what was imported
 * from a cache, which only its digests identify.
 *
 * @param id a word that every step of the test has in it (`COPY --from=ID`, `RUN : ID; …`), and no other test's
 * @param digests of layers that a cache held
 */
export async function goCold(id: string, digests: Iterable<string> = []): Promise<void> {
  await pruneCache(new RegExp([id, ...new Set(digests)].join('|')));
}

/** The layers that BuildKit's `type=gha` cache saved: their digests are in the names of its entries. */
export function cachedLayers(entries: readonly Entry[]): string[] {
  return entries.flatMap(({ key }) => /sha256:[0-9a-f]{64}/.exec(key) ?? []);
}
