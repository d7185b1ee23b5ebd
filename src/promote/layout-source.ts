import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { makeFolder } from '../host/files/make-folder.ts';
import type { Selection } from '../inputs/promote.ts';
import { type LayoutFiles, openLayoutFiles } from '../layouts/files.ts';
import { type InLayout, readImage } from '../layouts/read.ts';
import { blobsOf, type Content } from '../oci/content.ts';
import { blobName } from '../oci/layout.ts';
import { claimsOf } from '../publish/documents/claims.ts';
import { type Documents, MAX_CONFIG } from '../publish/documents/documents.ts';
import type { Distributor } from '../staging/distribute.ts';
import { writeManifests } from '../staging/write-manifests.ts';
import { platformsIn, refuseEmpty } from './platforms.ts';
import { listReferrersIn } from './referrers.ts';
import type { Sourced } from './types.ts';

/**
 * An image in an OCI layout from another job or tool.
 *
 * @param path of a folder or a tar archive
 * @param label its name in messages
 * @param within symbolic links may only lead into this folder; default: the parent of `path`
 * @throws ActionError NOT_FOUND, LAYOUT_INVALID, DIGEST_MISMATCH
 */
export async function openInLayout(path: string, select: Selection, label: string, within?: string): Promise<Sourced> {
  const files = await openLayoutFiles(path, label, within);
  const { content, referrers } = await readImage(files, select, label);
  refuseEmpty(content.root, label);
  return {
    digest: content.root.digest,
    platforms: platformsIn(content.root),
    size: blobsOf(content).reduce((sum, blob) => sum + blob.size, 0),
    referrers: Promise.resolve(referrers.length),
    claims: () => claimsOf(documentsOf(files, content), content.root),
    stage: to => stage(files, { content, referrers }, to),
    unpack: folder => unpack(files, content, folder),
  };
}

function documentsOf(files: LayoutFiles, { manifests }: Content): Documents {
  return {
    manifest: async digest => manifests.find(manifest => manifest.digest === digest),
    config: digest => files.read(blobName(digest), MAX_CONFIG),
  };
}

async function stage(files: LayoutFiles, { content, referrers }: InLayout, to: Distributor): Promise<Content> {
  await Promise.all(blobsOf(content).map(blob => to.upload(blob, files.blob(blob.digest))));
  await writeManifests(content, to, undefined, referrers.length > 0);
  if (referrers.length > 0) await to.each(repository => listReferrersIn(repository, referrers));
  return content;
}

/** Copies the image and verifies every byte: an engine with the classic store does not. */
async function unpack(files: LayoutFiles, content: Content, folder: string): Promise<Content> {
  await makeFolder(dirname(join(folder, blobName(content.root.digest))));
  await writeFile(join(folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  for (const { digest, bytes } of content.manifests) await writeFile(join(folder, blobName(digest)), bytes);
  for (const { digest } of blobsOf(content)) {
    await pipeline(await files.blob(digest).open(), createWriteStream(join(folder, blobName(digest))));
  }
  return content;
}
