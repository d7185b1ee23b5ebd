import { randomBytes } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import { leaksInFolder } from '../../scripts/harness/leaks.ts';
import { commandLines } from '../../scripts/harness/processes.ts';
import type { CancelTrigger, JobResult } from '../../scripts/harness/types.ts';
import { manifest } from '../../scripts/registries/client.ts';
import { FULL } from '../full.ts';
import { type Bridge, createBuilder, openBridge } from './support/bridge.ts';
import { annotationsOf, digestsOf, expectGreen } from './support/checks.ts';
import { dockerfile, localImages } from './support/images.ts';
import { killMain } from './support/kill.ts';
import { type Inputs, type JobOptions, type Lab, leaksOf, openLab, type Run, registriesInput } from './support/lab.ts';
import { openSlowRegistry, type SlowRegistry } from './support/slow-registry.ts';

let lab: Lab;
let bridge: Bridge;
let slow: SlowRegistry;
beforeAll(async () => {
  [lab, bridge] = await Promise.all([openLab(), openBridge()]);
  slow = await openSlowRegistry(lab.registries[1]!);
});
beforeEach(() => slow.pace(Number.POSITIVE_INFINITY));
afterAll(async () => {
  await Promise.all([slow?.close(), bridge?.close()]);
  await lab?.close();
});

/** All runs use one commit: only GitHub, which isn't here, could tell which of two commits is later. */
const event = events.push();

const inputsFor = (name: string): Inputs => ({
  images: `acme/${name}`,
  registries: registriesInput([lab.registries[0]!, slow]),
  tags: 'type=raw,value=latest\ntype=raw,value=1.0.0',
});
const secrets = () => [...lab.registries.map(registry => registry.password), 'ghs_harnessTokenOfTheJob'];

/** Runs until `trigger` and then cancels. */
async function cancelled(
  files: Readonly<Record<string, string>>,
  inputs: Inputs,
  trigger: CancelTrigger,
  options: JobOptions = {},
): Promise<Run> {
  const workspace = await lab.workspace(files);
  const before = await localImages();
  const run = await lab.publish(workspace, inputs, { ...options, event, step: { cancel: trigger } });
  const name = inputs.images!;
  const built = run.main.outputs.digest || name;
  const mine = (images: readonly string[]) => images.filter(image => image.includes(name) || image.includes(built));
  expect(mine(await localImages())).toEqual(mine(before));
  return run;
}

/**
 * The work in progress would take minutes. If main waited for it, the runner would kill it, and the error, which is the
 * last thing it does, would be missing.
 */
function expectCancelled(run: Run): void {
  expect([run.conclusion, run.main.cancelled, run.main.signal]).toEqual(['cancelled', true, null]);
  expect(annotationsOf(run, 'error')).toEqual([expect.stringContaining('cancelled')]);
  expect(run.main.raw.trimEnd().split('\n').at(-1)).toMatch(/^::error title=Slipway CANCELLED::/);
  expect(run.main.outputs).toMatchObject({ pushed: 'false', refs: '[]' });
  expect([run.leftProcesses, run.post.exitCode, run.post.annotations]).toEqual([[], 0, []]);
  expect(leaksOf(run, secrets())).toEqual([]);
  expect(
    readdirSync(run.runnerTemp).filter(name => name.startsWith('slipway-') && !name.startsWith('slipway-bake-')),
  ).toEqual([]);
}

test('during the build: its processes end, no tag is written, and the next run succeeds', async () => {
  const nap = 3000 + Math.floor(Math.random() * 90_000);
  const files = { Dockerfile: dockerfile(`RUN echo "tide is out" && sleep ${nap}`) };
  expectCancelled(await cancelled(files, inputsFor('cancel-build'), /tide is out$/));

  // However long the engine takes.
  while (naps(nap)) await sleep(100);
  for (const registry of lab.registries) expect(await digestsOf(registry, 'acme/cancel-build')).toEqual({});
  expectGreen(await again('cancel-build'));
});

