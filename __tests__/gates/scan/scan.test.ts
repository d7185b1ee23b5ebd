import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { scanGates } from '../../../src/gates/scan/scan.ts';
import { createScanReports } from '../../../src/gates/scan/scan-reports.ts';
import type { ScanSpec } from '../../../src/inputs/gates/scan.ts';
import { sarifOf } from '../../e2e/support/fake-scanners.ts';
import { recordingLog } from '../../fakes/log.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scan-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const GRYPE: ScanSpec = {
  ...{ kind: 'scanner', scanner: 'grype', threshold: { lowest: 'high', unknown: false } },
  ...{ ignoreUnfixed: false, required: true },
};
const COMMAND: ScanSpec = { kind: 'command', script: 'scan', required: true };

/** The annotations of a scan that ends like this, and whether it failed. */
async function annotations(spec: ScanSpec, code: number, severities: readonly string[]) {
  const log = recordingLog();
  const reports = createScanReports(
    folder,
    () => {},
    () => {},
  );
  const [gate] = scanGates([spec], { reports, engineEnv: {}, installTrivy: async () => '' });
  const failed = await gate!
    .run({
      ...{ image: 'acme/api', digest: '', platform: 'linux/amd64', several: false, layout: undefined },
      ...{ env: {}, folder, workspace: folder, signal: new AbortController().signal, log },
      run: async (_, args, { env }) => {
        const path =
          env.SARIF_FILE ??
          args
            .find(arg => arg.startsWith('--output=sarif='))!
            .split('=')
            .at(-1)!;
        writeFileSync(path, JSON.stringify(sarifOf(...severities)));
        return { code, signal: null, stdout: '', stderr: '', timedOut: false };
      },
    })
    .then(
      () => false,
      () => true,
    );
  return { failed, lines: log.lines.filter(line => /^(?:error|warning|notice): /.test(line)) };
}

const times = (count: number, severity: string) => Array.from({ length: count }, () => severity);
const levels = (lines: readonly string[]) => lines.map(line => line.split(':', 1)[0]);

describe('the ten worst packages are annotations', () => {
  test('notices, if they do not fail the scan', async () => {
    const { failed, lines } = await annotations(GRYPE, 0, ['low', 'medium']);
    expect(failed).toBe(false);
    expect(lines).toEqual([
      'notice: grype: libhull 1.1: medium CVE-2026-1001; fixed in 2.1',
      'notice: grype: libhull 1.0: low CVE-2026-1000; fixed in 2.0',
    ]);
  });

  test('errors, if they do', async () => {
    const { failed, lines } = await annotations(GRYPE, 2, ['low', 'critical', 'high']);
    expect(failed).toBe(true);
    expect(lines).toEqual([
      'error: grype: libhull 1.1: critical CVE-2026-1001; fixed in 2.1',
      'error: grype: libhull 1.2: high CVE-2026-1002; fixed in 2.2',
      'notice: grype: libhull 1.0: low CVE-2026-1000; fixed in 2.0',
    ]);
  });

  test('at most ten, with room for the error that fails the step', async () => {
    const { lines } = await annotations(GRYPE, 2, times(30, 'critical'));
    expect(levels(lines)).toEqual([...times(9, 'error'), 'warning']);
    const below = await annotations(GRYPE, 0, times(30, 'low'));
    expect(levels(below.lines)).toEqual(times(10, 'notice'));
  });

  test.each([
    [0, 'notice'],
    [1, 'error'],
  ])('of a command that exits with %d too', async (code, level) => {
    const { failed, lines } = await annotations(COMMAND, code, ['low']);
    expect(failed).toBe(code !== 0);
    expect(lines).toEqual([`${level}: scan: libhull 1.0: low CVE-2026-1000; fixed in 2.0`]);
  });

  test('none without findings', async () => {
    expect(await annotations(GRYPE, 0, [])).toEqual({ failed: false, lines: [] });
  });
});
