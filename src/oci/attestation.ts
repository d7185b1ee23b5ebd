import type { Descriptor } from './types.ts';

/** Of which image of the index an attestation is (docs.docker.com/build/metadata/attestations). */
export const ATTESTED = 'vnd.docker.reference.digest';
const TYPE = 'vnd.docker.reference.type';

/**
 * Whether an index's entry is an attestation and not an image. BuildKit gives it the platform `unknown/unknown` and
 * annotations; other tools keep only one of the two. What names a real platform can be pulled for it, whatever its
 * annotations say, so it counts as an image.
 */
export function isAttestation({ platform, annotations }: Pick<Descriptor, 'platform' | 'annotations'>): boolean {
  const parts = [platform?.os, platform?.architecture].filter(part => part !== undefined && part !== '');
  if (parts.length > 0) return parts.every(part => part === 'unknown');
  return annotations?.[TYPE] !== undefined || annotations?.[ATTESTED] !== undefined;
}
