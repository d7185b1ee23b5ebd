import type { Untagged } from '../terms/metadata-types.ts';

const HEAD = 'These rules of `tags` produced no tag for this run:';

/** A rule with the reason why it gave no tag: a row of a message. */
function rowOf({ rule, why }: Untagged): string {
  return `\n  ${rule}: ${why}`;
}

/** Such rows, one below the other. */
export function rowsOf(rules: readonly Untagged[]): string {
  return rules.map(rowOf).join('');
}

/**
 * Rules that gave nothing, with the reason of each: one notice for all of them, since most are for other events and refs
 * and nothing is amiss. Default rules, which nobody wrote, are not listed.
 */
export function emptyRules(untagged: readonly Untagged[]): readonly string[] {
  return noticeOf(untagged.filter(({ isDefault }) => isDefault !== true).map(rowOf));
}

/** A notice of these rows; none without any. */
export function noticeOf(rows: readonly string[]): readonly string[] {
  return rows.length === 0 ? [] : [`${HEAD}${rows.map(row => `\n  ${row.trimStart()}`).join('')}`];
}

/** Notices apart from the one of rules, and the rows of that. */
export function partedNotices(notices: readonly string[]): Readonly<{ others: string[]; rows: string[] }> {
  const isOfRules = (text: string) => text.startsWith(HEAD);
  return {
    others: notices.filter(text => !isOfRules(text)),
    rows: notices.filter(isOfRules).flatMap(text => text.slice(HEAD.length).split('\n  ').slice(1)),
  };
}
