import type { GivenPolicy } from './types.ts';

/** Whether some rule is about what only the image shows: it must then be here before anything of it is published. */
export function looksAtImages(policy: GivenPolicy | undefined): boolean {
  if (policy === undefined) return false;
  const { labels, maxSize, nonRoot, platforms, require, baseImages } = policy.rules;
  const lists = [labels, maxSize, platforms];
  // Of several platforms, only the image itself says what it was built of.
  return (
    baseImages !== undefined || nonRoot || require.provenance || require.sbom || lists.some(list => list.length > 0)
  );
}
