import { expect, test } from '@jest/globals';
import { findingsOf } from '../../../src/gates/scan/sarif.ts';

/** A report with one result in the form of each scanner. */
function report(results: readonly object[], rules: readonly object[] = []): string {
  return JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x', rules } }, results }] });
}
const result = (ruleId: string, text: string) => ({ ruleId, message: { text } });

test('severities are found where each scanner writes them, the worst first', () => {
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
  expect(findingsOf(text)).toEqual([
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
