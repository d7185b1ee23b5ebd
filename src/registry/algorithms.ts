import { ActionError } from '../errors.ts';

/** Other algorithms that a digest may have (image-spec, "Registered algorithms"). Registries hardly take them. */
const OTHERS = /^(sha512|sha384|blake3):/;

/** `sha512`, say, of a digest of an algorithm other than sha256; undefined for everything else. */
export function otherAlgorithm(digest: string): string | undefined {
  return OTHERS.exec(digest)?.[1];
}

/** @throws ActionError REGISTRY for a part of `whole` that is named by another algorithm than sha256 */
export function refuseOtherAlgorithms(parts: readonly Readonly<{ digest: string }>[], whole: string): void {
  for (const { digest } of parts) {
    const algorithm = otherAlgorithm(digest);
    if (algorithm === undefined) continue;
    const message = `${whole} has a part with a ${algorithm} digest, which is not supported (${digest.slice(0, 24)}…)`;
    throw new ActionError('REGISTRY', message, {
      hint: 'Build the image with sha256 digests, which every registry takes.',
    });
  }
}
