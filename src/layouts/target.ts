import type { Readable } from 'node:stream';
import { ActionError } from '../host/errors.ts';
import { collectEvery } from '../host/young-garbage.ts';
import { blobName } from '../oci/layout.ts';
import { OCI_INDEX } from '../oci/manifest.ts';
import { descriptorOf, subjectOf } from '../oci/referrer.ts';
import type { Descriptor, Digest, Manifest } from '../oci/types.ts';
import type { Repository } from '../registry/types.ts';
import { checkOf } from '../registry/verified.ts';
import type { Sink } from './sinks.ts';

/** A layout in the making, which takes an image as a registry does: the ways to a registry are the ways to a layout. */
export type LayoutTarget = Readonly<{
  repository: Repository;
  /** Writes what makes it a layout: from now on it holds this image. */
  finish(root: Manifest, names: Readonly<Record<string, string>>): Promise<void>;
}>;

/** Runs an attempt again where that may help. */
export type Again = (attempt: () => Promise<void>) => Promise<void>;

export function layoutTarget(sink: Sink, label: string, again: Again): LayoutTarget {
  const blobs = new Map<string, number>();
  const manifests = new Map<string, Manifest>();
  const tidy = collectEvery(8_000_000);

  const put = async (name: string, bytes: Buffer): Promise<void> => {
    const { file, at, close } = await sink.room(name, bytes.length);
    try {
      await file.write(bytes, 0, bytes.length, at);
    } finally {
      await close();
    }
  };
  const receive = async (digest: Digest, size: number, stream: Readable): Promise<void> => {
    const { file, at, close } = await sink.room(blobName(digest), size);
    const check = checkOf(digest, 'what was to go into the layout');
    let written = 0;
    try {
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
      getBlob: async digest => {
        throw new ActionError('REGISTRY_ERROR', `the layout ${label} is not read while it is written (${digest})`);
      },
      mountBlob: async () => false,
      async uploadBlob({ digest, size }, source) {
        const attempt = async () => receive(digest, size, await source.open());
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
      referrers: async () => [],
      listTags: async () => [],
      checkPush: async () => {},
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
      await sink.end();
    },
  };
}
