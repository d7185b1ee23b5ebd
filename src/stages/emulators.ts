import type { Builder } from '../buildx/builder.ts';
import type { EngineInfo } from '../buildx/engine.ts';
import type { Inputs } from '../inputs.ts';
import { type Machine, retryPorts } from '../machine.ts';

/** Emulators for platforms that this machine's processor does not run, where the input `qemu` and the build want them. */
export async function registerEmulators(
  { qemu: wish, build, retry: policy }: Inputs,
  { driver }: Pick<Builder, 'driver'>,
  { architecture, desktop }: Pick<EngineInfo, 'architecture' | 'desktop'>,
  engineIsLocal: boolean,
  ports: Readonly<{ folder: string; dockerEnv: Readonly<Record<string, string>> }>,
  machine: Machine,
): Promise<void> {
  if (wish === 'none' || (wish === 'needed' && build.platforms.length === 0)) return;
  const { emulate } = await import('../buildx/qemu.ts');
  const { run, log, signal } = machine;
  await emulate(
    {
      wish,
      platforms: build.platforms,
      native: architecture,
      onEngine: driver === 'docker' || driver === 'docker-container',
      engineIsHere: engineIsLocal && !desktop && process.platform === 'linux',
    },
    { ...retryPorts(machine), run, log, env: ports.dockerEnv, signal, policy, folder: ports.folder },
  );
}
