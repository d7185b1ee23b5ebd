/** What carries layers from one run to the next. `raw`: what `cache-from` and `cache-to` say. */
export type Backend = 'gha' | 'registry' | 'actions' | 'local' | 'inline' | 'none' | 'raw';

/** Which cache a run uses, and why, in words. */
export type Choice = Readonly<{
  backend: Backend;
  reason: string;
  /** Why this run reads the cache and does not write it; undefined when it writes. */
  readOnly: string | undefined;
  /** What was asked for and cannot be had, in words: a notice. */
  notice: string | undefined;
}>;

/** `--cache-from` and `--cache-to`, one item each, in buildx's own syntax. */
export type CacheSpecs = Readonly<{ from: readonly string[]; to: readonly string[] }>;
