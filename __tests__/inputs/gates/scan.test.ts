import { expect, test } from '@jest/globals';
import { complaints, read } from '../env.ts';

const required = { required: true };
const scanner = (name: string, lowest: string, unknown = false) => ({
  kind: 'scanner',
  scanner: name,
  threshold: { lowest, unknown },
  ignoreUnfixed: false,
  ...required,
});
const script = (text: string) => ({ kind: 'command', script: text, ...required });

test.each<[Record<string, string>, unknown[]]>([
  [{}, []],
  [{ scan: '\n# none today\n' }, []],
  [{ scan: 'trivy' }, [scanner('trivy', 'critical')]],
  [{ scan: ' trivy \n\ngrype\n' }, [scanner('trivy', 'critical'), scanner('grype', 'critical')]],
  [{ scan: 'trivy', 'scan-severity': 'critical,high' }, [scanner('trivy', 'high')]],
  // A severity includes everything worse: `high` without `critical` would let the worst pass.
  [{ scan: 'trivy', 'scan-severity': 'HIGH' }, [scanner('trivy', 'high')]],
  [{ scan: 'trivy', 'scan-severity': 'unknown, low' }, [scanner('trivy', 'low', true)]],
  [{ scan: 'snyk container test "$IMAGE"' }, [script('snyk container test "$IMAGE"\n')]],
  // Consecutive lines are one script, otherwise loops and functions would be impossible.
  [{ scan: 'for a in 1 2; do\n  trivial "$a"\ndone' }, [script('for a in 1 2; do\n  trivial "$a"\ndone\n')]],
  [{ scan: 'first\ntrivy\nlast' }, [script('first\n'), scanner('trivy', 'critical'), script('last\n')]],
])('%j', (given, expected) => {
  expect(read(given).scan).toEqual(expected);
});

test('a scanner that cannot fail on unknown severities says so', () => {
  expect(complaints({ scan: 'grype', 'scan-severity': 'critical,unknown' })).toEqual([
    '`scan-severity` has `unknown`, which grype does not support. Remove `unknown`.',
  ]);
});
