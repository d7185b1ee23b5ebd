import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../host/files/make-folder.ts';
import type { Run } from '../host/ports.ts';
import { PROCESSORS, program, RAN } from './emulated.ts';

/** Go's name of the architecture of `linux/arm/v7` or `arm`. */
export function architectureOf(platform: string): string {
  const [first = '', second] = platform.split('/');
  return second ?? first;
}

/**
 * Which of these architectures this machine's kernel can run, tested by running a program. Entries of binfmt_misc and
 * BuildKit's list may refer to a missing interpreter.
 *
 * @param folder where programs may be written and run
 * @returns undefined for an architecture without a test program
 */
export async function runnable(
  architectures: readonly string[],
  folder: string,
  { run, signal }: Readonly<{ run: Run; signal: AbortSignal }>,
): Promise<ReadonlyMap<string, boolean | undefined>> {
  const home = join(folder, 'probe');
  await makeFolder(home, 0o700);
  const probe = async (architecture: string) => {
    const processor = PROCESSORS[architecture];
    if (processor === undefined) return [architecture, undefined] as const;
    const path = join(home, architecture);
    await writeFile(path, program(processor));
    await chmod(path, 0o700);
    const result = await run(path, [], { env: {}, signal, timeout: 10_000 }).catch(() => undefined);
    return [architecture, result?.code === RAN] as const;
  };
  try {
    return new Map(await Promise.all(architectures.map(probe)));
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
