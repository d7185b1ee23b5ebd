import { existsSync } from 'node:fs';
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nameAll, takeLayout } from '../build/build-image.ts';
import type { BuildRequest } from '../build/build-request.ts';
import type { Built } from '../build/built.ts';
import { allEnded } from '../host/all-ended.ts';
import { forImage } from '../host/errors.ts';
import { makeFolder } from '../host/files/make-folder.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { blobName } from '../oci/layout.ts';
import type { Manifest } from '../oci/types.ts';
import { isCall } from '../plan/call.ts';
import { layoutOutput } from '../plan/terms/outputs.ts';
import { blobInLayout, readLayout } from '../staging/layout.ts';
import { buildByPlatform } from './build-by-platform.ts';
import type { RunBuild } from './push-plan.ts';
import { checkPlatforms, type Holder, readPushed } from './pushed.ts';
import { withPublishedDigest } from './with-published-digest.ts';

/**
 * Builds each platform on its node if the images are needed on this machine: each as a layout, merged into one per
 * image. buildx cannot export a layout from several nodes.
 *
 * @returns one for each request; undefined if the builder has one node, one platform is built, or `outputs` ask for
 *   more
 * @throws BuildError, ActionError DIGEST_MISMATCH or CANCELLED
 */
export async function buildLayoutByPlatform(
  requests: readonly BuildRequest[],
  run: RunBuild,
): Promise<readonly Built[] | undefined> {
  const isSpread = requests.some(({ job, site }) => site.builder.nodes.length > 1 && isOfSeveral(job.inputs));
  if (!isSpread || !requests.every(isLayoutAlone)) return undefined;
  const made = await buildByPlatform(requests, {
    run: (parts, outputs) =>
      run(parts, outputs, async () => {
        const layouts = requests.map((_, at) => layoutIn(parts[0]!.site.folder, at));
        await Promise.all(layouts.map(layout => rm(layout, { recursive: true, force: true })));
      }),
    outputs: (at, attributes, folder) => [layoutOutput(layoutIn(folder, at), attributes)],
    read: async (at, _, folder) => {
      const layout = layoutIn(folder, at);
      const { root, manifests } = await readLayout(layout);
      return readPushed(root, [holderIn(layout, manifests)]);
    },
  });
  const folders = await foldersIn(requests[0]!.site.folder);
  const takeOne = async ({ build, pushed }: (typeof made)[number], at: number): Promise<Built> => {
    const request = requests[at]!;
    const { exports, run: name } = request.site.names;
    checkPlatforms(pushed, request.job.inputs.build.platforms);
    const layout = layoutIn(request.site.folder, at);
    const parts = folders.map(folder => layoutIn(folder, at)).filter(existsSync);
    await joinLayouts(parts, pushed.root, layout);
    await takeLayout(layout, request);
    if (exports.keep) await nameAll(request.site);
    return { result: withPublishedDigest(build, pushed.root), layout, local: exports.load ? name : undefined };
  };
  return allEnded(made.map((one, at) => forImage(requests[at]!.site.targets.image.name, () => takeOne(one, at))));
}

const isOfSeveral = ({ build }: Inputs) => build.platforms.length > 1;

/** Whether a layout is its only output. */
function isLayoutAlone({ job: { inputs }, site }: BuildRequest): boolean {
  return site.names.exports.layout && !isCall(inputs) && inputs.build.outputs.extra.length === 0;
}

const layoutIn = (folder: string, at: number) => join(folder, `layout-${at}`);

/** The platforms' folders in the run's folder. */
async function foldersIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names.filter(name => name.startsWith('platform-')).map(name => join(folder, name));
}

function holderIn(layout: string, manifests: readonly Manifest[]): Holder {
  const byDigest = new Map<string, Manifest>(manifests.map(manifest => [manifest.digest, manifest]));
  return {
    name: 'the layout that the builder has written',
    getManifest: async reference => byDigest.get(reference),
    getBlob: async digest => blobInLayout(layout, digest),
  };
}

/** One layout with the blobs of all, which are moved, and this image on top. */
async function joinLayouts(parts: readonly string[], root: Manifest, into: string): Promise<void> {
  const blobs = join(into, 'blobs/sha256');
  await makeFolder(blobs);
  for (const part of parts) {
    for (const name of await readdir(join(part, 'blobs/sha256'))) {
      if (!existsSync(join(blobs, name))) await rename(join(part, 'blobs/sha256', name), join(blobs, name));
    }
    await rm(part, { recursive: true });
  }
  const { mediaType, digest, bytes } = root;
  await writeFile(join(into, blobName(digest)), bytes);
  await writeFile(join(into, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  const index = { schemaVersion: 2, manifests: [{ mediaType, digest, size: bytes.length }] };
  await writeFile(join(into, 'index.json'), JSON.stringify(index));
}
