import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect } from '@jest/globals';
import { attempt } from '../../scripts/command.ts';
import { fullTest } from '../full.ts';
import { type MountLab, openMountLab, warnings } from './support/mount-lab.ts';
import { type OwnEngine, startOwnEngine } from './support/own-engine.ts';

let lab: MountLab;
/** New for each test: separate mounts in the engine, and separate steps. */
let id: string;

let engine: OwnEngine;

/** Only root may start an engine. */
const whenRoot = process.getuid?.() === 0 ? describe : describe.skip;

beforeAll(async () => {
  if (whenRoot === describe.skip) return;
  engine = await startOwnEngine();
  lab = await openMountLab(engine.host);
});
beforeEach(() => {
  lab?.renew();
  id = lab?.id();
});
afterAll(async () => {
  await lab?.close();
  await engine?.close();
});

/** The engine's BuildKit records of a transfer, by type. */
async function leftovers(): Promise<string[]> {
  const flags = ['buildx', 'du', '--verbose', '--filter', 'description~=slipway-mounts-'];
  const { stdout } = await attempt('docker', flags, { env: { DOCKER_HOST: engine.host } });
  return [...stdout.matchAll(/^Type:\s+(\S+)/gm)].map(([, type = '']) => type);
}

whenRoot('a runner that stays', () => {
  const env = { RUNNER_ENVIRONMENT: 'self-hosted' };

  fullTest('with a builder that lost its mounts: they are restored, and the clean-up leaves them', async () => {
    await lab.build(lab.dockerfile(1, [`id=${id}`]), { env });
    await lab.cold();
    const second = await lab.build(lab.dockerfile(2, [`id=${id}`]), { env });
    expect(second.log).toContain('Restored cache mounts in ');
    expect(second.log).toContain('seen /m0: turn1 0:0:755');
    expect(second.log).toContain('Saved the cache mounts');
    const third = await lab.build(lab.dockerfile(3, [`id=${id}`]), { env });
    expect(third.log).toContain('seen /m0: turn1 turn2 0:0:755');
    expect([second, third].flatMap(warnings)).toEqual([]);
  });

  fullTest('the helper builds leave nothing behind but the mounts', async () => {
    await lab.build(lab.dockerfile(1, [`id=${id}`]), { env });
    await lab.cold();
    await lab.build(lab.dockerfile(2, [`id=${id}`]), { env });
    expect(new Set(await leftovers())).toEqual(new Set(['exec.cachemount']));
  });
});

whenRoot('a fill that is cut short', () => {
  fullTest('mounts that cannot be filled in time are unchanged for the build, and not saved', async () => {
    const locked = `id=${id},sharing=locked`;
    await lab.build(lab.dockerfile(1, [locked]));
    await lab.cold();
    const { ended } = await holdMount();
    const second = await lab.build(lab.dockerfile(2, [locked]), { inputs: { timeout: '3s' } });
    await ended;
    expect(warnings(second)).toEqual([
      'warning: cache-mounts: the cache mounts were not restored: it took longer than 3 s (the input `timeout`)',
    ]);
    expect(second.log).toContain('seen /m0: held 0:0:755');
    expect(second.log).toContain('The cache mounts are not saved, because they were not restored.');
    expect(second.service.counts.calls.CreateCacheEntry).toBeUndefined();
  });
});

/** Another build that locks the mount for a while. Resolves, once it has the lock, to a promise of its end. */
async function holdMount(): Promise<Readonly<{ ended: Promise<unknown> }>> {
  const text = lab.dockerfile(0, [`id=${id},sharing=locked`], 'echo held >> /m0/log; echo it is held; sleep 9');
  const flags = ['buildx', 'build', '--progress=plain', '--output=type=cacheonly', '--build-context'];
  const child = spawn('docker', [...flags, `busybox=${lab.busybox}`, '-'], {
    env: { ...process.env, DOCKER_HOST: engine.host },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  let said = '';
  child.stderr.on('data', data => {
    said += data;
  });
  child.stdin.end(text);
  for (let tries = 0; tries < 300 && !/^#\d+ [\d.]+ it is held$/m.test(said); tries++) await sleep(50);
  return { ended };
}
