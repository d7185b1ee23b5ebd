import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const SRC = join(import.meta.dirname, '../../src');

/** Milliseconds. Only a process that waits forever takes as long. */
const FOR_EVER = 60_000;

const PROGRAM = `
const { thisMachine } = await import(${JSON.stringify(join(SRC, 'runner/this-machine.ts'))});
const { env } = thisMachine();
await import(${JSON.stringify(join(SRC, 'github/octokit.ts'))});
console.log(env.GITHUB_EVENT_PATH);
`;

test(
  'the client of the GitHub API does not read the event file, which may have become a pipe',
  () => {
    const root = mkdtempSync(join(tmpdir(), 'this-machine-'));
    try {
      const pipe = join(root, 'pipe');
      execFileSync('mkfifo', [pipe]);
      const env = { PATH: process.env.PATH!, GITHUB_EVENT_PATH: pipe };
      const options = { env, encoding: 'utf8', timeout: FOR_EVER, killSignal: 'SIGKILL' } as const;
      expect(execFileSync(process.execPath, ['--input-type=module', '-e', PROGRAM], options)).toBe(`${pipe}\n`);
    } finally {
      rmSync(root, { recursive: true });
    }
  },
  2 * FOR_EVER,
);
