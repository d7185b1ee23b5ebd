import { collectEvery } from '../host/young-garbage.ts';
import { blobName } from '../oci/layout.ts';
import { OCI_INDEX } from '../oci/manifest.ts';
import { descriptorOf, subjectOf } from '../oci/referrer.ts';
import type { Descriptor, Digest, Manifest } from '../oci/types.ts';
import type { BlobSource, Sink } from '../registry/types.ts';
import { checkOf } from '../registry/verified.ts';
import type { NewFiles } from './new-files.ts';

/** A layout being written, with the interface of a registry, so that staging works unchanged. */
type LayoutTarget = Readonly<{
  repository: Sink;
  /** Completes the layout: from now on it contains this image. */
  finish(root: Manifest, names: Readonly<Record<string, string>>): Promise<void>;
}>;

/** Runs an attempt, with retries where they may help. */
type Again = (attempt: () => Promise<void>) => Promise<void>;

export function layoutTarget(files: NewFiles, label: string, again: Again): LayoutTarget {
  const blobs = new Map<string, number>();
  const manifests = new Map<string, Manifest>();
  const tidy = collectEvery(8_000_000);

  const put = async (name: string, bytes: Buffer): Promise<void> => {
    const { file, at, close } = await files.room(name, bytes.length);
    try {
      await file.write(bytes, 0, bytes.length, at);
    } finally {
      await close();
    }
  };
  const receive = async (digest: Digest, size: number, open: BlobSource['open']): Promise<void> => {
    const { file, at, close } = await files.room(blobName(digest), size);
    const check = checkOf(digest, 'what was to go into the layout');
    let written = 0;
    try {
      // Opened last: if it fails while nobody listens, its error ends the process.
      const stream = await open();
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        if (written + chunk.length > size) throw new Error(`${digest} has more than its ${size} bytes`);
        check(chunk);
        await file.write(chunk, 0, chunk.length, at + written);
        written += chunk.length;
        tidy(chunk.length);
      }
      if (written < size) throw new Error(`${digest} ended after ${written} of ${size} bytes`);
      check(undefined);
    } finally {
      await close();
    }
  };
  const held = (digest: string): Descriptor | undefined => {
    const manifest = manifests.get(digest);
    return manifest && descriptorOf(manifest);
  };

  return {
    repository: {
      registry: 'layout',
      path: label,
      headBlob: async digest => blobs.get(digest),
      async uploadBlob({ digest, size }, source) {
        const attempt = () => receive(digest, size, () => source.open());
        await (source.replayable ? again(attempt) : attempt());
        blobs.set(digest, size);
      },
      headManifest: async reference => held(reference),
      getManifest: async reference => manifests.get(reference),
      async putManifest(manifest) {
        if (manifests.has(manifest.digest)) return;
        await put(blobName(manifest.digest), manifest.bytes);
        manifests.set(manifest.digest, manifest);
      },
      referrers: async digest => [...manifests.values()].filter(one => subjectOf(one) === digest).map(descriptorOf),
    },
    async finish(root, names) {
      const annotations = Object.keys(names).length > 0 && { annotations: names };
      const entry = { ...descriptorOf(root), ...annotations };
      const referrers = [...manifests.values()].filter(one => subjectOf(one) !== undefined).map(descriptorOf);
      const index = {
        schemaVersion: 2,
        mediaType: OCI_INDEX,
        manifests: [entry, ...referrers],
      };
      await put('oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}'));
      await put('index.json', Buffer.from(JSON.stringify(index)));
      await files.end();
    },
  };
}
