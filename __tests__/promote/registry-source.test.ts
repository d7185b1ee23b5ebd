import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { openInRegistry } from '../../src/promote/registry-source.ts';
import { parseReference } from '../../src/registry/reference.ts';
import type { Manifest, Repository } from '../../src/registry/types.ts';
import { createDistributor, type Distributor } from '../../src/stages/distribute.ts';
import { createFleet } from '../../src/stages/fleet.ts';
import { recordingLog } from '../fakes/log.ts';
import { digestOf } from '../fakes/registry.ts';
import { repository } from '../fakes/values.ts';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

function image(): Manifest {
  const blob = (says: string) => ({ mediaType: 'x', digest: digestOf(Buffer.from(says)), size: says.length });
  const json = { schemaVersion: 2, mediaType: MANIFEST, config: blob('config'), layers: [blob('a'), blob('larger')] };
  const bytes = Buffer.from(JSON.stringify(json));
  return { mediaType: MANIFEST, digest: digestOf(bytes), bytes };
}

/** What refers to it. */
const SIGNATURE = ((): Manifest => {
  const { mediaType, digest, bytes } = image();
  const config = { mediaType: 'x', digest: digestOf(Buffer.from('config')), size: 6 };
  const json = { schemaVersion: 2, mediaType, config, layers: [], subject: { mediaType, digest, size: bytes.length } };
  const text = Buffer.from(JSON.stringify(json));
  return { mediaType, digest: digestOf(text), bytes: text };
})();

/** A registry that holds one image under `rc`, and a target that takes whatever comes; what was read and written. */
function places(referrers: Repository['referrers']) {
  const done: string[] = [];
  const root = image();
  const from = repository({
    registry: 'a.test',
    path: 'acme/api',
    getManifest: async reference =>
      reference === 'rc' ? root : reference === SIGNATURE.digest ? SIGNATURE : undefined,
    referrers,
    getBlob: async () => {
      done.push('read');
      return Readable.from([]);
    },
  });
  const to: Distributor = {
    ...createDistributor(createFleet([], recordingLog())),
    async upload({ size }, source) {
      // A target is asked first whether it has the blob.
      await turn();
      await source.open();
      done.push(`sent ${size}`);
    },
    closing: () => {},
    manifest: async ({ digest }) => void done.push(digest === root.digest ? 'root by digest' : 'referrer'),
    root: async () => void done.push('manifest'),
    each: async () => {},
  };
  return { from, to, done };
}

const SOURCE = parseReference('a.test/acme/api:rc');

test('the image’s own bytes are on their way, the largest first, before it is known what refers to it', async () => {
  const answer = Promise.withResolvers<readonly []>();
  const { from, to, done } = places(() => answer.promise);
  const staged = (await openInRegistry(from, SOURCE, recordingLog())).stage(to);
  while (done.filter(line => line.startsWith('sent')).length < 3) await turn();
  expect(done.filter(line => line.startsWith('sent'))).toEqual(['sent 6', 'sent 6', 'sent 1']);
  expect(done).not.toContain('manifest');
  answer.resolve([]);
  await staged;
  expect(done.at(-1)).toBe('manifest');
});

test('when that cannot be read, what has not begun does not begin, and no manifest is written', async () => {
  const { from, to, done } = places(() => Promise.reject(new Error('the list is gone')));
  const source = await openInRegistry(from, SOURCE, recordingLog());
  await expect(source.referrers).rejects.toThrow('the list is gone');
  await expect(source.stage(to)).rejects.toThrow('the list is gone');
  expect(done).toEqual([]);
});

test('an image that something refers to is there by its digest before its tag', async () => {
  const { mediaType, digest, bytes } = SIGNATURE;
  const { from, to, done } = places(async subject =>
    subject === image().digest ? [{ mediaType, digest, size: bytes.length }] : [],
  );
  await (await openInRegistry(from, SOURCE, recordingLog())).stage(to);
  expect(done.filter(line => !/^(?:read|sent)/.test(line))).toEqual(['root by digest', 'referrer']);
});
