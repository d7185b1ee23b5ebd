import { existsSync } from 'node:fs';
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nameAll, pushingBuild, takeLayout } from '../build/build-image.ts';
import type { BuildRequest } from '../build/build-request.ts';
import type { Built } from '../build/built.ts';
import { makeFolder } from '../host/files/make-folder.ts';
import { blobName } from '../oci/layout.ts';
import type { Manifest } from '../oci/types.ts';
import { isCall } from '../plan/call.ts';
import { layoutOutput } from '../plan/terms/outputs.ts';
import { blobInLayout, readLayout } from '../staging/layout.ts';
import { buildByPlatform } from './build-by-platform.ts';
import { checkPlatforms, type Holder, readPushed } from './pushed.ts';
import { retold } from './retold.ts';

/**
 * Builds each platform on its node of the builder, where the image is needed on this machine: each as a layout, which
 * are then made one. buildx refuses to export a layout from several nodes.
 *
 * @returns undefined where the builder has one node, one platform is built, or `outputs` ask for more
 * @throws BuildError, ActionError DIGEST_MISMATCH or CANCELLED
 */
export async function buildLayoutByPlatform(request: BuildRequest): Promise<Built | undefined> {
  const { job, site } = request;
  const { inputs } = job;
  const { exports, run: name } = site.names;
  const isSpread = site.builder.nodes.length > 1 && inputs.build.platforms.length > 1;
  if (!isSpread || !exports.layout || isCall(inputs) || inputs.build.outputs.extra.length > 0) return undefined;
  const { build, pushed } = await buildByPlatform(request, {
    run: async (one, outputs) => {
      const made = await pushingBuild(one, outputs, () =>
        rm(layoutIn(one.site.folder), { recursive: true, force: true }),
      );
      return { ...made, digest: (await readLayout(layoutIn(one.site.folder))).root.digest };
    },
    outputs: (attributes, folder) => [layoutOutput(layoutIn(folder), attributes)],
    read: async (made, folder) => readPushed(made, [await holderIn(layoutIn(folder))]),
  });
  checkPlatforms(pushed, inputs.build.platforms);
  const layout = layoutIn(site.folder);
  const parts = inputs.build.platforms.map((_, at) => layoutIn(join(site.folder, `platform-${at}`)));
  await joinLayouts(parts, pushed.root, layout);
  await takeLayout(layout, request);
  if (exports.keep) await nameAll(site);
  return { result: retold(build, pushed.root), layout, local: exports.load ? name : undefined };
}

const layoutIn = (folder: string) => join(folder, 'layout');

async function holderIn(layout: string): Promise<Holder> {
  const { manifests } = await readLayout(layout);
  const byDigest = new Map<string, Manifest>(manifests.map(manifest => [manifest.digest, manifest]));
  return {
    name: 'the layout that the builder has written',
    getManifest: async reference => byDigest.get(reference),
    getBlob: async digest => blobInLayout(layout, digest),
  };
}

/** One layout with the blobs of all, which are moved, and this image over them. */
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
