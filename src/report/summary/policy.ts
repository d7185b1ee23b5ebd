import { markdownWords } from '../../runner/sanitize.ts';
import type { SummaryFacts } from './facts.ts';
import { table } from './markup.ts';

/** Nobody reads more rows; the output `policy-result` has all of them. */
const ROWS = 100;

/** The run's compliance with its policy. Breaches that failed the run are listed above in full. */
export function policySection({ verdict, failure }: SummaryFacts): string {
  if (verdict === undefined) return '';
  const { breaches, isFinal, mode } = verdict;
  if (breaches.length === 0) {
    return isFinal ? 'Policy: ✅ complied with' : 'Policy: the plan complies; the image was not checked';
  }
  const line = `Policy: ${mode === 'warn' ? '⚠️ breached (`policy-mode: warn`)' : '❌ breached'}`;
  if (failure?.code === 'POLICY_BREACHED') return line;
  const hasNames = breaches.some(({ image }) => image !== '');
  const rows = breaches
    .slice(0, ROWS)
    .map(({ rule, image, found, fix }) => [rule, ...(hasNames ? [image] : []), found, fix]);
  const rest = breaches.length > ROWS ? `\n\n… and ${breaches.length - ROWS} more` : '';
  return `${line}\n\n${table(['Rule', ...(hasNames ? ['Image'] : []), 'Found', 'What to do'], rows)}${markdownWords(rest)}`;
}
