/** How layers are kept between runs. `raw`: the user's `cache-from` and `cache-to`. */
export type Backend = 'gha' | 'registry' | 'actions' | 'local' | 'inline' | 'none' | 'raw';

/** The cache of a run, and why, in words. */
export type Choice = Readonly<{
  backend: Backend;
  reason: string;
  /** Why this run reads the cache but does not write it; undefined when it writes. */
  readOnly: string | undefined;
  /** What was requested but is unavailable, in words: a notice. */
  notice: string | undefined;
}>;

/** `--cache-from` and `--cache-to`, one item each, in buildx's syntax. */
export type CacheSpecs = Readonly<{ from: readonly string[]; to: readonly string[] }>;
