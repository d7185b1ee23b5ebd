import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { makeFolder } from '../../host/files/make-folder.ts';
import { readIfThere } from '../../host/files/read-if-there.ts';
import type { Scanned } from './packages.ts';

/** The scans' SARIF reports. They outlive the step: later steps upload them, even if a scan failed it. */
export type ScanReports = Readonly<{
  /** The path for a report that a scanner is about to write. */
  place(scanner: string, platform: string): Promise<string>;
  /** The text of a report; undefined if it was not written. */
  read(path: string): string | undefined;
  /** Takes a report that was read, for the summary and code scanning. */
  scanned(scan: Scanned): void;
}>;

/** @param tell gets the path of the only report, or of the folder once there are several */
export function createScanReports(
  runnerTemp: string,
  tell: (path: string) => void,
  scanned: ScanReports['scanned'],
): ScanReports {
  const folder = join(runnerTemp, `slipway-scan-${randomBytes(6).toString('hex')}`);
  const written = new Set<string>();
  return {
    scanned,
    async place(scanner, platform) {
      await makeFolder(folder);
      return join(folder, `${scanner}-${platform.replace(/[^\w.-]+/g, '-')}.sarif`);
    },
    read(path) {
      const text = readIfThere(path);
      if (text === undefined || text.trim() === '') return undefined;
      tell(written.add(path).size > 1 ? folder : path);
      return text;
    },
  };
}
