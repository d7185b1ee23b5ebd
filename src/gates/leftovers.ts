import type { Container, Engine } from '../buildx/engine.ts';
import { isRunReference } from '../stages/run-reference.ts';

type Containers = Pick<Engine, 'containers' | 'removeContainer'>;

/**
 * Notes which containers there are of an image now. The answer removes those that have come since, running or not, and
 * names them. On an engine that others use as well this takes nothing of theirs: a container counts only if it was
 * made of this run's own reference, or of the same image by another name that is not another run's.
 *
 * @param image This run's own reference of the image.
 * @param id The image's id in the engine.
 */
export async function watchContainers(
  engine: Containers,
  image: string,
  id: string,
): Promise<() => Promise<readonly string[]>> {
  const before = new Set((await engine.containers(image)).map(container => container.id));
  const isOurs = (container: Container): boolean =>
    container.image === image || (container.imageId === id && !isRunReference(container.image));
  return async () => {
    const left = (await engine.containers(image)).filter(container => !before.has(container.id) && isOurs(container));
    await Promise.all(left.map(container => engine.removeContainer(container.id)));
    return left.map(container => container.name);
  };
}
