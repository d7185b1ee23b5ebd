import type { GivenPolicy } from './types.ts';

/** Whether some rule needs the image itself: it must then be on this machine before anything is published. */
export function looksAtImages(policy: GivenPolicy | undefined): boolean {
  if (policy === undefined) return false;
  const { labels, maxSize, nonRoot, platforms, require, baseImages } = policy.rules;
  const lists = [labels, maxSize, platforms];
  // With several platforms, only the image itself says what it was built from.
  return (
    baseImages !== undefined || nonRoot || require.provenance || require.sbom || lists.some(list => list.length > 0)
  );
}
