import type { Metadata, MetadataInputs, PlannedTag } from './types.ts';

/**
 * Facts about the repository and the commit. `undefined` is unknown, `''` is known to be empty (a repository without
 * description or license).
 */
export type RepoFacts = Readonly<{
  name?: string;
  description?: string;
  htmlUrl?: string;
  /** SPDX identifier. */
  license?: string;
  defaultBranch?: string;
  /** The commit's time, or this run's if unknown. */
  commitDate?: Date;
  commitMessage?: string;
  /** `git describe`. No event has it. */
  commitDescription?: string;
  committerName?: string;
  committerEmail?: string;
  committerUsername?: string;
}>;

export type Fact = keyof RepoFacts;

/**
 * Renders a date by a moment.js format in an IANA time zone. `warn` is called for a nonexistent zone; UTC is then used,
 * as in metadata-action on hosted runners.
 */
export type FormatDate = (date: Date, format: string, zone: string, warn: (text: string) => void) => string;

/** The text of a file below the workspace, by its relative path. Throws an ActionError for a path outside. */
export type ReadWorkspaceFile = (path: string) => string;

/** Effects available to templates. `neededFormatter` says whether `formatDate` is needed. */
export type TemplatePorts = Readonly<{ formatDate?: FormatDate; readWorkspaceFile?: ReadWorkspaceFile }>;

/** A rule that was tried and gave no tag. `why` is a clause: `the event is "push", not "schedule"`. */
export type Untagged = Readonly<{
  rule: string;
  why: string;
  /** It would have given one if the event had had a certain fact. */
  isIncomplete?: true;
  /** Nobody wrote it: it is one of the default rules. */
  isDefault?: true;
}>;

/** metadata-action's inputs, and the other inputs with templates. */
export type Wanted = MetadataInputs &
  Readonly<{
    /** Whether the tags are pushed; false if unspecified. */
    isPublished?: boolean;
    /** Build arguments, `KEY=value`. */
    buildArgs?: readonly string[];
  }>;

export type ComputedMetadata = Metadata &
  Readonly<{
    untagged: readonly Untagged[];
    buildArgs: readonly BuildArg[];
    /** The tags of each name, by the lower-case name. */
    tagsByName: ReadonlyMap<string, readonly PlannedTag[]>;
  }>;

/** Tag rules for some of the names. `at` names them in messages. */
export type OwnRules = Readonly<{ names: readonly string[]; tags: readonly string[]; at: string }>;

/** A build argument with its templates rendered. */
export type BuildArg = Readonly<{
  arg: string;
  /** `NAME=value` for the log, if it comes from a template. Text outside of templates may be secret: `…`. */
  shown?: string;
}>;
