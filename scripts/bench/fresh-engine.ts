import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { attempt, command } from '../command.ts';
import { answers } from '../engine/daemon.ts';

/** A separate engine for the benchmark, whose state can be wiped. */
export type FreshEngine = Readonly<{
  host: string;
  /** Removes all images and the whole build cache, as on a new runner. */
  forget(): Promise<void>;
  stop(): Promise<void>;
}>;

/** Starts one below `folder` with its own network bridge, since it would take the other engine's. Needs root. */
export async function startFreshEngine(folder: string): Promise<FreshEngine> {
  const link = `slb${process.pid}`;
  const host = `unix://${join(folder, 'docker.sock')}`;
  writeFileSync(join(folder, 'daemon.json'), JSON.stringify(configuration(folder, host, link)));
  const keeper = spawn('sh', ['-c', KEEPER, 'fresh', folder, link, '198.18.78.1/24'], {
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  keeper.stdin.on('error', () => {});
  const env = { DOCKER_HOST: host };
  const stop = async (): Promise<void> => {
    if (keeper.exitCode !== null) return;
    const gone = once(keeper, 'exit');
    keeper.stdin.end();
    await gone;
  };
  for (let tries = 0; !(await answers(host)); tries++) {
    if (tries > 150 || keeper.exitCode !== null) {
      await stop();
      throw new Error(`dockerd did not start:\n${readFileSync(join(folder, 'log'), 'utf8').slice(-2000)}`);
    }
    await sleep(100);
  }
  return {
    host,
    async forget() {
      const images = await command('docker', ['image', 'ls', '--quiet', '--no-trunc'], { env });
      const ids = [...new Set(images.split('\n').filter(Boolean))];
      if (ids.length > 0) await attempt('docker', ['image', 'rm', '--force', ...ids], { env });
      await command('docker', ['buildx', 'prune', '--all', '--force'], { env });
    },
    stop,
  };
}

/** Runs dockerd until it ends or stdin closes (also by this process's SIGKILL), and removes its bridge. */
const KEEPER = `
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
    'log-level': 'warn',
    features: { 'containerd-snapshotter': true },
    bridge,
    iptables: false,
    ip6tables: false,
    'ip-forward': false,
    'ip-masq': false,
  };
}
