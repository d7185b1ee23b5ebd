import type { BuildResult } from '../build/run-build.ts';
import type { Manifest } from '../oci/types.ts';

/** The build's result and metadata with the published image's digest, instead of one output's own index. */
export function withPublishedDigest(build: BuildResult, { digest, mediaType, bytes }: Manifest): BuildResult {
  const { 'image.name': _, ...rest } = JSON.parse(build.metadata || '{}') as Record<string, unknown>;
  const descriptor = { mediaType, digest, size: bytes.length };
  const described = { ...rest, 'containerimage.descriptor': descriptor, 'containerimage.digest': digest };
  return { ...build, digest, metadata: JSON.stringify(described, null, 2) };
}
