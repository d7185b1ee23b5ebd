import { ANY } from './advice-any.ts';
import { CLOUD } from './advice-cloud.ts';
import { HOSTED } from './advice-hosted.ts';

/** What is the matter, whatever words a registry has for it. */
export type Trouble = 'credentials' | 'permission' | 'missing' | 'rate' | 'immutable' | 'quota' | 'policy' | 'other';

/** A refusal, as far as advice depends on it. */
export type Refusal = Readonly<{
  /** `docker.io`, `ghcr.io`, … */
  host: string;
  /** '' when no repository is named. */
  path: string;
  status: number;
  codes: readonly string[];
  text: string;
  /** The `error` of a Bearer challenge: `insufficient_scope`, `invalid_token`. */
  challengeError?: string | undefined;
  /** The `service` of a Bearer challenge: tells self-hosted Harbor and GitLab. */
  service?: string | undefined;
  /** No credentials were given. */
  anonymous: boolean;
}>;

export type Advice = Readonly<{ trouble: Trouble; cause: string; hint: string }>;

/** A row of the table. All that it names must hold. `{1}` in cause and hint is the text's first group. */
export type Row = Readonly<{
  status?: readonly number[];
  text?: RegExp;
  code?: string;
  trouble: Trouble;
  cause: string;
  hint: string | ((refusal: Refusal) => string);
}>;

/** A registry's rows, in order: the first that fits wins. `service` is that of its Bearer challenge. */
export type Provider = Readonly<{ name: string; host: RegExp; service?: RegExp; rows: readonly Row[] }>;

/** The cause of a refusal in one line, and its remedy: the registry's own rows first, then those for all. */
export function advise(refusal: Refusal): Advice | undefined {
  const own = [...HOSTED, ...CLOUD].find(
    p => p.host.test(refusal.host) || (p.service?.test(refusal.service ?? '') ?? false),
  );
  // Such a token was made with the credentials, so these are good.
  const accepted = refusal.challengeError === 'insufficient_scope' && !refusal.anonymous;
  for (const row of [...(own?.rows ?? []), ...ANY]) {
    if (accepted && row.trouble === 'credentials') continue;
    if (row.status && !row.status.includes(refusal.status)) continue;
    if (row.code !== undefined && !refusal.codes.includes(row.code)) continue;
    const match = row.text === undefined ? undefined : row.text.exec(refusal.text);
    if (match === null) continue;
    const fill = (text: string) => text.replaceAll('{1}', match?.[1] ?? '');
    const hint = typeof row.hint === 'string' ? row.hint : row.hint(refusal);
    return { trouble: row.trouble, cause: fill(row.cause), hint: fill(hint) };
  }
  return undefined;
}
