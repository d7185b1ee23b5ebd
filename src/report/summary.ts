import type { BuildStats } from '../build/progress/steps.ts';
import type { CacheReport } from '../cache/cache.ts';
import type { GateResult } from '../gates/run-gates.ts';
import { humanSize } from '../host/human-size.ts';
import { isAttestation } from '../oci/attestation.ts';
import type { Content } from '../oci/content.ts';
import { blobsOf } from '../oci/content.ts';
import { isIndex, linksOf } from '../oci/manifest.ts';
import type { Descriptor } from '../oci/types.ts';
import type { Published } from '../publish/publish.ts';
import type { TagResult } from '../publish/tag-result.ts';
import { markdownCell, markdownCode } from '../runner/sanitize.ts';
import { type Signatures, verifyCommands } from '../signing/verify-command.ts';
import { cacheSection } from './cache.ts';
import { renderTimeline, type StageTime } from './timeline.ts';

/** What the job summary tells. Times in milliseconds. */
export type SummaryFacts = Readonly<{
  reason: string;
  pushed: string;
  /** '' when there is none, or one for each image. */
  digest: string;
  /** Empty when nothing was staged. */
  images: readonly Published[];
  gates?: readonly GateResult[];
  signatures?: Signatures | undefined;
  stats: BuildStats | undefined;
  cache?: CacheReport | undefined;
  times: readonly StageTime[];
  warnings: readonly string[];
}>;

/** The job summary in GitHub's Markdown. Everything from outside is escaped; it renders as text only. */
export function renderSummary(facts: SummaryFacts): string {
  return [
    '## Slipway',
    headline(facts),
    ...(facts.images.some(({ results }) => results.length > 0) ? [resultTable(facts)] : []),
    ...((facts.gates ?? []).length > 0 ? [gateTable(facts)] : []),
    ...facts.images.map(platforms),
    ...(facts.pushed === 'true' ? [commands(facts)] : []),
    timesTable(facts),
    ...(facts.warnings.length > 0 ? [facts.warnings.map(text => `- ⚠️ ${markdownCell(text)}`).join('\n')] : []),
    '',
  ].join('\n\n');
}

function headline({ pushed, reason, digest }: SummaryFacts): string {
  const words = { true: '✅ **Published**', false: 'ℹ️ **Not published**', partial: '❌ **Partly published**' }[pushed];
  const image = digest === '' ? '' : `\n\nDigest: ${markdownCode(digest)}`;
  return `${words ?? markdownCell(pushed)}: ${markdownCell(reason)}${image}`;
}

function resultTable({ images }: SummaryFacts): string {
  const rows = allResults(images).map(result => {
    const note = result.error ?? result.reason ?? (result.now && `by ${result.now}`) ?? '';
    const kind = result.tag.moving ? 'moving' : 'immutable';
    return [result.registry, result.reference, kind, result.state, verifiedMark(result), note];
  });
  return table(['Registry', 'Reference', 'Tag', 'State', 'Verified', ''], rows);
}

const VERDICTS = { passed: '✅ passed', failed: '❌ failed', warning: '⚠️ failed – allowed', 'not run': '– not run' };

function gateTable({ gates = [] }: SummaryFacts): string {
  const rows = gates.map(({ image, name, platform, verdict, ms, note }) => {
    return [
      image === '' ? name : `${image}: ${name}`,
      platform,
      VERDICTS[verdict],
      verdict === 'not run' ? '' : `${(ms / 1000).toFixed(1)} s`,
      note,
    ];
  });
  return table(['Gate', 'Platform', 'Verdict', 'Time', ''], rows);
}

function verifiedMark({ state, verified, error }: TagResult): string {
  if (verified) return '✅';
  if (state === 'kept' || state === 'superseded') return '–';
  return state === 'published' && error === undefined ? 'not asked for' : '❌';
}

function platforms({ name, content }: Published): string {
  const table = platformTable(content);
  return name === '' ? table : `### ${markdownCell(name)}\n\n${table}`;
}

function platformTable(content: Content): string {
  const byDigest = new Map(content.manifests.map(manifest => [manifest.digest, manifest]));
  const entries: readonly Descriptor[] = isIndex(content.root.mediaType)
    ? linksOf(content.root).manifests
    : [{ mediaType: content.root.mediaType, digest: content.root.digest, size: content.root.bytes.length }];
  const rows = entries.map(entry => {
    const manifest = byDigest.get(entry.digest);
    const blobs = manifest === undefined ? [] : linksOf(manifest).blobs;
    const size = blobs.reduce((sum, blob) => sum + blob.size, 0);
    return [platformName(entry), entry.digest, humanSize(size)];
  });
  const total = blobsOf(content).reduce((sum, blob) => sum + blob.size, 0);
  return `${table(['Platform', 'Manifest', 'Size'], rows)}\n\n${humanSize(total)} in all.`;
}

function platformName(descriptor: Descriptor): string {
  if (isAttestation(descriptor)) return 'attestations';
  const { platform } = descriptor;
  if (platform === undefined) return 'image';
  return [platform.os, platform.architecture, platform.variant].filter(part => part !== undefined).join('/');
}

/** How to pull each image by its digest, and to verify its signature. */
function commands({ images, signatures }: SummaryFacts): string {
  const lines = images.flatMap(({ name: image, content, results }) => {
    const names = new Set(results.filter(result => result.state === 'published').map(result => result.name));
    const { digest } = content.root;
    const facts = signatures?.images.includes(image) ? signatures.facts : undefined;
    return [...names].flatMap(name => [
      `$ docker pull ${name}@${digest}`,
      ...(facts === undefined ? [] : verifyCommands(name, digest, facts).map(command => `$ ${command}`)),
    ]);
  });
  return codeBlock(lines);
}

/** Branches may have backquotes in their names, which are in the identities of workflows. */
function codeBlock(lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.flatMap(line => line.match(/`+/g) ?? []).map(run => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}console`, ...lines, fence].join('\n');
}

function allResults(images: readonly Published[]): readonly TagResult[] {
  return images.flatMap(({ results }) => results);
}

function timesTable({ times, stats, cache }: SummaryFacts): string {
  const rows = times.map(({ stage, ms }) => [stage, `${(ms / 1000).toFixed(1)} s`]);
  const cached = stats === undefined ? '' : cacheSection(stats, cache);
  const timeline = renderTimeline(times, stats);
  const folded = timeline === '' ? '' : `<details><summary>Timeline</summary>\n\n${timeline}\n\n</details>`;
  return [table(['Stage', 'Time'], rows), cached, folded].filter(part => part !== '').join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(row => line(row.map(markdownCell)))].join('\n');
}
