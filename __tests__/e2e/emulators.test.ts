import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { attempt, command } from '../../scripts/command.ts';
import { PROCESSORS, program, RAN } from '../../src/emulation/emulated.ts';
import { emulate, type QemuNeeds, type QemuPorts } from '../../src/emulation/qemu.ts';
import { runnable } from '../../src/emulation/qemu-probe.ts';
import { run } from '../../src/host/process.ts';
import { recordingLog } from '../fakes/log.ts';
import { fullTest } from '../full.ts';
import { annotationsOf, expectGreen } from './support/checks.ts';
import { type ClassicEngine, startClassicEngine } from './support/classic-engine.ts';
import { emulatorFolder, removeLeftEmulator } from './support/emulation.ts';
import { type Inputs, type Lab, openLab } from './support/lab.ts';

/** Only root may register emulators, and start an engine. */
const whenRoot = process.getuid?.() === 0 ? describe : describe.skip;

const COPIES = 'FROM busybox\nCOPY Dockerfile /d\n';
/** Unlikely to be used by any other test or job. */
const RARE = 'riscv64';

whenRoot('emulators of the machine', () => {
  let root: string;
  beforeAll(async () => {
    await removeLeftEmulator(RARE);
    root = emulatorFolder();
    // Unpacked, not installed: the package would register every emulator there is.
    await command('apt-get', ['download', 'qemu-user-static'], { cwd: root });
    await command('sh', ['-c', 'dpkg-deb --extract ./*.deb .'], { cwd: root });
    mkdirSync(join(root, 'binfmt'));
  }, 300_000);
  afterAll(async () => {
    const entry = join(root, 'binfmt', `qemu-${RARE}`);
    if (existsSync(entry)) writeFileSync(entry, '-1');
    await attempt('umount', [join(root, 'binfmt')]);
    rmSync(root, { recursive: true, force: true });
  });

  const ports = (): QemuPorts & { log: ReturnType<typeof recordingLog> } => ({
    run,
    log: recordingLog(),
    env: { PATH: process.env.PATH ?? '', DOCKER_HOST: 'unix:///nowhere' },
    signal: new AbortController().signal,
    policy: { retries: 0, base: 1, cap: 1, deadline: 1 },
    sleep: async () => {},
    now: Date.now,
    random: () => 0,
    folder: root,
    binfmt: join(root, 'binfmt'),
    interpreters: join(root, 'usr/bin'),
  });
  const needs = (more: Partial<QemuNeeds>): QemuNeeds => ({
    setting: 'needed',
    image: '',
    platforms: [`linux/${RARE}`],
    native: 'amd64',
    onEngine: true,
    engineIsHere: true,
    ...more,
  });
  const runs = async () => (await runnable([RARE], root, ports())).get(RARE);

  /** The exit code of the processor's own program, in an otherwise empty container. */
  async function exitInContainer(): Promise<number | null> {
    const image = `slipway.test/emulated:${process.pid}`;
    const context = join(root, 'context');
    mkdirSync(context);
    writeFileSync(join(context, 'program'), program(PROCESSORS[RARE]!), { mode: 0o755 });
    writeFileSync(join(context, 'Dockerfile'), 'FROM scratch\nCOPY program /program\nCMD ["/program"]\n');
    const platform = ['--platform', `linux/${RARE}`];
    await command('docker', ['buildx', 'build', '--builder=default', ...platform, '--load', '--tag', image, context]);
    const { code } = await attempt('docker', ['run', '--rm', '--pull=never', ...platform, image]);
    await command('docker', ['image', 'rm', image]);
    return code;
  }

  test('left behind by a killed run of these tests are removed, others are kept', async () => {
    const entry = join(root, 'binfmt', `qemu-${RARE}`);
    await emulate(needs({}), ports());
    // Ours, and this process is alive.
    await expect(removeLeftEmulator(RARE)).rejects.toThrow(
      `an emulator for ${RARE} is in use on this machine: ${root}`,
    );
    writeFileSync(entry, '-1');
    const left = mkdtempSync(join(tmpdir(), 'slipway-qemu-'));
    await command('cp', ['-rl', join(root, 'usr'), left]);
    await emulate(needs({}), { ...ports(), interpreters: join(left, 'usr/bin') });
    rmSync(left, { recursive: true });
    expect(readFileSync(entry, 'utf8')).toContain(left);
    await removeLeftEmulator(RARE);
    expect(existsSync(entry)).toBe(false);
  });

  test('are registered from the installed ones, once, and work in containers; stale ones are replaced', async () => {
    expect(await runs()).toBe(false);
    const first = ports();
    await emulate(needs({}), first);
    expect(first.log.lines).toContain(`Registered emulators for ${RARE}; they stay installed on this machine`);
    expect(await runs()).toBe(true);
    const entry = join(root, 'binfmt', `qemu-${RARE}`);
    expect(readFileSync(entry, 'utf8')).toMatch(/^enabled\n[\s\S]*flags: POCF$/m);

    expect(await exitInContainer()).toBe(RAN);
    const again = ports();
    await emulate(needs({}), again);
    expect(again.log.lines).toEqual([]);

    writeFileSync(entry, '0');
    expect(await runs()).toBe(false);
    await emulate(needs({ setting: [RARE] }), ports());
    expect(await runs()).toBe(true);
    writeFileSync(entry, '-1');
  });

  test.each<[string, Partial<QemuNeeds>]>([
    ['the build runs elsewhere', { onEngine: false }],
    ['the engine is elsewhere', { engineIsHere: false }],
    ['only the native platform is needed', { platforms: ['linux/amd64'] }],
  ])('are not installed without a request and %s', async (_, more) => {
    const all = ports();
    await emulate(needs(more), all);
    expect([all.log.lines, await runs()]).toEqual([[], false]);
  });
});

