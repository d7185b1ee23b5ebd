import { isForeign } from '../oci/foreign.ts';
import { linksOf } from '../oci/manifest.ts';
import type { Manifest } from '../oci/types.ts';
import { RegistryError } from './errors/errors.ts';

/**
 * Whether a registry rejects non-distributable layers. docker-registry answers 500 with codes about an unknown blob,
 * unless its configuration allows their URLs.
 */
export function refusesForeign(error: unknown, manifest: Manifest): error is RegistryError {
  if (!(error instanceof RegistryError) || error.status === undefined) return false;
  if (error.code !== 'REGISTRY_ERROR' && error.code !== 'NOT_FOUND') return false;
  const foreign = foreignIn(manifest);
  // A blob that it names must be one of them: any other is simply missing.
  const named = error.detail.match(/sha256:[0-9a-f]{64}/g) ?? foreign;
  if (!named.some(digest => foreign.includes(digest))) return false;
  return error.codes.some(code => FOREIGN_CODES.has(code)) || FOREIGN_WORDS.test(error.detail);
}

const FOREIGN_CODES: ReadonlySet<string> = new Set(['MANIFEST_BLOB_UNKNOWN', 'MANIFEST_INVALID', 'UNSUPPORTED']);
const FOREIGN_WORDS = /foreign|non-?distributable|URL on layer/i;

function foreignIn(manifest: Manifest): readonly string[] {
  try {
    return linksOf(manifest)
      .blobs.filter(isForeign)
      .map(({ digest }) => digest);
  } catch {
    // Also called for manifests that are written back, of any kind.
    return [];
  }
}

export function foreignError(error: RegistryError): RegistryError {
  const { status, codes, detail, trouble } = error;
  return new RegistryError(error.code, `${error.message}: the registry refuses foreign layers`, {
    hint: 'The image has layers that may not be distributed (old Windows base images do). Rebuild it with BuildKit, which makes ordinary layers of them, or let the registry allow their URLs (docker-registry: `validation.manifests.urls.allow`).',
    ...(status !== undefined && { status }),
    ...{ cause: error, codes, detail, trouble, verdict: 'settled' },
  });
}
