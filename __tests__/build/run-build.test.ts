import { expect, test } from '@jest/globals';
import type { BuildStats } from '../../src/build/progress/steps.ts';
import { build } from '../../src/build/run-build.ts';
import type { Run } from '../../src/host/ports.ts';
import { recordingLog } from '../fakes/log.ts';

const TIME = '2026-01-01T00:00:00Z';
const RAN = { digest: 'sha256:1', name: '[1/1] RUN true', started: TIME, completed: TIME };

/** One attempt whose buildx exits with this code, and the arguments of onAttempt. */
async function attempt(code: number, signal = new AbortController().signal): Promise<readonly BuildStats[]> {
  const onAttempt: BuildStats[] = [];
  const run: Run = async (_command, _args, { onStderr }) => {
    onStderr?.(JSON.stringify({ vertexes: [RAN] }));
    return { code, signal: null, stdout: '', stderr: '', timedOut: false };
  };
  const ports = { run, log: recordingLog(), env: {}, cwd: '/', signal, debug: false };
  const command = { args: ['build', '.'], metadataFile: '/nowhere/metadata.json', dockerfile: 'Dockerfile' };
  await build(command, { ...ports, onAttempt: stats => void onAttempt.push(stats) }).catch(() => {});
  return onAttempt;
}

test.each<[string, number, AbortSignal]>([
  ['is well', 0, new AbortController().signal],
  ['fails', 1, new AbortController().signal],
  ['is ended', 130, AbortSignal.abort()],
])('an attempt that %s reports which steps ran', async (_, code, signal) => {
  expect(await attempt(code, signal)).toMatchObject([{ steps: [{ name: RAN.name, cached: false }] }]);
});
