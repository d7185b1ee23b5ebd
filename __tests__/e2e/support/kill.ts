import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** SIGKILL for the action's own process of this job. */
export function killMain(runnerTemp: string): void {
  for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    try {
      const isMain = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('dist/index.js');
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
      if (isMain && environment.includes(`RUNNER_TEMP=${join(runnerTemp)}`)) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
}
