import type { Untagged } from '../terms/metadata-types.ts';

const HEAD = 'These rules of `tags` produced no tag for this run:';

/** A rule and the reason why it gave no tag: a row of a message. */
function rowOf({ rule, why }: Untagged): string {
  return `\n  ${rule}: ${why}`;
}

export function rowsOf(rules: readonly Untagged[]): string {
  return rules.map(rowOf).join('');
}

/**
 * Rules that gave nothing, with the reasons: one notice for all of them, since most are meant for other events and
 * refs. Default rules, which nobody wrote, are omitted.
 */
export function emptyRules(untagged: readonly Untagged[]): readonly string[] {
  return noticeOf(untagged.filter(({ isDefault }) => isDefault !== true).map(rowOf));
}

/** A notice of these rows, if there are any. */
export function noticeOf(rows: readonly string[]): readonly string[] {
  return rows.length === 0 ? [] : [`${HEAD}${rows.map(row => `\n  ${row.trimStart()}`).join('')}`];
}

/** Separates the rows of the notice about rules from other notices. */
export function partedNotices(notices: readonly string[]): Readonly<{ others: string[]; rows: string[] }> {
  const isOfRules = (text: string) => text.startsWith(HEAD);
  return {
    others: notices.filter(text => !isOfRules(text)),
    rows: notices.filter(isOfRules).flatMap(text => text.slice(HEAD.length).split('\n  ').slice(1)),
  };
}
