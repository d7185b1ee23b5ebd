/** Template names taken from the event, which may lack them: a git tag has no branch, a push no pull request. */
export const EVENT_NAMES: readonly string[] = [
  'branch',
  'tag',
  'sha',
  'short_sha',
  'base_ref',
  'head_ref',
  'pr_number',
  'actor',
  'run_number',
  'run_attempt',
];
