/** Other digest algorithms (image-spec, "Registered algorithms"). Few registries support them. */
const OTHERS = /^(sha512|sha384|blake3):/;

/** The algorithm of a digest other than sha256, such as `sha512`; otherwise undefined. */
export function otherAlgorithm(digest: string): string | undefined {
  return OTHERS.exec(digest)?.[1];
}
