import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../../../scripts/command.ts';
import { answers } from '../../../scripts/engine/daemon.ts';
import { quickFolder } from '../../../scripts/registries/registry.ts';
import { untilReady } from '../../fakes/started.ts';
import { type Bridge, openBridge } from './bridge.ts';

/** A second Docker Engine, with the classic image store. */
export type ClassicEngine = Readonly<{ host: string; close(): Promise<void> }>;

/** For the engine's bridge: one per test process, since several may run at a time. */
const ADDRESS = `198.18.${process.pid % 77}.1`;
const IMAGE = 'moby/buildkit:buildx-stable-1';

/**
 * Starts one with everything separate, including its network bridge: a daemon without one would take over the
 * other engine's. It knows the image that docker-container builders are made of, as a stand-in whose BuildKit is that
 * of another engine. Needs root.
 *
 * @param buildkit the other engine's socket; default: the machine's first engine
 */
export async function startClassicEngine(busybox: string, buildkit?: string): Promise<ClassicEngine> {
  const folder = mkdtempSync(join(quickFolder(), 'slipway-classic-'));
  const link = `slw${process.pid}`;
  const host = `unix://${join(folder, 'docker.sock')}`;
  writeFileSync(join(folder, 'daemon.json'), JSON.stringify(configuration(folder, host, link)));
  const keeper = spawn('sh', ['-c', KEEPER, 'classic', folder, link, `${ADDRESS}/24`], {
    // Missing images cannot be pulled: nothing may come from the real Docker Hub.
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin`, HTTPS_PROXY: 'http://127.0.0.1:9' },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  keeper.stdin.on('error', () => {});
  let bridge: Bridge | undefined;
  const close = async () => {
    if (keeper.exitCode === null && keeper.signalCode === null) {
      const gone = once(keeper, 'exit');
      keeper.stdin.end();
      await gone;
    }
    await bridge?.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(
      keeper,
      () => answers(host),
      () => readFileSync(join(folder, 'log'), 'utf8'),
    );
    bridge = await openBridge(ADDRESS, buildkit);
    await loadBuildKit(folder, busybox, host, bridge.port);
    return { host, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Runs dockerd until it ends or stdin closes (also when this process is killed), and removes its bridge. */
export const KEEPER = `
exec 3<&0
ip link add "$2" type bridge && ip addr add "$3" dev "$2" && ip link set "$2" up
dockerd --config-file "$1/daemon.json" >"$1/log" 2>&1 </dev/null 3<&- & pid=$!
( read -r _ <&3; kill $pid ) & watch=$!
exec 3<&-
wait $pid
kill $watch 2>/dev/null
ip link delete "$2"`;

function configuration(folder: string, host: string, bridge: string): object {
  return {
    hosts: [host],
    pidfile: join(folder, 'pid'),
    'exec-root': join(folder, 'exec'),
    'data-root': join(folder, 'data'),
    'storage-driver': 'vfs',
    features: { 'containerd-snapshotter': false },
    bridge,
    iptables: false,
    ip6tables: false,
    'ip-forward': false,
    'ip-masq': false,
  };
}

async function loadBuildKit(folder: string, busybox: string, host: string, port: number): Promise<void> {
  const context = join(folder, 'buildkit');
  mkdirSync(context);
  const buildctl = `#!/bin/sh\n[ "$1" = dial-stdio ] && exec nc ${ADDRESS} ${port}\nexit 0\n`;
  writeFileSync(join(context, 'buildctl'), buildctl, { mode: 0o755 });
  const entry = 'ENTRYPOINT ["/bin/sh", "-c", "exec sleep 3600"]';
  writeFileSync(join(context, 'Dockerfile'), `FROM busybox\nCOPY buildctl /bin/buildctl\n${entry}\n`);
  const archive = join(folder, 'buildkit.tar');
  const output = ['--provenance=false', '--output', `type=docker,name=${IMAGE},dest=${archive}`];
  await command('docker', [
    'buildx',
    'build',
    '--builder=default',
    `--build-context=busybox=${busybox}`,
    ...output,
    context,
  ]);
  await command('docker', ['load', '--quiet', '--input', archive], { env: { DOCKER_HOST: host } });
}
