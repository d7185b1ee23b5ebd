import { describe, expect, test } from '@jest/globals';
import { counts, outcomeOf, scanCommand } from '../../../src/gates/scan/scanners.ts';
import type { Severity, Threshold } from '../../../src/inputs/gates/scan.ts';

const at = (lowest: Severity, unknown = false): Threshold => ({ lowest, unknown });
const ended = (code: number | null, output = '') => ({
  code,
  signal: code === null ? ('SIGKILL' as const) : null,
  stdout: '',
  stderr: output,
  timedOut: false,
});

describe('severities as each scanner expects them', () => {
  test.each([
    ['trivy', at('critical'), '--severity=CRITICAL'],
    ['trivy', at('low', true), '--severity=CRITICAL,HIGH,MEDIUM,LOW,UNKNOWN'],
    ['trivy', at('negligible'), '--severity=CRITICAL,HIGH,MEDIUM,LOW'],
    ['grype', at('negligible'), '--fail-on=negligible'],
    ['docker-scout', at('high', true), '--only-severity=critical,high,unspecified'],
  ] as const)('%s %j', (scanner, threshold, flag) => {
    const target = { kind: 'engine', image: 'a/b:1' } as const;
    const { args } = scanCommand(scanner, target, { threshold, ignoreUnfixed: false, sarif: '/r' });
    expect(args).toContain(flag);
  });
});

test.each([
  ['trivy', '--input=/i.tar'],
  ['grype', 'docker-archive:/i.tar'],
  ['docker-scout', 'archive:///i.tar'],
] as const)('%s reads an archive as %s', (scanner, word) => {
  const target = { kind: 'archive', path: '/i.tar' } as const;
  const { args } = scanCommand(scanner, target, { threshold: at('high'), ignoreUnfixed: false, sarif: '/r' });
  expect(args).toContain(word);
  expect(args.join(' ')).not.toContain('image-src');
});

test.each([
  ['trivy', ended(0), true, 'passed'],
  ['trivy', ended(10), true, 'found'],
  ['trivy', ended(10), false, 'broken'],
  ['trivy', ended(0), false, 'broken'],
  ['trivy', ended(1), true, 'broken'],
  ['trivy', ended(2), true, 'broken'],
  ['trivy', ended(null), true, 'broken'],
  ['grype', ended(2), true, 'found'],
  ['grype', ended(2), false, 'broken'],
  ['grype', ended(1), true, 'broken'],
  ['docker-scout', ended(2), true, 'found'],
  ['docker-scout', ended(255), true, 'broken'],
  ['docker-scout', ended(1, "docker: 'scout' is not a docker command."), false, 'missing'],
  ['docker-scout', ended(1, 'unknown flag: --exit-code\n\nUsage:  docker scout cves'), false, 'broken'],
] as const)('%s, %j, report %s: %s', (scanner, result, hasReport, outcome) => {
  expect(outcomeOf(scanner, result, hasReport)).toBe(outcome);
});

test('findings at or above the threshold count', () => {
  const all = ['critical', 'high', 'medium', 'low', 'negligible', 'unknown'] as const;
  expect(all.filter(severity => counts(severity, at('medium')))).toEqual(['critical', 'high', 'medium']);
  expect(all.filter(severity => counts(severity, at('critical', true)))).toEqual(['critical', 'unknown']);
});
