import type { Builder } from '../buildx/builder.ts';
import type { EngineInfo } from '../buildx/engine.ts';
import type { Inputs } from '../inputs.ts';
import { type Machine, retryPorts } from '../machine.ts';
import { isCall } from './exports.ts';

/**
 * Emulators for platforms that this machine's processor does not run, where the input `qemu` and the build want them.
 *
 * @param checked They may have to be fetched, which waits for it.
 */
export async function registerEmulators(
  { qemu: wish, build, builder, retry: policy }: Inputs,
  { driver }: Pick<Builder, 'driver'>,
  { architecture, desktop }: Pick<EngineInfo, 'architecture' | 'desktop'>,
  engineIsLocal: boolean,
  checked: Promise<void>,
  ports: Readonly<{ folder: string; dockerEnv: Readonly<Record<string, string>> }>,
  machine: Machine,
): Promise<void> {
  const idle = build.platforms.length === 0 || isCall({ build });
  if (wish === 'none' || (wish === 'needed' && idle)) return;
  await checked;
  const hasFarNodes = builder.nodes.some(node => node.endpoint !== '');
  const { emulate } = await import('../buildx/qemu.ts');
  const { run, log, signal } = machine;
  await emulate(
    {
      wish,
      platforms: build.platforms,
      native: architecture,
      onEngine: driver === 'docker' || (driver === 'docker-container' && !hasFarNodes),
      engineIsHere: engineIsLocal && !desktop && process.platform === 'linux',
    },
    { ...retryPorts(machine), run, log, env: ports.dockerEnv, signal, policy, folder: ports.folder },
  );
}
