import { expect, test } from '@jest/globals';
import { byPackage, packageInWords } from '../../../src/gates/scan/packages.ts';
import { findingsOf } from '../../../src/gates/scan/sarif.ts';

/** A report with one result in the form of each scanner. */
function report(results: readonly object[], rules: readonly object[] = []): string {
  return JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x', rules } }, results }] });
}
const result = (ruleId: string, text: string) => ({ ruleId, message: { text } });

test("severities are read from each scanner's format, the worst first", () => {
  const text = report(
    [
      result('GHSA-1', 'A medium vulnerability in npm package: lodash, version 4.0 was found at: /app/package.json'),
      result('CVE-3', 'scored'),
      result('CVE-2', '    Vulnerability   : CVE-2\n    Severity        : HIGH\n    Package         : pkg:deb/x@1'),
      result('CVE-1', 'Package: openssl\nInstalled Version: 3.0\nVulnerability CVE-1\nLink: [CVE-1](https://x)'),
      result('CVE-4', 'says nothing'),
    ],
    [
      { id: 'CVE-1', properties: { tags: ['vulnerability', 'security', 'CRITICAL'] } },
      { id: 'CVE-3', properties: { 'security-severity': '5.5' } },
    ],
  );
  const told = findingsOf(text)?.map(({ id, severity, text }) => ({ id, severity, text }));
  expect(told).toEqual([
    { id: 'CVE-1', severity: 'critical', text: 'Package: openssl, Installed Version: 3.0' },
    { id: 'CVE-2', severity: 'high', text: 'Package         : pkg:deb/x@1' },
    {
      id: 'GHSA-1',
      severity: 'medium',
      text: 'A medium vulnerability in npm package: lodash, version 4.0 was found at: /app/package.json',
    },
    { id: 'CVE-3', severity: 'medium', text: 'scored' },
    { id: 'CVE-4', severity: 'unknown', text: 'says nothing' },
  ]);
});

test.each(['', 'not JSON', '{}', '{"runs":{}}', 'null'])('no report: %j', text => {
  expect(findingsOf(text)).toBeUndefined();
});

test.each(['{"runs":[]}', '{"runs":[null]}', report([])])('a report without findings: %j', text => {
  expect(findingsOf(text)).toEqual([]);
});

test('a finding is one short line', () => {
  const [finding] = findingsOf(report([result('A', `${'a\n'.repeat(300)}`)])) ?? [];
  expect(finding?.text).toHaveLength(200);
  expect(finding?.text).not.toContain('\n');
});

test("packages, their versions and fixes are read from each scanner's format", () => {
  const text = report(
    [
      result(
        'CVE-1',
        'Package: openssl\nInstalled Version: 3.0\nVulnerability CVE-1\nSeverity: HIGH\nFixed Version: 3.0.1\nLink: [x](y)',
      ),
      result('CVE-2', 'Package: zlib\nInstalled Version: 1.2\nSeverity: HIGH\nFixed Version: \nLink: [x](y)'),
      result(
        'CVE-3-curl',
        'A high vulnerability in deb package: curl, version 8.1-2 was found at: /var/lib/dpkg/status',
      ),
      result(
        'CVE-4',
        '    Vulnerability   : CVE-4\n    Severity        : HIGH\n    Package         : pkg:deb/debian/xz@5\n    Fixed version   : not fixed',
      ),
      result('CVE-5', 'nothing of the kind'),
    ],
    [
      {
        id: 'CVE-3-curl',
        help: {
          text: 'Vulnerability CVE-3\nSeverity: high\nPackage: curl\nVersion: 8.1-2\nFix Version: 8.1-3\nType: deb',
        },
      },
    ],
  );
  expect(findingsOf(text)?.map(({ id, name, version, fixed }) => [id, name, version, fixed])).toEqual([
    ['CVE-1', 'openssl', '3.0', '3.0.1'],
    ['CVE-2', 'zlib', '1.2', ''],
    ['CVE-3-curl', 'curl', '8.1-2', '8.1-3'],
    ['CVE-4', 'pkg:deb/debian/xz@5', '', ''],
    ['CVE-5', '', '', ''],
  ]);
});

test('findings for one version of a package are one line, the worst first', () => {
  const of = (id: string, severity: string, name: string, fixed: string) =>
    result(id, `Package: ${name}\nInstalled Version: 1\nSeverity: ${severity}\nFixed Version: ${fixed}`);
  const findings = findingsOf(
    report([
      of('CVE-1', 'LOW', 'a', ''),
      of('CVE-2', 'HIGH', 'b', '2'),
      of('CVE-3', 'CRITICAL', 'a', '1.1'),
      of('CVE-4', 'HIGH', 'a', '1.2'),
      of('CVE-5', 'HIGH', 'a', '1.1'),
      result('CVE-6', 'Severity: HIGH'),
    ]),
  );
  expect(byPackage(findings ?? []).map(packageInWords)).toEqual([
    'a 1: critical CVE-3, CVE-4, CVE-5 and 1 more; fixed in 1.1, 1.2',
    'b 1: high CVE-2; fixed in 2',
    'high CVE-6',
  ]);
});
