import type { Metadata, MetadataInputs, PlannedTag } from './types.ts';

/**
 * What the repository and the commit are, as far as it is known. `undefined` is "not known", `''` is "known to be
 * empty" (a repository without description or licence).
 */
export type RepoFacts = Readonly<{
  name?: string;
  description?: string;
  htmlUrl?: string;
  /** SPDX identifier. */
  licence?: string;
  defaultBranch?: string;
  /** When the commit was committed; this run's time stands in for it when it cannot be known. */
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
 * Renders a date by a moment.js format in an IANA time zone. `warn` gets a zone that does not exist; UTC is then
 * used, which is what metadata-action does on hosted runners.
 */
export type FormatDate = (date: Date, format: string, zone: string, warn: (text: string) => void) => string;

/** The text of a file below the workspace, given a relative path. Throws an ActionError for a path that leads out. */
export type ReadWorkspaceFile = (path: string) => string;

/** Effects that templates may ask for. `neededFormatter` says whether `formatDate` is. */
export type TemplatePorts = Readonly<{ formatDate?: FormatDate; readWorkspaceFile?: ReadWorkspaceFile }>;

/** A rule that was tried and gave no tag. `why` is a clause: `the event is "push", not "schedule"`. */
export type Untagged = Readonly<{
  rule: string;
  why: string;
  /** It would have given one, but for a fact that the event lacks. */
  isIncomplete?: true;
  /** Nobody wrote it: it is one of the default ones. */
  isDefault?: true;
}>;

/** metadata-action's inputs, and what else its templates are for. */
export type Wanted = MetadataInputs &
  Readonly<{
    /** Whether the tags are to be written to registries; false when it is not said. */
    isPublished?: boolean;
    /** Build arguments, `KEY=value`. */
    buildArgs?: readonly string[];
  }>;

export type ComputedMetadata = Metadata &
  Readonly<{
    untagged: readonly Untagged[];
    buildArgs: readonly BuildArg[];
    /** The tags of each name, by the name in lower case. */
    tagsByName: ReadonlyMap<string, readonly PlannedTag[]>;
  }>;

/** Tag rules for some of the names. `at` names them in messages. */
export type OwnRules = Readonly<{ names: readonly string[]; tags: readonly string[]; at: string }>;

/** A build argument with its templates rendered. */
export type BuildArg = Readonly<{
  arg: string;
  /** `NAME=value` for the log, where a template gave it. What was written around templates may be secret: `…`. */
  shown?: string;
}>;