whenRoot('emulators of an image', () => {
  let lab: Lab;
  let engine: ClassicEngine;
  beforeAll(async () => {
    await removeLeftEmulator(RARE);
    lab = await openLab([]);
    engine = await startClassicEngine(lab.busybox);
  });
  afterAll(() => Promise.all([lab?.close(), engine?.close()]));

  async function build(inputs: Inputs, env: Readonly<Record<string, string>> = {}) {
    const workspace = await lab.workspace({ Dockerfile: COPIES });
    const job = { env: { DOCKER_HOST: engine.host, ...env } };
    return lab.publish(workspace, { tags: 'type=raw,value=one', retries: '1', ...inputs }, { job });
  }

  fullTest('that was not requested and cannot be pulled: a notice, because the build may not need it', async () => {
    const result = await build({ platforms: `linux/${RARE}` });
    expectGreen(result);
    expect(annotationsOf(result, 'notice')).toEqual([
      expect.stringMatching(/^riscv64 cannot be emulated on this machine: RUN steps .* will fail/),
    ]);
    expect(annotationsOf(await build({ platforms: `linux/${RARE}`, qemu: 'false' }), 'notice')).toEqual([]);
  });

  test('that was requested and cannot be pulled: retried, then an error', async () => {
    const result = await build({ qemu: RARE });
    expect(result.conclusion).toBe('failure');
    expect(annotationsOf(result, 'notice')).toEqual([expect.stringContaining('trying again in')]);
    expect(annotationsOf(result, 'error')).toEqual([
      expect.stringMatching(/^emulators for riscv64 could not be registered: .*[\s\S]*qemu-user-static/),
    ]);
  });

  fullTest('are installed by name', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-binfmt-'));
    const entry = `ENTRYPOINT ["/bin/sh", "-c", "test \\"$*\\" = '--install ${RARE},loong64'", "binfmt"]`;
    writeFileSync(join(folder, 'Dockerfile'), `FROM busybox\n${entry}\n`);
    const args = ['--tag', 'binfmt-stand-in', '--build-context', `busybox=${lab.busybox}`, folder];
    const env = { DOCKER_HOST: engine.host, BUILDX_CONFIG: join(folder, 'buildx') };
    await command('docker', ['buildx', 'build', '--builder=default', '--provenance=false', '--load', ...args], { env });
    // The image itself cannot be pulled here, and nothing else has its digest.
    const docker = (await command('sh', ['-c', 'command -v docker'])).trim();
    const pinned =
      'docker.io/tonistiigi/binfmt:qemu-v*@sha256:????????????????????????????????????????????????????????????????';
    const shim = `for arg; do shift; case $arg in ${pinned}) arg=binfmt-stand-in ;; esac; set -- "$@" "$arg"; done`;
    writeFileSync(join(folder, 'docker'), `#!/bin/sh\n${shim}\nexec ${docker} "$@"\n`, { mode: 0o755 });
    const PATH = `${folder}:${process.env.PATH}`;

    const result = await build({ qemu: `linux/${RARE},loong64` }, { PATH });
    expectGreen(result);
    expect(result.main.log).toContain('Registered emulators for riscv64, loong64; they stay installed on this machine');
    expect((await build({ qemu: 'linux/ppc64le' }, { PATH })).conclusion).toBe('failure');
    rmSync(folder, { recursive: true });
  });

  fullTest('`qemu-image` is run instead of the default, privileged, and with the same arguments', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-binfmt-'));
    // It succeeds only as `docker run --privileged IMAGE --install …`; the default image cannot be pulled here.
    const check = `grep -q ' /sys sysfs rw' /proc/mounts && test "$*" = '--install ${RARE},loong64'`;
    const entry = JSON.stringify(['/bin/sh', '-c', `${check} && echo chosen`, 'binfmt']);
    writeFileSync(join(folder, 'Dockerfile'), `FROM busybox\nENTRYPOINT ${entry}\n`);
    const image = 'slipway.test/emulators:chosen';
    const args = ['--tag', image, '--build-context', `busybox=${lab.busybox}`, folder];
    const env = { DOCKER_HOST: engine.host, BUILDX_CONFIG: join(folder, 'buildx') };
    await command('docker', ['buildx', 'build', '--builder=default', '--provenance=false', '--load', ...args], { env });
    rmSync(folder, { recursive: true });

    const qemu = `linux/${RARE},loong64`;
    const result = await build({ qemu, 'qemu-image': image });
    expectGreen(result);
    expect(result.main.log).toContain('Registered emulators for riscv64, loong64; they stay installed on this machine');
    expect(annotationsOf(result, 'notice')).toEqual([
      `\`qemu-image: ${image}\` runs privileged on this machine and is not pinned: add its digest (\`@sha256:…\`).`,
    ]);
    const missing = `slipway.test/emulators@sha256:${'0'.repeat(64)}`;
    const other = await build({ qemu, 'qemu-image': missing });
    expect(other.conclusion).toBe('failure');
    expect(annotationsOf(other, 'error')).toEqual([expect.stringContaining(`let it pull ${missing} and run it`)]);
  });
});
