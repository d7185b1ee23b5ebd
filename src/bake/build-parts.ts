import { join } from 'node:path';
import { buildAgain } from '../build/build-again.ts';
import type { BuildRequest } from '../build/build-request.ts';
import type { BuildResult } from '../build/run-build.ts';
import { removeFolder } from '../journal/run-folder.ts';
import { type Bake, buildOnce, SECRETS, targetOf } from './build-images.ts';
import { type BakeTarget, listIn } from './target.ts';

/** Some or all of the images, for some or all of their platforms. */
type Parts = Readonly<{
  /** With the images' own names; all have the same folder and machine. */
  parts: readonly BuildRequest[];
  /** Of each of them. */
  outputs: readonly (readonly string[])[];
  /** Removes the output of a failed attempt. */
  clear?: (() => Promise<void>) | undefined;
}>;

/**
 * Builds parts of the bake with one command and exactly these outputs.
 *
 * @returns one for each part, in order
 * @throws BuildError, ActionError CANCELLED
 */
export async function buildParts(
  { bake, run }: Readonly<{ bake: Bake; run: BuildRequest }>,
  { parts, outputs, clear = async () => {} }: Parts,
): Promise<readonly BuildResult[]> {
  const [{ site, machine }] = parts as [BuildRequest];
  const { name, env } = run.site.builder;
  const byName = new Map(bake.images.map(image => [image.name, image]));
  const images = parts.map(request => ({ ...byName.get(request.site.targets.image.name)!, request }));
  const platforms = new Set(parts.flatMap(({ job }) => job.inputs.build.platforms));
  const some = {
    images,
    linked: restricted(bake, platforms),
    // They are built once, with the first part.
    beside: isFirst(bake, parts[0]!) ? bake.beside : [],
  };
  const here = { ...run, machine, site: { ...run.site, folder: site.folder } };
  const building = async () => {
    const targets = await Promise.all(images.map((image, at) => targetOf(image, outputs[at]!, at)));
    const once = () => buildOnce(some, targets, { run: here, builder: { name, env, program: undefined } });
    return buildAgain(once, clear, run.job.inputs.retry, machine);
  };
  return building().finally(() => removeFolder(join(site.folder, SECRETS)));
}

/** The linked targets, restricted to these platforms: the others are built elsewhere. */
function restricted({ linked, beside }: Bake, wanted: ReadonlySet<string>): Bake['linked'] {
  const restrict = (name: string, target: BakeTarget): BakeTarget => {
    const platforms = listIn(target, 'platforms');
    const kept = platforms.filter(platform => wanted.has(platform));
    return beside.includes(name) || platforms.length < 2 || kept.length === 0 ? target : { ...target, platforms: kept };
  };
  return Object.fromEntries(Object.entries(linked).map(([name, target]) => [name, restrict(name, target)]));
}

function isFirst({ images: [first] }: Bake, { job, site }: BuildRequest): boolean {
  const isOfFirst = first?.name === site.targets.image.name;
  return isOfFirst && first?.request.job.inputs.build.platforms[0] === job.inputs.build.platforms[0];
}
