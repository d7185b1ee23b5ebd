import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from '../command.ts';
import { commitWorkspace, type Workspace } from '../harness/workspace.ts';

export const MB = 1_000_000;

/** A workspace whose image is `FROM scratch` with incompressible layers of random bytes. */
export type Sources = Readonly<{
  workspace: Workspace;
  /** The build context with the layers, as `name=path`. Its name identifies our data in BuildKit. */
  context: string;
  /** Rewrites the layer's bytes, so that the next build has a new layer (and new ones after it). */
  renew(layer: number): void;
  /** Removes BuildKit's data of these layers. */
  prune(): Promise<void>;
}>;

/** The stages of a Dockerfile, from the line that copies each layer. */
export type Stages = (copies: readonly string[]) => readonly string[];

/**
 * @param sizes of the layers in bytes, the first one lowest
 * @param stages one image of all layers, unless it is given
 */
export async function createSources(
  folder: string,
  sizes: readonly number[],
  stages: Stages = copies => ['FROM scratch', ...copies],
): Promise<Sources> {
  const id = `slipwaybench${randomBytes(4).toString('hex')}`;
  const name = (layer: number): string => `${id}-${layer}.bin`;
  const copies = sizes.map((_, layer) => `COPY --from=files ${name(layer)} /`);
  const layers = join(folder, 'layers');
  mkdirSync(layers);
  const workspace = await commitWorkspace(join(folder, 'workspace'), {
    Dockerfile: [`FROM ${id} AS files`, ...stages(copies), ''].join('\n'),
  });
  const renew = (layer: number): void => writeRandom(join(layers, name(layer)), sizes[layer]!);
  for (const layer of sizes.keys()) renew(layer);
  return {
    workspace,
    context: `${id}=${layers}`,
    renew,
    async prune() {
      rmSync(folder, { recursive: true, force: true });
      await attempt('docker', ['buildx', 'prune', '--force', '--filter', `description~=${id}`]);
    },
  };
}

/** Streams random bytes to a file. */
export function writeRandom(path: string, size: number): void {
  const file = openSync(path, 'w');
  for (let left = size; left > 0; left -= 8 * MB) writeSync(file, randomBytes(Math.min(left, 8 * MB)));
  closeSync(file);
}
