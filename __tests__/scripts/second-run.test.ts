import { expect, test } from '@jest/globals';
import { failedFiles, tallyTwice } from '../../scripts/suites.ts';

type File = Readonly<{ name: string; tests: readonly ('passed' | 'failed' | 'pending')[]; loads?: boolean }>;

function ended(...files: readonly File[]): { report: string; code: number } {
  const testResults = files.map(({ name, tests, loads = true }) => ({
    name,
    status: !loads || tests.includes('failed') ? 'failed' : 'passed',
    assertionResults: tests.map(status => ({ status })),
  }));
  const count = (status: string) => files.flatMap(({ tests }) => tests).filter(each => each === status).length;
  const report = {
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numRuntimeErrorTestSuites: files.filter(({ loads }) => loads === false).length,
    testResults,
  };
  return { report: JSON.stringify(report), code: testResults.some(({ status }) => status === 'failed') ? 1 : 0 };
}

const first = ended(
  { name: '/repo/a.test.ts', tests: ['passed', 'passed', 'pending'] },
  { name: '/repo/b.test.ts', tests: ['passed', 'failed'] },
  { name: '/repo/c.test.ts', tests: [], loads: false },
);

test('the files that failed, also those that did not load', () => {
  expect(failedFiles(first.report)).toEqual(['/repo/b.test.ts', '/repo/c.test.ts']);
});

test('files that pass when run again count as passed, and are reported as unreliable', () => {
  const second = ended(
    { name: '/repo/b.test.ts', tests: ['passed', 'passed'] },
    { name: '/repo/c.test.ts', tests: ['passed'] },
  );
  expect(tallyTwice(first, second)).toEqual({
    passed: 5,
    failed: 0,
    detail: expect.stringMatching(/^Unreliable .*: .*b\.test.*c\.test/),
  });
});

test('what fails twice has failed', () => {
  const second = ended(
    { name: '/repo/b.test.ts', tests: ['passed', 'failed'] },
    { name: '/repo/c.test.ts', tests: [], loads: false },
  );
  expect(tallyTwice(first, second)).toEqual({ passed: 3, failed: 2 });
});

test('of files that fail and pass again, only those that pass are unreliable', () => {
  const second = ended(
    { name: '/repo/b.test.ts', tests: ['passed', 'failed'] },
    { name: '/repo/c.test.ts', tests: ['passed'] },
  );
  const { failed, detail } = tallyTwice(first, second);
  expect([failed, detail]).toEqual([1, expect.stringMatching(/: [^,]*c\.test\.ts$/)]);
});

test('a second run that ran nothing is a failure', () => {
  expect(tallyTwice(first, { ...ended(), code: 0 }).failed).toBe(1);
});
