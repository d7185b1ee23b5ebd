import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { scriptGate } from '../../../src/gates/gate/script.ts';
import { run } from '../../../src/host/process.ts';
import { recordingLog } from '../../fakes/log.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'script-gate-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a script as a gate does, with the real bash; returns its lines. */
async function runScript(script: string): Promise<string> {
  const when = { platform: undefined, timeout: undefined, targets: [], once: false };
  const entry = { name: 'test', continueOnError: false, credentials: false, ...when };
  const log = recordingLog();
  const { signal } = new AbortController();
  const env = { PATH: process.env.PATH ?? '' };
  const image = {
    image: 'acme/api:1',
    digest: '' as const,
    platform: 'linux/amd64',
    several: false,
    layout: undefined,
  };
  const at = { ...image, folder, env, workspace: folder, signal, run, log };
  await scriptGate({ ...entry, run: script }, 'test').run(at);
  return log.lines.join('\n');
}

test('a script that succeeds passes', async () => {
  expect(await runScript('pwd')).toBe(folder);
});

test.each([
  ['exit code', 'echo "rock ahead" && exit 3', /failed with exit code 3$/, ['rock ahead']],
  ['pipefail', 'false | cat', /failed with exit code 1$/, []],
  ['errexit', 'false\ntrue', /failed with exit code 1$/, []],
  ['nounset', 'echo "$NO_SUCH_BUOY"', /failed with exit code 1$/, [/NO_SUCH_BUOY: unbound variable/]],
  ['a broken script', 'if true; then', /failed with exit code 2$/, [/syntax error/]],
  ['a signal', 'kill -TERM $$', /was killed by SIGTERM$/, []],
])('%s fails', async (_, script, message, said) => {
  const error = await runScript(script).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'TEST_FAILED', message: expect.stringMatching(message) });
  const { output } = error as { output: readonly string[] };
  expect(output).toEqual(said.map(words => expect.stringMatching(words)));
});
