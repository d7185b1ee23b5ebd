import { type Context, text } from '../../event/context.ts';
import { defaultBranchOf } from '../../event/default-branch.ts';
import type { FormatDate, RepoFacts } from '../terms/metadata-types.ts';
import { refuse } from '../terms/problems.ts';
import { branchOf, tagOf } from '../terms/refs.ts';
import { shortSha } from '../terms/switches.ts';
import type { Scope } from './template.ts';

/** The events that GitHub runs on the default branch's last commit, plus `create`, as in metadata-action. */
const defaultBranchEvents = new Set(['create', 'discussion', 'discussion_comment', 'issues', 'schedule']);

/** metadata-action's names for `value`, `prefix`, `suffix`, `enable`, labels and annotations. */
export function globalHelpers(subject: Context, dates: Scope): Scope {
  const { ref, sha, env } = subject;
  return {
    branch: () => branchOf(ref),
    tag: () => tagOf(ref),
    sha: () => shortSha(sha, env),
    base_ref: () => baseRefOf(subject),
    is_default_branch: () => String(isDefaultBranch(subject)),
    is_not_default_branch: () => String(!isDefaultBranch(subject)),
    ...dates,
  };
}

/** `date` and `commit_date`, the only names of metadata-action that `type=schedule` patterns have. */
export function dateHelpers(
  now: Date,
  facts: RepoFacts,
  format: FormatDate | undefined,
  warn: (text: string) => void,
): Scope {
  const formatter = (date: Date) => (pattern: unknown, options?: { hash?: Readonly<Record<string, unknown>> }) => {
    const zone = zoneOf(options?.hash ?? {});
    if (typeof pattern !== 'string') refuse('uses a date without a format', "Write {{date 'YYYYMMDD'}}");
    if (format === undefined) throw new Error('computeMetadata needs formatDate: neededFormatter says when');
    return format(date, pattern, zone, warn);
  };
  return { date: formatter(now), commit_date: formatter(facts.commitDate ?? now) };
}

function zoneOf(hash: Readonly<Record<string, unknown>>): string {
  const unknown = Object.keys(hash).find(key => key !== 'tz');
  if (unknown !== undefined) refuse(`gives a date the unknown attribute "${unknown}"`, "Dates take tz='Asia/Tokyo'");
  const zone = hash.tz ?? 'UTC';
  return typeof zone === 'string' ? zone : refuse('gives a tz that is not text', "Write tz='Asia/Tokyo'");
}

function baseRefOf({ ref, payload }: Context): string {
  if (ref.startsWith('refs/tags/')) return (text(payload, 'base_ref') ?? '').replace(/^refs\/heads\//, '');
  return ref.startsWith('refs/pull/') ? (text(payload, 'pull_request', 'base', 'ref') ?? '') : '';
}

function isDefaultBranch(subject: Context): boolean {
  const { ref, eventName, eventRef } = subject;
  const branch = ref.replace(/^refs\/heads\//, '');
  if (branch === '') return false;
  const standard = defaultBranchOf(subject);
  if (standard === branch) return true;
  // The checkout (`ref-source: git`) may be another branch than the event's.
  const isEventsOwn = !eventRef || standard === undefined;
  return isEventsOwn && defaultBranchEvents.has(eventName);
}
