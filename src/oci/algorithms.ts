/** Other algorithms that a digest may have (image-spec, "Registered algorithms"). Registries hardly take them. */
const OTHERS = /^(sha512|sha384|blake3):/;

/** `sha512`, say, of a digest of an algorithm other than sha256; undefined for everything else. */
export function otherAlgorithm(digest: string): string | undefined {
  return OTHERS.exec(digest)?.[1];
}
