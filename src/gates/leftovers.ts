import type { Engine } from '../engine/engine.ts';
import type { Container } from '../engine/engine-json.ts';

type Containers = Pick<Engine, 'containers' | 'removeContainer'>;

/**
 * Notes which containers there are of an image now. The answer removes those that have come since, running or not, and
 * names them. On an engine that others use as well this takes nothing of theirs: a container counts only if it was
 * made of this run's reference or, where nobody else has the image yet, of its id or of its name in the engine.
 *
 * @param image This run's reference of the image.
 * @param built The image's id in the engine and its other name there, when this run built it. Undefined for an image
 *   that existed before: others may start it by any name but this run's.
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

/** As `docker run` takes it: in full, or its first twelve digits and more, with the algorithm or without. */
function isIdOf(name: string, id: string): boolean {
  const digits = (of: string) => of.slice(of.indexOf(':') + 1);
  return /^(?:sha256:)?[0-9a-f]{12,64}$/.test(name) && digits(id).startsWith(digits(name));
}
