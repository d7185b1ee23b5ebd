import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
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
    const held = await holdMount();
    // The build itself waits for the mount, too.
    const onLine = (line: string) => line.includes('the cache mounts were not restored') && held.release();
    const build = lab.build(lab.dockerfile(2, [locked]), { inputs: { timeout: '10s' }, onLine });
    const second = await build.finally(held.release);
    expect(await held.ended).toBe(0);
    expect(warnings(second)).toEqual([
      'warning: cache-mounts: the cache mounts were not restored: it took longer than 10 s (the input `timeout`)',
    ]);
    expect(second.log).toContain('seen /m0: held 0:0:755');
    expect(second.log).toContain('The cache mounts are not saved, because they were not restored.');
    expect(second.service.counts.calls.CreateCacheEntry).toBeUndefined();
  });
});

/** A build that holds a mount's lock until it is released. `ended`: its exit code. */
type HeldMount = Readonly<{ release(): void; ended: Promise<number | null> }>;

/** Starts another build that locks the mount, and waits until it has the lock. */
async function holdMount(): Promise<HeldMount> {
  // A program that waits for ever, and whose arguments nothing else on this machine has.
  const file = `/hold-${id}`;
  const hold = `: > ${file}; echo it is held; tail -f ${file} || true`;
  const text = lab.dockerfile(0, [`id=${id},sharing=locked`], `echo held >> /m0/log; ${hold}`);
  const flags = ['buildx', 'build', '--progress=plain', '--output=type=cacheonly', '--build-context'];
  const child = spawn('docker', [...flags, `busybox=${lab.busybox}`, '-'], {
    env: { ...process.env, DOCKER_HOST: engine.host },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  child.stdin.end(text);
  const ended = once(child, 'close').then(([code]) => code as number | null);
  let said = '';
  const isHeld = new Promise<void>(resolve => {
    child.stderr.setEncoding('utf8').on('data', data => {
      said += data;
      if (/^#\d+ [\d.]+ it is held$/m.test(said)) resolve();
    });
  });
  const tooEarly = ended.then(code => Promise.reject(new Error(`the holding build ended with ${code}:\n${said}`)));
  // It also ends after its release.
  tooEarly.catch(() => {});
  await Promise.race([isHeld, tooEarly]);
  return { release: () => endProcess(['tail', '-f', file]), ended };
}

/** Ends the process with these arguments, if there is one: the engine is on this machine, and so are its containers. */
function endProcess(args: readonly string[]): void {
  const wanted = [...args, ''].join('\0');
  for (const path of globSync('/proc/[0-9]*/cmdline')) {
    if (readIfAlive(path) !== wanted) continue;
    try {
      process.kill(Number(path.split('/')[2]), 'SIGKILL');
    } catch {
      // It has just ended.
    }
  }
}

function readIfAlive(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
