import type { Engine } from '../engine/engine.ts';
import type { Container } from '../engine/engine-json.ts';

type Containers = Pick<Engine, 'containers' | 'removeContainer'>;

/**
 * Notes the existing containers of an image. The returned function removes those created since, running or not, and
 * returns their names. On a shared engine others' containers are safe: only containers count that were created from
 * this run's reference or, if nobody else had the image before, from its id or its name in the engine.
 *
 * @param image this run's reference of the image
 * @param built the image's id in the engine and its other name there, if this run built it. Undefined for an existing
 *   image: others may start it by any name but this run's
 */
export async function watchContainers(
  engine: Containers,
  image: string,
  built: Readonly<{ id: string; name: string }> | undefined,
): Promise<() => Promise<readonly string[]>> {
  const before = new Set((await engine.containers(image)).map(container => container.id));
  const isOurs = (container: Container): boolean =>
    container.image === image ||
    (built !== undefined &&
      (isIdOf(container.image, built.id) || (container.image === built.name && container.imageId === built.id)));
  return async () => {
    const left = (await engine.containers(image)).filter(container => !before.has(container.id) && isOurs(container));
    await Promise.all(left.map(container => engine.removeContainer(container.id)));
    return left.map(container => container.name);
  };
}

/** As `docker run` accepts it: in full, or at least its first twelve digits, with or without the algorithm. */
function isIdOf(name: string, id: string): boolean {
  const digits = (of: string) => of.slice(of.indexOf(':') + 1);
  return /^(?:sha256:)?[0-9a-f]{12,64}$/.test(name) && digits(id).startsWith(digits(name));
}
