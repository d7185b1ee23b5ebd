import { quote } from '../../host/text/quote.ts';
import { nearest } from '../../plan/terms/nearest.ts';
import { boolean, items, type Source } from '../reading/source.ts';
import { type Releases, TRIVY_RELEASES } from './trivy-releases.ts';

/** The scanners whose command line and exit codes are known. */
const SCANNERS = ['trivy', 'grype', 'docker-scout'] as const;
export type Scanner = (typeof SCANNERS)[number];

/** From the most severe down. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'negligible'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Findings that fail a scan: severity `lowest` or worse, and unrated ones if `unknown`. */
export type Threshold = Readonly<{ lowest: Severity; unknown: boolean }>;

/** One scan of the image. */
export type ScanSpec =
  | Readonly<{
      kind: 'scanner';
      scanner: Scanner;
      threshold: Threshold;
      ignoreUnfixed: boolean;
      required: boolean;
      /** The Trivy release to download; undefined for the installed one. */
      version?: string;
    }>
  | Readonly<{ kind: 'command'; script: string; required: boolean }>;

/** Each line that is a known scanner; consecutive other lines are one script. Empty: no scan. */
export function readScan(source: Source, known: Releases = TRIVY_RELEASES): readonly ScanSpec[] {
  const version = readVersion(source, known);
  const threshold = readThreshold(source);
  const ignoreUnfixed = boolean(source, 'scan-ignore-unfixed');
  const required = boolean(source, 'scan-required');
  const specs = parts(source.raw('scan')).map((part): ScanSpec => {
    if (!isScanner(part)) return { kind: 'command', script: part, required };
    const of = { kind: 'scanner', scanner: part, threshold, ignoreUnfixed, required } as const;
    return part === 'trivy' && version !== undefined ? { ...of, version } : of;
  });
  check(source, specs, threshold);
  const isScanned = specs.some(spec => spec.kind === 'scanner' && spec.scanner === 'trivy');
  if (version !== undefined && source.text('scan-version') !== NEWEST && !isScanned) {
    source.report('scan-version', 'is set, but `scan` does not name trivy', 'Add `trivy` to `scan`, or remove it.');
  }
  if (specs.length === 0 && boolean(source, 'scan-upload')) {
    source.report('scan-upload', 'is set, but nothing is scanned', 'Set `scan`, or remove it.');
  }
  return specs;
}

/** Whichever is listed first. It names no release, so it may be set where another scanner is used, or none. */
const NEWEST = 'newest';

/** Only versions with a checksum here: nothing else is downloaded. */
function readVersion(source: Source, known: Releases): string | undefined {
  const text = source.text('scan-version');
  if (text === '') return undefined;
  const version = text === NEWEST ? Object.keys(known)[0]! : text.replace(/^v/, '');
  if (Object.hasOwn(known, version)) return version;
  const has = Object.keys(known).slice(0, 10).join(', ');
  const fix = 'Name one of these, or `newest`; or install trivy in a step before this one, and remove `scan-version`.';
  source.report('scan-version', `is ${quote(text)}, and this version of Slipway has the checksums of ${has}`, fix);
  return undefined;
}

function isScanner(text: string): text is Scanner {
  return (SCANNERS as readonly string[]).includes(text);
}

function parts(text: string): string[] {
  const found: string[] = [];
  let script: string[] = [];
  const endScript = () => {
    // Only comments: such a gate would check nothing.
    if (script.some(line => !/^\s*(?:#|$)/.test(line))) found.push(`${script.join('\n').trim()}\n`);
    script = [];
  };
  for (const line of text.split(/\r?\n/)) {
    if (!isScanner(line.trim())) {
      script.push(line);
      continue;
    }
    endScript();
    found.push(line.trim());
  }
  endScript();
  return found;
}

function check(source: Source, specs: readonly ScanSpec[], { unknown }: Threshold): void {
  const names = specs.map(spec => (spec.kind === 'scanner' ? spec.scanner : spec.script.trim()));
  for (const name of new Set(names.filter((each, index) => isScanner(each) && names.indexOf(each) !== index))) {
    source.report('scan', `names \`${name}\` twice`, 'Keep one of them.');
  }
  for (const name of names.filter(each => !isScanner(each))) {
    const meant = /^(?:docker )?scout$/i.test(name) ? 'docker-scout' : nearWord(name);
    if (meant !== undefined) source.report('scan', `has ${quote(name)}`, `Did you mean \`${meant}\`?`);
  }
  if (unknown && names.includes('grype')) {
    source.report('scan-severity', 'has `unknown`, which grype does not support', 'Remove `unknown`.');
  }
}

/** A single-word command that is nearly a scanner's name is a typo. */
function nearWord(text: string): string | undefined {
  return /^[a-z_-]+$/i.test(text) ? nearest(text, SCANNERS) : undefined;
}

function readThreshold(source: Source): Threshold {
  const words = items(source, 'scan-severity', { commas: true }).map(word => word.toLowerCase());
  const known: readonly string[] = [...SEVERITIES, 'unknown'];
  for (const word of words.filter(each => !known.includes(each))) {
    source.invalid('scan-severity', quote(word), `one or more of ${known.join(', ')}`);
  }
  const lowest = SEVERITIES.findLast(severity => words.includes(severity));
  if (lowest === undefined && words.every(word => word === 'unknown')) {
    source.report('scan-severity', 'has no severity', 'Write `critical` or `high,unknown`, for example.');
  }
  return { lowest: lowest ?? 'critical', unknown: words.includes('unknown') };
}