const naps = (seconds: number) => commandLines().includes(`sleep ${seconds}`);

const again = async (name: string, options: JobOptions = {}, more: Inputs = {}) =>
  lab.publish(
    await lab.workspace({ Dockerfile: dockerfile(), hello: 'ahoy' }),
    { ...inputsFor(name), ...more },
    { ...options, event },
  );

const farShore = (home: string) => createBuilder(home, 'far-shore', bridge.address, false);

describe('during the upload: no tag changes, and the next run succeeds', () => {
  test.each([
    ['fan-out', {}, undefined],
    ...(FULL
      ? ([
          ['by-digest', { builder: 'far-shore' }, farShore],
          ['layout', { builder: 'far-shore', test: 'true' }, farShore],
        ] as const)
      : []),
  ] as const)('%s', async (path, more, home) => {
    const name = `cancel-${path}`;
    const options: JobOptions = home === undefined ? {} : { home };
    const first = await again(name, options, more);
    expectGreen(first);
    const digest = first.main.outputs.digest!;

    slow.pace(20_000);
    const files = { Dockerfile: dockerfile('COPY cargo /cargo'), cargo: randomBytes(1_500_000).toString('base64') };
    expectCancelled(await cancelled(files, { ...inputsFor(name), ...more }, slow.uploading(), options));
    for (const registry of lab.registries) {
      expect(await digestsOf(registry, `acme/${name}`)).toEqual({ '1.0.0': digest, latest: digest });
    }

    slow.pace(Number.POSITIVE_INFINITY);
    const last = await lab.publish(await lab.workspace(files), { ...inputsFor(name), ...more }, { ...options, event });
    expectGreen(last);
    expect((await manifest(slow, `acme/${name}`, 'latest'))?.digest).toBe(last.main.outputs.digest);
  });
});

test('killed: the next run removes what was left', async () => {
  const nap = 3000 + Math.floor(Math.random() * 90_000);
  const workspace = await lab.workspace({ Dockerfile: dockerfile(`RUN echo "tide is out" && sleep ${nap}`) });
  const next = { 'build-contexts': `busybox=${lab.busybox}`, ...inputsFor('cancel-killed'), file: 'Next' };
  writeFileSync(join(workspace.folder, 'Next'), dockerfile());
  let home = '';
  const temp = () => join(home, '../_temp');
  const folders = () => readdirSync(temp()).filter(name => /^slipway-\d+\./.test(name));
  // The build may or may not continue until then: buildx ends if it writes to a log that nobody reads.
  const found: { folders: string[]; leaks: number; naps: boolean }[] = [];
  const look = () =>
    void found.push({ folders: folders(), leaks: leaksInFolder(secrets(), temp()).length, naps: naps(nap) });

  const job: JobResult = await lab.job(
    workspace,
    [
      // With a gate, docker alone runs the build and it continues; without one, it ends with our bridge to the engine.
      { with: { ...next, file: 'Dockerfile', test: 'true' } },
      { with: next, always: true, before: look },
      { with: { ...next, 'dry-run': 'true' }, always: true, before: look },
    ],
    {
      home: folder => {
        home = folder;
      },
      job: { onLine: line => line.endsWith('tide is out') && killMain(temp()) },
    },
  );
  expect(job.steps.map(({ conclusion }) => conclusion)).toEqual(['failure', 'success', 'success']);
  expect(job.steps[0]!.main!.signal).toBe('SIGKILL');
  const [after, swept] = found;
  expect(after!.folders).toEqual([expect.any(String)]);
  expect(after!.leaks).toBeGreaterThan(0);
  expect(swept!.folders).not.toContain(after!.folders[0]);
  expect([swept!.leaks, swept!.naps]).toEqual([0, false]);
  expect([job.leftProcesses, folders(), leaksInFolder(secrets(), temp())]).toEqual([[], [], []]);
});
