import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** go-containerregistry's registry, open to everyone. */
export type CraneRegistry = Readonly<{ host: string; stop(): Promise<void> }>;

/** Starts `crane registry serve`, which keeps its blobs in memory, or in a separate folder. */
export async function startCraneRegistry(keeps: 'memory' | 'disk'): Promise<CraneRegistry> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-crane-'));
  const disk = keeps === 'disk' ? ['--disk', folder] : [];
  // Its stdin closes when this process dies, in whatever way.
  const child = spawn('sh', ['-c', KEEPER, 'crane', ...disk], { stdio: ['pipe', 'ignore', 'pipe'] });
  child.stdin.on('error', () => {});
  const port = await new Promise<string>((resolve, reject) => {
    const said: string[] = [];
    createInterface({ input: child.stderr }).on('line', line => {
      said.push(line);
      const [, found] = /serving on port (\d+)/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.on('exit', () => reject(new Error(`crane registry did not start:\n${said.join('\n')}`)));
  });
  const stop = async () => {
    const gone = once(child, 'exit');
    child.stdin.end();
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  return { host: `127.0.0.1:${port}`, stop };
}

const KEEPER = `
exec 3<&0
crane registry serve --address 127.0.0.1:0 "$@" </dev/null 3<&- & pid=$!
( read -r _ <&3; kill $pid ) >/dev/null 2>&1 & watch=$!
exec 3<&-
wait $pid
kill $watch 2>/dev/null`;
