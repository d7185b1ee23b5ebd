/** Verification of existing images, loaded on demand. */
export { COSIGN_SIGNATURE } from './bundle/statement.ts';
export { SLSA_PROVENANCE } from './claims/provenance.ts';
export { originCheck, originOf } from './origin.ts';
export { type AttestationsAt, openAttestations } from './services/open-attestations.ts';
export { openRoot, rootIn } from './trust/open-root.ts';
export type { Wanted } from './trust/verify.ts';
export { type Asked, verifyImage, wantedOf } from './verify-image.ts';
