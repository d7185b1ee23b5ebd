import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answers } from '../../../scripts/engine/daemon.ts';
import { quickFolder } from '../../../scripts/registries/registry.ts';
import { untilReady } from '../../fakes/started.ts';
import { KEEPER } from './classic-engine.ts';
import { forgetEverything } from './engine-api.ts';

/** An engine for one test: its state can be wiped, and a hanging cache affects nothing else. */
export type OwnEngine = Readonly<{
  host: string;
  /** Removes all images and build cache, as on a new runner. */
  forget(): Promise<void>;
  close(): Promise<void>;
}>;

let count = 0;

/** Starts one with the containerd image store and its own network bridge. Needs root. */
export async function startOwnEngine(): Promise<OwnEngine> {
  const folder = mkdtempSync(join(quickFolder(), 'slipway-own-'));
  const link = `slo${process.pid}${count++}`.slice(0, 15);
  const host = `unix://${join(folder, 'docker.sock')}`;
  writeFileSync(join(folder, 'daemon.json'), JSON.stringify(configuration(folder, host, link)));
  const address = `198.18.${100 + (process.pid % 100)}.1/24`;
  const keeper = spawn('sh', ['-c', KEEPER, 'own', folder, link, address], {
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  keeper.stdin.on('error', () => {});
  const close = async () => {
    if (keeper.exitCode === null && keeper.signalCode === null) {
      const gone = once(keeper, 'exit');
      keeper.stdin.end();
      await gone;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(
      keeper,
      () => answers(host),
      () => readFileSync(join(folder, 'log'), 'utf8'),
    );
    return { host, forget: () => forgetEverything(host), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function configuration(folder: string, host: string, bridge: string): object {
  return {
    hosts: [host],
    pidfile: join(folder, 'pid'),
    'exec-root': join(folder, 'exec'),
    'data-root': join(folder, 'data'),
    features: { 'containerd-snapshotter': true },
    bridge,
    iptables: false,
    ip6tables: false,
    'ip-forward': false,
    'ip-masq': false,
  };
}
