import { readdirSync, readFileSync } from 'node:fs';

/** Command lines of the processes whose environment has this value, like the runner's orphan clean-up. */
export function processesWith(variable: string, value: string): string[] {
  return processIds()
    .filter(pid => read(pid, 'environ').split('\0').includes(`${variable}=${value}`))
    .map(commandLine);
}

/** Command lines of every visible process; [] without /proc. */
export function commandLines(): string[] {
  return processIds().map(commandLine);
}

function processIds(): string[] {
  try {
    return readdirSync('/proc').filter(name => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function commandLine(pid: string): string {
  return read(pid, 'cmdline').split('\0').filter(Boolean).join(' ');
}

/** '' for a process that is gone or not ours. */
function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
