import type { Release } from './types.ts';

/** The version in a rule's value. */
export type VersionFacts = Pick<Release, 'scheme' | 'version' | 'line'>;

/** A rule's result for this event, before prefix and suffix. */
export type Outcome =
  | Readonly<{
      value: string;
      /** Whether `latest=auto` adds `latest` when this rule is the first to give a tag. */
      latest: boolean;
      moving: boolean;
      release?: VersionFacts;
    }>
  | NoTag;

/** Why a rule gives no tag; `isIncomplete` when its tag would have gaps. */
export type NoTag = Readonly<{ why: string; isIncomplete?: true }>;
