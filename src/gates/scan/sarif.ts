import { at, type Json } from '../../event/context.ts';
import { SEVERITIES, type Severity } from '../../inputs/gates/scan.ts';

/** A scanner's finding. */
export type Finding = Readonly<{
  id: string;
  severity: Severity | 'unknown';
  text: string;
  /** Its package, the package's version, and the version with the fix; '' if the report does not say. */
  name: string;
  version: string;
  fixed: string;
}>;

/**
 * The findings of a SARIF report, the worst first; undefined if the text is not one. SARIF has no severity such as
 * `critical`: scanners put it into a tag of the rule, the message, or a score.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function findingsOf(text: string): readonly Finding[] | undefined {
  const runs = at(parse(text), 'runs');
  if (!Array.isArray(runs)) return undefined;
  const findings = (runs as readonly Json[]).flatMap(run => {
    const rules = new Map(listAt(run, 'tool', 'driver', 'rules').map(rule => [at(rule, 'id'), rule]));
    return listAt(run, 'results').map(result => findingOf(result, rules.get(at(result, 'ruleId'))));
  });
  return findings.sort((a, b) => rank(a) - rank(b));
}

function findingOf(result: Json, rule: Json | undefined): Finding {
  const message = String(at(result, 'message', 'text') ?? '');
  const tags = listAt(rule, 'properties', 'tags').map(String);
  const severity =
    severityIn(tags.join(' ')) ??
    severityIn(/severity\s*:\s*(\w+)/i.exec(message)?.[1] ?? /^an? (\w+) vulnerability/i.exec(message)?.[1] ?? '') ??
    byScore(Number(at(rule, 'properties', 'security-severity') ?? 0));
  // Trivy and Docker Scout put it in the message, grype in the rule's help.
  const lines = `${message}\n${String(at(rule, 'help', 'text') ?? '')}`;
  const [, ofPackage = '', ofVersion = ''] = /\bin \S+ package: (\S+?),? version (\S+)/i.exec(message) ?? [];
  const field = (names: string) => lineIn(lines, names).replace(/^(?:none|n\/a|not fixed)$/i, '');
  return {
    id: String(at(result, 'ruleId') ?? ''),
    severity,
    text: shortened(message),
    name: ofPackage || field('package'),
    version: ofVersion || field('installed version|version'),
    fixed: field('fixed version|fix version|fixed in'),
  };
}

/** The value of a line `Name: value`, shortened; names are alternatives. */
function lineIn(text: string, names: string): string {
  const [, value = ''] = new RegExp(`^[ \\t]*(?:${names})[ \\t]*:[ \\t]*(.*)$`, 'im').exec(text) ?? [];
  return value.trim().slice(0, 100).toWellFormed();
}

function severityIn(words: string): Severity | 'unknown' | undefined {
  const found = words.toLowerCase().split(/\W+/);
  const known = SEVERITIES.find(severity => found.includes(severity));
  return known ?? (found.some(word => word === 'unknown' || word === 'unspecified') ? 'unknown' : undefined);
}

/** GitHub's bands for a `security-severity`. */
function byScore(score: number): Severity | 'unknown' {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'unknown';
}

/** Without repeated facts and links. */
function shortened(message: string): string {
  const lines = message.split('\n').map(line => line.trim());
  const kept = lines.filter(line => line !== '' && !/^(?:severity|link|vulnerability)\b/i.test(line));
  return kept.join(', ').slice(0, 200).toWellFormed();
}

function rank({ severity }: Finding): number {
  return severity === 'unknown' ? SEVERITIES.length : SEVERITIES.indexOf(severity);
}

function listAt(json: Json | undefined, ...path: string[]): readonly Json[] {
  const value = at(json, ...path);
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
