import { writeSync } from 'node:fs';

/**
 * Writes to stdout and, once that is closed (EPIPE), to stderr, which the runner reads as well.
 *
 * @param onLost called once, when both are closed
 */
export function stdoutWriter(onLost: () => void): (text: string) => void {
  let place: 'stdout' | 'stderr' | 'none' = 'stdout';
  const leaveStdout = (): void => {
    if (place === 'stdout') place = 'stderr';
  };
  process.stdout.on('error', leaveStdout);
  return text => {
    if (place === 'stdout') {
      try {
        process.stdout.write(text);
        return;
      } catch {
        leaveStdout();
      }
    }
    if (place !== 'stderr') return;
    try {
      writeSync(2, text);
    } catch {
      place = 'none';
      onLost();
    }
  };
}
