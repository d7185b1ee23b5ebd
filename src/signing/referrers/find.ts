import { readBody } from '../../http/body.ts';
import { parseDescriptor } from '../../oci/descriptor.ts';
import { sha256 } from '../../oci/digest.ts';
import { subjectOf } from '../../oci/referrer.ts';
import type { Descriptor, Digest } from '../../oci/types.ts';
import { allIn, type ReferrerList } from '../../registry/referrer-list.ts';
import type { Repository } from '../../registry/types.ts';
import { bundleLayer, mayHoldBundle } from './manifest.ts';

/** A bundle that refers to an image. */
export type Found = Readonly<{ referrer: Descriptor; bundle: Buffer }>;

/** Anybody who may push can make an image refer to thousands of things. */
const MOST = 200;
/** GitHub takes predicates of 16 MB, which base64 makes a third longer. Bytes. */
const LARGEST = 32 * 1024 * 1024;

/**
 * The Sigstore bundles that refer to a manifest. What is listed and is gone, too large or something else is left out:
 * whoever may push can list anything.
 *
 * @throws ActionError when the registry cannot be read
 */
export async function findBundles(
  repository: Repository,
  subject: Digest,
  list: ReferrerList,
): Promise<readonly Found[]> {
  const candidates = allIn(list).filter(mayHoldBundle).slice(0, MOST);
  const found = await Promise.all(candidates.map(one => readOne(repository, subject, one)));
  return found.flat();
}

async function readOne(repository: Repository, subject: Digest, referrer: Descriptor): Promise<readonly Found[]> {
  const manifest = await repository.getManifest(referrer.digest);
  if (manifest === undefined || subjectOf(manifest) !== subject) return [];
  const layer = bundleLayer(manifest);
  if (layer === undefined) return [];
  const bundle = await readBundle(repository, layer);
  return bundle === undefined ? [] : [{ referrer, bundle }];
}

/** The bytes of a bundle; undefined when it is gone, damaged or too large. */
export async function readBundle(repository: Repository, layer: Descriptor): Promise<Buffer | undefined> {
  const { digest, size } = parseDescriptor(layer, 'a signature');
  if (size > LARGEST || (await repository.headBlob(digest)) === undefined) return undefined;
  const bytes = await readBody(await repository.getBlob(digest), LARGEST);
  return sha256(bytes) === digest ? bytes : undefined;
}
