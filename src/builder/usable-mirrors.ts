import { ActionError, messageOf } from '../host/errors.ts';
import type { Machine } from '../host/machine.ts';
import { type Mirror, type Mirrors, mirrorText } from '../oci/mirror.ts';
import type { Reference } from '../oci/reference.ts';
import type { Registry } from '../registry/types.ts';

/** A builder would wait longer for a mirror than for the registry itself. Milliseconds. */
const PATIENCE = 5_000;

/**
 * The mirrors for this run's base images that answer now, checked concurrently. Mirrors that are down, slow, reject the
 * login or limit requests are skipped with a notice: the next one, or the registry itself, has the image too.
 * Registries without base images need no mirrors.
 *
 * @param bases the base images; undefined if some are known only to the build
 */
export async function usableMirrors(
  mirrors: Mirrors,
  bases: () => readonly Reference[] | undefined,
  { connectBriefly }: Readonly<{ connectBriefly(host: string, limit: number): Registry }>,
  { log, signal }: Pick<Machine, 'log' | 'signal'>,
): Promise<Mirrors> {
  if (mirrors.size === 0) return mirrors;
  const images = bases();
  const answers = async (mirror: Mirror, wanted: readonly Reference[]): Promise<boolean> => {
    const registry = connectBriefly(mirror.host, PATIENCE);
    const below = mirror.path === '' ? '' : `${mirror.path}/`;
    try {
      // A missing image is fine: the builder goes on to the next mirror.
      for (const { name, tag = 'latest', digest } of wanted) {
        await registry.repository(`${below}${name.path}`).headManifest(digest ?? tag);
      }
      return true;
    } catch (error) {
      if (signal.aborted) throw error;
      // Nothing else cancels it.
      const isLate = error instanceof ActionError && error.code === 'CANCELLED';
      const why = isLate ? `no answer within ${PATIENCE / 1000} s` : messageOf(error);
      log.notice(`The mirror ${mirrorText(mirror)} is skipped in this run: ${why}`);
      return false;
    }
  };
  const found = await Promise.all(
    [...mirrors].map(async ([host, list]) => {
      const wanted = images?.filter(({ name }) => name.registry === host);
      if (wanted?.length === 0) return [];
      const good = await Promise.all(list.map(mirror => answers(mirror, wanted ?? [])));
      const usable = list.filter((_, at) => good[at]);
      return usable.length === 0 ? [] : [[host, usable] as const];
    }),
  );
  return new Map(found.flat());
}
