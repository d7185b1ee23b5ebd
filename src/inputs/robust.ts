import { DEFAULT_RETRY, type RetryPolicy } from '../host/retry.ts';
import { quote } from '../host/text/quote.ts';
import { patternProblem } from '../plan/filter.ts';
import type { Patterns } from '../plan/terms/types.ts';
import { DURATION, durationOf } from './reading/duration.ts';
import { boolean, items, type Source } from './reading/source.ts';

/** The inputs for handling failures and existing images. */
export type RobustInputs = Readonly<{
  /** For every network access: registries, builds and GitHub's API. */
  retry: RetryPolicy;
  preflight: boolean;
  /** Tags that must never move to another commit's image. Empty: none. */
  immutableTags: Patterns;
  skipExisting: boolean;
  /** Keep a moving tag's image if the new one has the same layers and configuration. */
  skipUnchanged: boolean;
  /** `base-changed`: build only if a base image of the published one has changed. */
  rebuild: 'always' | 'base-changed';
  /** `forward`: `latest` and the like never go back to an older version or commit. */
  movingTags: 'forward' | 'always';
}>;

export function readRobust(source: Source): RobustInputs {
  const immutableTags = readPatterns(source);
  const skipExisting = boolean(source, 'skip-existing');
  if (skipExisting && immutableTags.length === 0) {
    source.report(
      'skip-existing',
      'is true, but no tag is immutable, so nothing could show that this commit is already published',
      'List the tags that never move, as in `immutable-tags: "v?[0-9]+.[0-9]+.[0-9]+*, sha-*"`.',
    );
  }
  const skipUnchanged = boolean(source, 'skip-unchanged');
  if (skipUnchanged) checkUnchanged(source, immutableTags);
  return {
    skipUnchanged,
    rebuild: readRebuild(source),
    retry: readRetry(source),
    preflight: boolean(source, 'preflight'),
    immutableTags,
    skipExisting,
    movingTags: readMovingTags(source),
  };
}

function checkUnchanged(source: Source, immutableTags: Patterns): void {
  if (immutableTags.length > 0) {
    source.report(
      'skip-unchanged',
      'gives new tags to the image of an earlier commit, but `immutable-tags` distinguishes images by their commit: a re-run would be rejected',
      'Remove one of the two.',
    );
  }
  if (source.text('layout') !== '') {
    source.report(
      'skip-unchanged',
      'applies to published images, but `layout` contains what was built',
      'Remove one of the two.',
    );
  }
}

function readRebuild(source: Source): 'always' | 'base-changed' {
  const text = source.text('rebuild');
  if (text === 'always' || text === 'base-changed') return text;
  source.invalid('rebuild', quote(text), '`always` or `base-changed`');
  return 'always';
}

function readMovingTags(source: Source): 'forward' | 'always' {
  const text = source.text('moving-tags');
  if (text === 'forward' || text === 'always') return text;
  source.invalid('moving-tags', quote(text), '`forward` or `always`');
  return 'forward';
}

function readRetries(source: Source): number {
  const text = source.text('retries');
  if (/^\d{1,2}$/.test(text)) return Number(text);
  source.invalid('retries', quote(text), 'a number from 0 (try once) to 99, as in `5`');
  return DEFAULT_RETRY.retries;
}

/** A duration in milliseconds. */
function readTimeout(source: Source): number {
  const text = source.text('timeout');
  const ms = durationOf(text);
  if (ms !== undefined) return ms;
  source.invalid('timeout', quote(text), DURATION);
  return DEFAULT_RETRY.deadline;
}

function readPatterns(source: Source): Patterns {
  const patterns = items(source, 'immutable-tags', { commas: true });
  for (const pattern of patterns) {
    const problem = patternProblem(pattern);
    if (problem === undefined) continue;
    source.report(
      'immutable-tags',
      `has the pattern ${quote(pattern)}, which ${problem}`,
      "Write it in GitHub's filter syntax, as in `[0-9]+.[0-9]+.[0-9]+` or `sha-*`.",
    );
  }
  if (patterns.length > 0 && patterns.every(pattern => pattern.startsWith('!'))) {
    source.report('immutable-tags', 'contains only exclusions (`!…`)', 'Start with an inclusion, such as `*`.');
  }
  return patterns;
}

/** `retries` and `timeout`. */
export function readRetry(source: Source): RetryPolicy {
  return { ...DEFAULT_RETRY, retries: readRetries(source), deadline: readTimeout(source) };
}
