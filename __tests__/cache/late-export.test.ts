import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { planExports } from '../../src/build/exports.ts';
import { exportLateCaches } from '../../src/cache/late-export.ts';
import { createDockerAccess } from '../../src/credentials/docker-access.ts';
import { readUserConfigs } from '../../src/credentials/user-config.ts';
import { readContext } from '../../src/event/context.ts';
import { createBackground } from '../../src/host/background.ts';
import type { Run } from '../../src/host/ports.ts';
import { dockerVariables } from '../../src/host/variables/docker.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import { openJournal } from '../../src/journal/undo.ts';
import { repoFactsFromEvent } from '../../src/plan/metadata/facts.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { createFleet } from '../../src/staging/fleet.ts';
import { recordingLog } from '../fakes/log.ts';
import { builderInUse, localEngine } from '../fakes/values.ts';
import { envOf } from '../inputs/env.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-late-'));
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const EXPORT = { digest: 'd', name: 'exporting cache to registry', inputs: null, started: '2026-11-21T05:32:11Z' };
const DONE = { ...EXPORT, completed: '2026-11-21T05:32:12Z' };
const result = { code: 0, signal: null, stdout: '', stderr: '', timedOut: false };

/** The warnings of a late export by a builder that reports this step and exits with this code; undefined: it hangs. */
async function warnings(vertex: object, code: number | undefined): Promise<readonly string[]> {
  const env = {
    ...envOf({ images: 'acme/api', test: 'true', 'cache-to': 'type=registry,ref=acme/api:cache' }),
    GITHUB_EVENT_NAME: 'push',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REPOSITORY: 'acme/api',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_WORKSPACE: folder,
  };
  const inputs = readInputs(env);
  const context = readContext({ env, now: new Date(0), readFile: () => '{}' });
  const plan = makePlan(inputs, context, repoFactsFromEvent(context), {});
  const log = recordingLog();
  const run: Run = async (_command, _args, { onStderr, signal }) => {
    onStderr?.(JSON.stringify({ vertexes: [vertex] }));
    if (code === undefined) await new Promise(end => signal?.addEventListener('abort', end, { once: true }));
    return { ...result, code: code ?? 130 };
  };
  // Each time this clock is read, an hour has passed.
  let hours = 0;
  const now = () => 3_600_000 * hours++;
  const machine = { env, log, run, now, signal: new AbortController().signal, sleep: async () => {} };
  const user = dockerVariables({ DOCKER_CONFIG: join(folder, 'nobody') });
  const docker = await createDockerAccess({
    folder,
    user,
    keys: join(folder, 'keys'),
    userConfigs: await readUserConfigs(user),
    env: {},
    credentials: new Map(),
  });
  const site = {
    ...{ folder, journal: openJournal(folder), docker },
    ...{ trusts: new Map(), pins: new Map(), engine: localEngine(), builder: builderInUse({ name: 'b' }) },
    names: { exports: planExports(inputs, true, 'layout'), local: 'acme/api:1', run: 'acme/api:run', isTaken: false },
    targets: { image: plan.images[0]!, fleet: createFleet([], log), kept: undefined },
    background: createBackground(),
  };
  await exportLateCaches({ job: { inputs, context, plan }, site, machine });
  return log.lines.filter(line => line.startsWith('warning'));
}

test('a late export that succeeds gives no warning', async () => {
  expect(await warnings(DONE, 0)).toEqual([]);
});

test.each([
  ['fails without affecting the build', { ...DONE, error: 'denied' }, 0, /: exporting cache to registry: denied$/],
  ['fails with its build', { ...DONE, name: '[1/2] RUN x', error: 'no' }, 1, /could not be written: ./],
  ['hangs', EXPORT, undefined, /"exporting cache to registry" made no progress for 975 s$/],
])('one that %s is one warning', async (_name, vertex, code, told) => {
  expect(await warnings(vertex, code)).toEqual([expect.stringMatching(told)]);
});

test('a failed import does not prevent the export', async () => {
  const read = { ...DONE, name: 'importing cache manifest from acme/api:cache', error: 'denied' };
  expect(await warnings(read, 0)).toEqual([]);
});
