import { readFileSync } from 'node:fs';

/**
 * The fields of /proc/PID/stat, from 3 on by their numbers in the manual.
 *
 * @throws the system's error without such a process, or without /proc
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function processStat(pid: number | 'self'): readonly string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The second field is a name in brackets with arbitrary content.
  return ['', '', '', ...stat.slice(stat.lastIndexOf(')') + 2).split(' ')];
}
