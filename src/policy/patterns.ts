import { matchesGlob } from '../host/text/glob.ts';
import { matchPatterns } from '../plan/filter.ts';
import type { Patterns } from '../plan/terms/types.ts';

/** A repository with its host, normalized. */
export type Place = Readonly<{ registry: string; path: string }>;

/** Whether a repository is one of these, or below one of them (`imagePattern`). */
export function isAmong(patterns: Patterns, { registry, path }: Place): boolean {
  const name = `${registry}/${path}`.toLowerCase();
  return patterns.some(pattern => matchPatterns([pattern, `${pattern}/**`], name).matched);
}

/** Whether one of the globs (`*` for any characters) matches the whole text. */
export function fitsOne(globs: readonly string[], text: string): boolean {
  return globs.some(glob => matchesGlob(glob, text));
}
