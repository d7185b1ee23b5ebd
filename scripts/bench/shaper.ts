import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The simulated distance of a registry. */
export type Distance = Readonly<{
  /** Milliseconds added to each request. */
  latency?: number;
  /** Bytes a second in each direction; 0 or none: no limit. */
  rate?: number;
}>;

export type Shaper = Readonly<{
  /** `127.0.0.1:PORT`, to be used in place of the registry's own. */
  host: string;
  stop(): Promise<void>;
}>;

/** Simulates a distant registry. The proxy ends with this process, however that ends: its stdin closes. */
export async function startShaper(upstream: string, { latency = 0, rate = 0 }: Distance): Promise<Shaper> {
  const script = join(import.meta.dirname, 'shaper-process.ts');
  const child = spawn(process.execPath, [script, upstream, String(latency), String(rate)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    host: `127.0.0.1:${String(port).trim()}`,
    async stop() {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.stdin.end();
      await gone;
    },
  };
}
