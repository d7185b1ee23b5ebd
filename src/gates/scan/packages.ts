import type { Severity } from '../../inputs/gates/scan.ts';
import type { Finding } from './sarif.ts';

/** All findings in one version of a package, the worst first. */
export type PackageFindings = Readonly<{
  /** '' if the report has none. */
  name: string;
  version: string;
  severity: Severity | 'unknown';
  ids: readonly string[];
  /** The versions that fix some of them; [] for none. */
  fixed: readonly string[];
}>;

/** The findings of one scan of one platform. */
export type Scanned = Readonly<{
  scanner: string;
  platform: string;
  /** The report's path and content. */
  path: string;
  report: string;
  packages: readonly PackageFindings[];
}>;

/** @param findings the worst first */
export function byPackage(findings: readonly Finding[]): readonly PackageFindings[] {
  // Findings without a package stand alone.
  const groups = Map.groupBy(findings, ({ id, name, version }) =>
    name === '' ? `id ${id}` : `package ${name} ${version}`,
  );
  return [...groups.values()].map(group => {
    const [{ name, version, severity }] = group as [Finding, ...Finding[]];
    const fixed = [...new Set(group.map(one => one.fixed).filter(text => text !== ''))];
    return { name, version, severity, ids: [...new Set(group.map(({ id }) => id))], fixed };
  });
}

/** Identifiers per line. */
const NAMED = 3;

/** `libssl3 3.0.11: critical CVE-2026-1, CVE-2026-2 and 4 more; fixed in 3.0.15`. */
export function packageInWords({ name, version, severity, ids, fixed }: PackageFindings): string {
  const rest = ids.length - NAMED;
  const listed = `${ids.slice(0, NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  const what = `${severity} ${listed}`;
  if (name === '') return what;
  return `${[name, version].filter(part => part !== '').join(' ')}: ${what}; ${fixedInWords(fixed)}`;
}

export function fixedInWords(fixed: readonly string[]): string {
  return fixed.length === 0 ? 'not fixed yet' : `fixed in ${fixed.join(', ')}`;
}
