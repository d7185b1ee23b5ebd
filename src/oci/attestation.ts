import type { Descriptor } from './types.ts';

/** The annotation with the digest of the attested image (docs.docker.com/build/metadata/attestations). */
export const ATTESTED = 'vnd.docker.reference.digest';
const TYPE = 'vnd.docker.reference.type';

/**
 * Whether an entry of an index is an attestation, not an image. BuildKit sets the platform `unknown/unknown` and
 * annotations; other tools keep only one of the two. An entry with a real platform can be pulled for it, so it counts
 * as an image whatever its annotations say.
 */
export function isAttestation({ platform, annotations }: Pick<Descriptor, 'platform' | 'annotations'>): boolean {
  const parts = [platform?.os, platform?.architecture].filter(part => part !== undefined && part !== '');
  if (parts.length > 0) return parts.every(part => part === 'unknown');
  return annotations?.[TYPE] !== undefined || annotations?.[ATTESTED] !== undefined;
}
