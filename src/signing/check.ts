/** Verification of existing images, loaded on demand. */
export { COSIGN_SIGNATURE } from './bundle/statement.ts';
export { SLSA_PROVENANCE } from './claims/provenance.ts';
export { originCheck, originOf } from './origin.ts';
export { openAttestations } from './services/open-attestations.ts';
export { openRoot, rootIn } from './trust/open-root.ts';
export { verifyImage, wantedOf } from './verify-image.ts';
