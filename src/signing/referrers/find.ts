import { createLimit } from '../../host/limit.ts';
import { readBody } from '../../http/body.ts';
import { sha256 } from '../../oci/digest.ts';
import { subjectOf } from '../../oci/referrer.ts';
import type { Descriptor, Digest } from '../../oci/types.ts';
import { allIn, type ReferrerList } from '../../registry/referrer-list.ts';
import type { Repository } from '../../registry/types.ts';
import { bundleLayer, mayHoldBundle } from './manifest.ts';

/** A bundle that refers to an image. */
export type Found = Readonly<{ referrer: Descriptor; bundle: Buffer }>;

/** Whoever can push can attach thousands of referrers to an image. */
const MOST = 200;
/** GitHub accepts predicates of 16 MB, which base64 makes a third longer. Bytes. */
const LARGEST = 32 * 1024 * 1024;
/** The total for one manifest: a signature has some 10 KB, an SBOM a few MB. Bytes. */
const ALL = 64 * 1024 * 1024;
/** Bundles that are read concurrently. */
const AT_ONCE = 8;

/**
 * The Sigstore bundles that refer to a manifest, small ones first. Missing, oversized and other entries are skipped:
 * whoever can push can list anything, and must neither exhaust memory nor hide other bundles.
 *
 * @throws ActionError when the registry cannot be read
 */
export async function findBundles(
  repository: Repository,
  subject: Digest,
  list: ReferrerList,
): Promise<readonly Found[]> {
  const candidates = allIn(list).filter(mayHoldBundle).slice(0, MOST);
  const layers = await Promise.all(candidates.map(one => layerOf(repository, subject, one)));
  let left = ALL;
  const within = layers
    .flat()
    .filter(({ layer }) => layer.size <= LARGEST)
    .toSorted((one, other) => one.layer.size - other.layer.size)
    .filter(({ layer }) => {
      left -= layer.size;
      return left >= 0;
    });
  const limit = createLimit(AT_ONCE);
  const found = await Promise.all(
    within.map(({ referrer, layer }) =>
      limit(async () => {
        const bundle = await readBundle(repository, layer);
        return bundle === undefined ? [] : [{ referrer, bundle }];
      }),
    ),
  );
  return found.flat();
}

type Layer = Readonly<{ referrer: Descriptor; layer: Descriptor }>;

async function layerOf(repository: Repository, subject: Digest, referrer: Descriptor): Promise<readonly Layer[]> {
  const manifest = await repository.getManifest(referrer.digest);
  if (manifest === undefined || subjectOf(manifest) !== subject) return [];
  const layer = bundleLayer(manifest);
  return layer === undefined ? [] : [{ referrer, layer }];
}

/** The bytes of a bundle; undefined if it is missing, corrupt or of another size. */
async function readBundle(repository: Repository, { digest, size }: Descriptor): Promise<Buffer | undefined> {
  const held = await repository.headBlob(digest);
  // A registry that compresses its answers does not report a blob's size.
  if (held === undefined || (held !== size && !Number.isNaN(held))) return undefined;
  try {
    const bytes = await readBody(await repository.getBlob(digest), size);
    return sha256(bytes) === digest ? bytes : undefined;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_TOO_LARGE') return undefined;
    throw error;
  }
}
