import type { Release } from './types.ts';

/** The version that a rule's value was made of. */
export type VersionFacts = Pick<Release, 'scheme' | 'version' | 'line'>;

/** What a rule gives for this event, prefix and suffix not yet added. */
export type Outcome =
  | Readonly<{
      value: string;
      /** Whether `latest=auto` adds `latest` when this rule is the first to give a tag. */
      latest: boolean;
      moving: boolean;
      release?: VersionFacts;
    }>
  | NoTag;

/** Why a rule gives no tag; `isIncomplete` when it would give one that is not whole. */
export type NoTag = Readonly<{ why: string; isIncomplete?: true }>;
