import type { BuilderInUse } from '../builder/builder-in-use.ts';
import type { EngineInfo } from '../engine/engine.ts';
import { type Machine, retryPorts } from '../host/machine.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { isCall } from '../plan/call.ts';

type EmulatorSite = Readonly<{
  builder: Pick<BuilderInUse, 'driver' | 'env'>;
  engine: Pick<EngineInfo, 'architecture' | 'desktop'> & Readonly<{ isLocal: boolean }>;
  /** The run's folder. */
  folder: string;
}>;

/**
 * Registers emulators for platforms that this machine's processor does not run, if the input `qemu` and the build need
 * them.
 */
export async function registerEmulators(
  { qemu: setting, qemuImage: image, build, builder, retry: policy }: Inputs,
  { builder: { driver, env }, engine, folder }: EmulatorSite,
  machine: Machine,
): Promise<void> {
  const idle = build.platforms.length === 0 || isCall({ build });
  if (setting === 'none' || (setting === 'needed' && idle)) return;
  const hasFarNodes = builder.nodes.some(node => node.endpoint !== '');
  const { emulate } = await import('./qemu.ts');
  const { run, log, signal } = machine;
  await emulate(
    {
      setting,
      image,
      platforms: build.platforms,
      native: engine.architecture,
      onEngine: driver === 'docker' || (driver === 'docker-container' && !hasFarNodes),
      engineIsHere: engine.isLocal && !engine.desktop && process.platform === 'linux',
    },
    { ...retryPorts(machine), run, log, env, signal, policy, folder },
  );
}
