import { firstLine } from '../../host/text/first-line.ts';
import { inSeconds } from '../../host/text/seconds.ts';
import { markdownCode, markdownWords } from '../../runner/sanitize.ts';
import type { SummaryFacts } from './facts.ts';
import { failureSection } from './failure.ts';
import { foldedSection } from './folded.ts';
import { headline } from './headline.ts';
import { details, preformatted, table } from './markup.ts';
import { planSection } from './plan.ts';
import { policySection } from './policy.ts';
import { imageSections } from './published.ts';
import { scanSection } from './scans.ts';

/** The runner rejects a summary of more than 1 MiB. Bytes. */
const LIMIT = 1_000_000;

/**
 * The job summary in GitHub's Markdown. All outside text is escaped and rendered as text. Sections that do not fit are
 * left out as a whole, so that no markup stays open.
 */
export function renderSummary(facts: SummaryFacts): string {
  const { failure, help, plan, warnings, given } = facts;
  const sections = [
    headline(facts),
    ...(failure === undefined ? [remark(facts)] : [failureSection(failure, help)]),
    ...(plan !== undefined && facts.images.length === 0 && failure === undefined ? [planSection(plan)] : []),
    ...imageSections(facts),
    gateTable(facts),
    policySection(facts),
    scanSection(facts.scans ?? []),
    warnings.map(text => `- ⚠️ ${markdownWords(text)}`).join('\n'),
    ...(given.length > 0 ? [details('Inputs', preformatted(given))] : []),
    foldedSection(facts),
  ];
  let size = 0;
  const fitting = sections.filter(section => {
    const bytes = Buffer.byteLength(section) + 2;
    if (section === '' || size + bytes > LIMIT) return false;
    size += bytes;
    return true;
  });
  const isWhole = fitting.length === sections.filter(section => section !== '').length;
  const rest = 'The rest did not fit: see the outputs `result` and `result-file`.';
  return `${[...fitting, ...(isWhole ? [] : [rest])].join('\n\n')}\n\n`;
}

function remark({ reason: ended, digest, isDryRun, plan }: SummaryFacts): string {
  const reason = isDryRun ? (plan?.decision.reason ?? '') : ended;
  const lines = [
    ...(reason === '' ? [] : [`Reason: ${markdownWords(reason)}`]),
    ...(digest === '' ? [] : [`Digest: ${markdownCode(digest)}`]),
  ];
  return lines.join('\n\n');
}

const VERDICTS = { passed: '✅ passed', failed: '❌ failed', warning: '⚠️ failed – allowed', 'not run': '– not run' };

function gateTable({ gates = [] }: SummaryFacts): string {
  if (gates.length === 0) return '';
  // A gate's failure that failed the run is shown above in full.
  const notes = gates.map(({ verdict, note }) => (verdict === 'warning' ? firstLine(note) : ''));
  const isNoted = notes.some(note => note !== '');
  const rows = gates.map(({ image, name, platform, verdict, ms }, at) => {
    const time = verdict === 'not run' ? '' : inSeconds(ms);
    return [
      image === '' ? name : `${image}: ${name}`,
      platform,
      VERDICTS[verdict],
      time,
      ...(isNoted ? [notes[at] ?? ''] : []),
    ];
  });
  return table(['Gate', 'Platform', 'Verdict', 'Time', ...(isNoted ? ['Note'] : [])], rows);
}
