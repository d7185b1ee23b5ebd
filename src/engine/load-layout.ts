import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ActionError } from '../host/errors.ts';
import type { Run } from '../host/ports.ts';
import { lastLine } from '../host/text/last-line.ts';
import type { Content } from '../oci/content.ts';
import { blobName } from '../oci/layout.ts';
import { imagesIn, isIndex, linksOf, OCI_INDEX } from '../oci/manifest.ts';
import { parseReference } from '../oci/reference.ts';
import type { Manifest } from '../oci/types.ts';

/** `env` selects docker's engine. */
type LoadPorts = Readonly<{ run: Run; env: Readonly<Record<string, string>>; signal: AbortSignal }>;

/**
 * Loads the image of an OCI layout folder into the engine as `name`. Staging uses the same bytes: a second export of
 * the same build would differ in its provenance, or completely when timestamps are rewritten.
 *
 * The containerd image store reads `index.json` and keeps the whole index under its own digest. The classic store reads
 * `manifest.json` and keeps one platform, under its config's digest.
 *
 * @param as the name in the engine, and the engine's own platform (`linux/amd64`)
 * @throws ActionError ENGINE_FAILED, or CANCELLED.
 */
export async function loadLayout(
  folder: string,
  content: Content,
  as: Readonly<{ name: string; platform: string }>,
  { run, env, signal }: LoadPorts,
): Promise<void> {
  await writeFile(join(folder, 'index.json'), JSON.stringify(namedIndex(content.root, fullName(as.name))));
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(classicManifest(content, as.name, as.platform)));
  const script = 'tar -C "$1" -c . | docker load --quiet';
  const result = await run('bash', ['--noprofile', '--norc', '-o', 'pipefail', '-c', script, 'load', folder], {
    env,
    signal,
  });
  if (signal.aborted) throw new ActionError('CANCELLED', 'cancelled while the image was being loaded');
  if (result.code === 0) return;
  const reason = lastLine(result.stderr);
  throw new ActionError('ENGINE_FAILED', `the image could not be loaded into the engine: ${reason}`, {
    hint: 'Check that the engine is running and that its disk has room for the image.',
  });
}

/** containerd does not normalize names: an image named without its registry would be unreachable for docker. */
function fullName(name: string): string {
  const { name: repository, tag } = parseReference(name);
  return `${repository.registry}/${repository.path}:${tag}`;
}

/** @see https://github.com/containerd/containerd/blob/main/core/images/annotations.go */
function namedIndex({ mediaType, digest, bytes }: Manifest, name: string): object {
  const annotations = { 'io.containerd.image.name': name };
  const manifests = [{ mediaType, digest, size: bytes.length, annotations }];
  return { schemaVersion: 2, mediaType: OCI_INDEX, manifests };
}

/** @see https://github.com/moby/docker-image-spec/blob/main/v1.1.md (Combined Image JSON + Filesystem Changeset Format) */
function classicManifest(content: Content, name: string, platform: string): object {
  const manifest = runnable(content, platform);
  const [config, ...layers] = linksOf(manifest).blobs.map(({ digest }) => blobName(digest));
  return [{ Config: config, RepoTags: [name], Layers: layers }];
}

/** The manifest of the platform, or else the first image. */
export function runnable({ root, manifests }: Content, platform: string): Manifest {
  if (!isIndex(root.mediaType)) return root;
  const images = imagesIn(root);
  const native = images.find(image => `${image.platform?.os}/${image.platform?.architecture}` === platform);
  const chosen = manifests.find(({ digest }) => digest === (native ?? images[0])?.digest);
  if (chosen === undefined) throw new ActionError('BUILD_FAILED', 'the build produced no runnable image');
  return chosen;
}
