/** What a rule gives for this event, prefix and suffix not yet added. */
export type Outcome =
  | Readonly<{
      value: string;
      /** Whether `latest=auto` adds `latest` when this rule is the first to give a tag. */
      latest: boolean;
      moving: boolean;
    }>
  | Readonly<{ why: string }>;
