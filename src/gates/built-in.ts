import { findEngine } from '../buildx/endpoint.ts';
import { userConfigDir } from '../credentials/user-config.ts';
import type { Inputs } from '../inputs.ts';
import type { Machine } from '../machine.ts';
import { readIfThere } from '../read-if-there.ts';
import { containerTestGate } from './container-test.ts';
import { scanGates } from './scan.ts';
import { createScanReports } from './scan-reports.ts';
import { socketFor } from './socket.ts';
import type { Gate } from './types.ts';

/** What the gates of this action's own need of the run. */
export type BuiltInPorts = Pick<Machine, 'env' | 'now' | 'sleep'> &
  Readonly<{
    /** The run's folder. */
    folder: string;
    runnerTemp: string;
    /** Gets the path for `sarif-file`. */
    onReport: (path: string) => void;
  }>;

type Specs = Pick<Inputs, 'scan' | 'containerTest'>;

/** `container-test`. */
export function containerTests({ containerTest }: Specs, ports: BuiltInPorts): readonly Gate[] {
  if (containerTest === undefined) return [];
  const { env, folder, now, sleep } = ports;
  const socket = socketFor({ containerTest }, env);
  const mountinfo = () => readIfThere('/proc/self/mountinfo') ?? '';
  return [containerTestGate(containerTest, { socket, folder, mountinfo, now, sleep })];
}

/** `scan`. */
export function scans({ scan }: Specs, { env, runnerTemp, onReport }: BuiltInPorts): readonly Gate[] {
  const reports = createScanReports(runnerTemp, onReport);
  const { socket } = findEngine(env, userConfigDir(env), readIfThere);
  const engineEnv = socket === undefined ? {} : { DOCKER_HOST: `unix://${socket}` };
  return scanGates(scan, { reports, engineEnv });
}
