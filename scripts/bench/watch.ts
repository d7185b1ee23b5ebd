import { readFileSync } from 'node:fs';

/** A process's resource usage, as counted by Linux. */
export type Usage = Readonly<{
  /** Its largest resident memory, in MB (10^6 bytes). */
  peak: number;
  /** Bytes written to files, in MB. */
  written: number;
}>;

/** Milliseconds between two looks: at a process that ends soon, and after the first second. A look takes 0.5. */
const [OFTEN, LATER] = [20, 200];

/**
 * Watches this process's children whose command line contains `marker` until `stop`, which returns the maximum of each
 * figure. What a process uses after the last look is missed. Measures nothing without /proc.
 */
export function watchChildren(marker: string): Readonly<{ stop(): Usage }> {
  let [peak, written] = [0, 0];
  const began = performance.now();
  let timer: NodeJS.Timeout;
  const look = (): void => {
    timer = setTimeout(look, performance.now() - began < 1000 ? OFTEN : LATER);
    for (const pid of children()) {
      if (!read(`/proc/${pid}/cmdline`).includes(marker)) continue;
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024);
      written = Math.max(written, Number(/^write_bytes: (\d+)/m.exec(read(`/proc/${pid}/io`))?.[1] ?? 0));
    }
  };
  look();
  return {
    stop() {
      clearTimeout(timer);
      return { peak: peak / 1e6, written: written / 1e6 };
    },
  };
}

function children(): string[] {
  return read(`/proc/self/task/${process.pid}/children`).split(' ').filter(Boolean);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
