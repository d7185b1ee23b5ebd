import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { run } from '../../src/host/process.ts';
import { createArtifacts } from '../../src/parts/artifacts.ts';
import { recordingLog } from '../fakes/log.ts';

test("the service's process does not read the event file, which may have become a pipe", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'artifacts-'));
  try {
    const worker = join(folder, 'worker.mjs');
    // Its list of artifacts is what it sees of the event.
    writeFileSync(worker, "console.log('RESULT ' + JSON.stringify([process.env.GITHUB_EVENT_PATH || 'none']));");
    const env = {
      PATH: process.env.PATH!,
      GITHUB_EVENT_PATH: join(folder, 'event.json'),
      GITHUB_SERVER_URL: 'https://github.com',
      ACTIONS_RUNTIME_TOKEN: 'token',
      ACTIONS_RESULTS_URL: 'http://127.0.0.1:1/',
    };
    const machine = { env, run, log: recordingLog(), signal: new AbortController().signal };
    expect(await createArtifacts(machine, { folder, seconds: 60, worker }).list()).toEqual(['none']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
