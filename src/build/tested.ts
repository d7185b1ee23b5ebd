import { join } from 'node:path';
import type { LocalImage } from '../engine/engine.ts';
import type { PlatformManifest } from '../engine/engine-json.ts';
import { runnable } from '../engine/load-layout.ts';
import type { LocalEngine } from '../engine/local-engine.ts';
import { ActionError } from '../host/errors.ts';
import { readText } from '../host/files/regular-file.ts';
import type { Content } from '../oci/content.ts';
import { blobName } from '../oci/layout.ts';
import { imagesIn, isIndex, linksOf } from '../oci/manifest.ts';
import { nameOf } from '../oci/platforms.ts';
import type { Digest } from '../oci/types.ts';
import { readLayout } from '../staging/layout.ts';
import type { Built } from './built.ts';

/** The image that the gates see, after comparison with the one to be published. */
type Loaded = Readonly<{
  /** Its id in the engine. */
  id: string;
  /** Its runnable platforms there. */
  platforms: readonly PlatformManifest[];
}>;

/**
 * Compares the image in the engine, by this run's name, with the built one that will be published. The containerd store
 * keeps the whole index under its own digest. The classic store keeps one platform, under the digest of its
 * configuration, which identifies every layer.
 *
 * @throws ActionError DIGEST_MISMATCH when they differ: then nothing is published.
 */
export async function loadedImage(
  built: Built,
  { any: engine, platform }: Pick<LocalEngine, 'any' | 'platform'>,
): Promise<Loaded> {
  const { local = '', layout, result } = built;
  const image = await engine.image(local);
  const content = layout === undefined ? built.content : await readLayout(layout);
  const wanted = result.digest ?? '';
  if (content !== undefined && content.root.digest !== wanted)
    throw differs('the OCI layout', content.root.digest, wanted);
  if (image === undefined) throw differs(local, 'gone', wanted);
  if (image.id === wanted)
    return { id: image.id, platforms: image.platforms ?? platformsOf(content, wanted, platform) };
  if (content === undefined) throw differs(local, image.id, wanted);
  const manifest = runnable(content, platform);
  const config = linksOf(manifest).blobs[0]!.digest;
  if (image.id !== config) throw differs(local, image.id, config);
  if (layout !== undefined) await compareLayers(layout, config, local, image);
  const one = platformsOf(content, wanted, platform).find(({ digest }) => digest === manifest.digest);
  return { id: image.id, platforms: [one ?? { platform, digest: manifest.digest }] };
}

/** The platform manifests of an image that the engine has not listed. */
function platformsOf(content: Content | undefined, root: Digest | '', platform: string): readonly PlatformManifest[] {
  if (root === '') return [];
  if (content === undefined || !isIndex(content.root.mediaType)) return [{ platform, digest: root }];
  return imagesIn(content.root).map(child => ({
    platform: child.platform === undefined ? platform : nameOf(child.platform),
    digest: child.digest,
  }));
}

async function compareLayers(layout: string, config: Digest, name: string, { layers = [] }: LocalImage): Promise<void> {
  const text = readText(join(layout, blobName(config)));
  const { diff_ids: wanted = [] } = (JSON.parse(text) as { rootfs?: { diff_ids?: readonly string[] } }).rootfs ?? {};
  if (layers.length > 0 && layers.join() !== wanted.join()) throw differs(name, layers.join(), wanted.join());
}

function differs(what: string, found: string, wanted: string): ActionError {
  return new ActionError(
    'DIGEST_MISMATCH',
    `the tested image is not the built one: ${what} is ${found}, but the build produced ${wanted}`,
    {
      hint: 'Nothing was published. Check that no gate changes the image that $IMAGE names, or the folder $OCI_LAYOUT.',
    },
  );
}

/**
 * For a re-run that keeps the published image: a note that the gates tested another image; '' if they tested the same.
 *
 * @param tested the manifests that the gates ran on
 */
export function unlikeKept(
  tested: readonly PlatformManifest[],
  { image }: Readonly<{ image: Readonly<{ platforms: readonly Digest[] }> }>,
): string {
  const other = tested.map(({ digest }) => digest).filter(digest => !image.platforms.includes(digest));
  if (other.length === 0) return '';
  return `; the gates ran on what this run built (${other.join(', ')}), another image of the same commit`;
}
