import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { attempt, command } from '../../scripts/command.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { annotationsOf, writesTo } from './support/checks.ts';
import { dockerfile, localImages } from './support/images.ts';
import { killMain } from './support/kill.ts';
import { type Lab, openLab, registriesInput } from './support/lab.ts';

let lab: Lab;
let registry: LocalRegistry;
beforeAll(async () => {
  lab = await openLab([{}]);
  [registry] = lab.registries as [LocalRegistry];
});
afterAll(() => lab?.close());

const left = async (path: string) =>
  (await command('docker', ['ps', '--all', '--format', '{{.Image}}'])).split('\n').filter(name => name.includes(path));

test('a job that is cancelled at a gate leaves no container, no image and no login', async () => {
  const path = 'acme/gate-cancelled';
  const workspace = await lab.workspace({ Dockerfile: dockerfile() });
  const run = `
    docker run --detach "$IMAGE" /bin/sh -c 'while :; do sleep 1; done'
    echo "at the gate"
    docker run --rm "$IMAGE" /bin/sh -c 'while :; do sleep 1; done'
  `;
  const gates = stringify([{ name: 'slow', run, credentials: 'true' }]);
  const result = await lab.publish(
    workspace,
    { images: path, registries: registriesInput([registry]), gates },
    { step: { cancel: /^at the gate/m } },
  );
  expect(result.conclusion).toBe('cancelled');
  expect(annotationsOf(result, 'error')).toEqual([expect.stringContaining('cancelled while gate "slow" ran')]);
  expect(await left(path)).toEqual([]);
  expect((await localImages()).filter(image => image.includes(path))).toEqual([]);
  expect(writesTo(registry, path)).toEqual([]);
  expect(result.leftProcesses).toEqual([]);
});

test('killed outright at a gate: the next run removes its container and its image', async () => {
  const path = 'acme/gate-killed';
  const workspace = await lab.workspace({ Dockerfile: dockerfile() });
  const run = `docker run --detach "$IMAGE" /bin/sh -c 'while :; do sleep 1; done'\necho "at the gate"\nsleep 600`;
  const inputs = { 'build-contexts': `busybox=${lab.busybox}`, images: path, registries: registriesInput([registry]) };
  const images = async () => (await localImages()).filter(image => image.includes(path));
  const found: string[][] = [];
  const look = async () => void found.push([...(await left(path)), ...(await images())]);
  let temp = '';
  const job = await lab.job(
    workspace,
    [
      { with: { ...inputs, gates: stringify([run]) } },
      { with: { ...inputs, images: 'acme/gate-next', push: 'false' }, always: true, before: look },
      { with: { 'dry-run': 'true', ...inputs }, always: true, before: look },
    ],
    {
      home: home => {
        temp = join(home, '../_temp');
      },
      job: { onLine: line => line.endsWith('at the gate') && killMain(temp) },
    },
  );
  expect(job.steps.map(({ conclusion }) => conclusion)).toEqual(['failure', 'success', 'success']);
  expect(job.steps[0]!.main!.signal).toBe('SIGKILL');
  expect(found[0]!.length).toBeGreaterThan(1);
  expect(found[1]).toEqual([]);
  expect(job.leftProcesses).toEqual([]);
});

test('a full disk is reported before the build', async () => {
  const workspace = await lab.workspace({ Dockerfile: dockerfile() });
  let small = '';
  try {
    const result = await lab.publish(
      workspace,
      { images: 'acme/small', push: 'false', outputs: 'type=image,rewrite-timestamp=true', test: 'true' },
      {
        // The layout is written to RUNNER_TEMP.
        home: async home => {
          small = join(home, '../_temp');
          await command('mkdir', ['-p', small]);
          await command('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', small]);
        },
      },
    );
    expect(annotationsOf(result, 'warning')).toContainEqual(
      expect.stringMatching(/^Only \d+\.\d MB free where the image is exported to .*"no space left on device"/),
    );
    expect(result.conclusion).toBe('success');
  } finally {
    await attempt('umount', [small]);
  }
});
