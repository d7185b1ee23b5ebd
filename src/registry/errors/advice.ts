import { ANY } from './advice-any.ts';
import { CLOUD } from './advice-cloud.ts';
import { HOSTED } from './advice-hosted.ts';
import type { Advice, Refusal } from './advice-types.ts';

/** The cause of a refusal in one line, and what to do: the registry's own rows first, then the general ones. */
export function advise(refusal: Refusal): Advice | undefined {
  const own = [...HOSTED, ...CLOUD].find(
    p => p.host.test(refusal.host) || (p.service?.test(refusal.service ?? '') ?? false),
  );
  // The token was issued for the credentials, so they are valid.
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
