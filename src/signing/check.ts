/** What verifies images that exist: loaded only where that is asked for. */
export { PUBLIC_ROOT } from './trust/public-root.ts';
export { bundleVerifier } from './trust/verify.ts';
export { verifyImage, wantedOf } from './verify-image.ts';
