import { readIfThere } from '../host/files/read-if-there.ts';
import type { Machine } from '../host/machine.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { containerTestGate } from './container/container-test.ts';
import type { Gate } from './gate/types.ts';
import type { Scanned } from './scan/packages.ts';
import { scanGates } from './scan/scan.ts';
import { createScanReports } from './scan/scan-reports.ts';

/** What this action's built-in gates need from the run. */
export type BuiltInPorts = Pick<Machine, 'now' | 'sleep'> &
  Readonly<{
    /** The engine's socket; undefined for a remote one. */
    socket: string | undefined;
    /** The run's folder. */
    folder: string;
    runnerTemp: string;
    /** Gets the path for `sarif-file`. */
    onReport: (path: string) => void;
    /** Installs a release of Trivy. @throws ActionError */
    installTrivy: (version: string, folder: string) => Promise<string>;
    /** Gets the findings of each scan. */
    onScanned: (scan: Scanned) => void;
  }>;

type Specs = Pick<Inputs, 'scan' | 'containerTest'>;

/** `container-test`. */
export function containerTests({ containerTest }: Specs, ports: BuiltInPorts): readonly Gate[] {
  if (containerTest === undefined) return [];
  const { folder, now, sleep, socket = '' } = ports;
  const mountinfo = () => readIfThere('/proc/self/mountinfo') ?? '';
  return [containerTestGate(containerTest, { socket, folder, mountinfo, now, sleep })];
}

/** `scan`. */
export function scans(
  { scan }: Specs,
  { socket, runnerTemp, onReport, onScanned, installTrivy }: BuiltInPorts,
): readonly Gate[] {
  const reports = createScanReports(runnerTemp, onReport, onScanned);
  const engineEnv = socket === undefined ? {} : { DOCKER_HOST: `unix://${socket}` };
  return scanGates(scan, { reports, engineEnv, installTrivy });
}
