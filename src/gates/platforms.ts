import { ActionError } from '../host/errors.ts';
import { samePlatform } from '../oci/platforms.ts';
import type { Gate } from './gate/types.ts';
import { whatOf } from './gate/words.ts';

/** A gate and its platform. */
export type PlannedGate = Readonly<{ gate: Gate; platform: string }>;

/**
 * Which gate runs on which of the image's platforms: the one that it names, else this machine's or all. An image
 * without this machine's platform is tested on its first one.
 *
 * @param built the platforms of the loaded image, at least one
 * @param native this machine's
 * @throws ActionError INPUT_INVALID when a gate names a platform that the image lacks.
 */
export function planGates(
  gates: readonly Gate[],
  built: readonly string[],
  native: string,
  mode: 'native' | 'all',
): readonly PlannedGate[] {
  const own = built.find(platform => samePlatform(platform, native)) ?? built[0] ?? native;
  const general = mode === 'all' ? [own, ...built.filter(platform => platform !== own)] : [own];
  return gates.flatMap(gate => {
    if (gate.platform === undefined) return general.map(platform => ({ gate, platform }));
    const wanted = gate.platform;
    const found = built.find(platform => samePlatform(platform, wanted));
    if (found !== undefined) return [{ gate, platform: found }];
    throw new ActionError(
      'INPUT_INVALID',
      `${whatOf(gate)} should run on ${wanted}, but the image here is for ${built.join(', ')}`,
      {
        hint: `Add ${wanted} to \`platforms\`, or remove it from the gate. An engine with the classic image store holds one platform only.`,
      },
    );
  });
}
