/** SHA-256 of a release's archives, by their names. */
export type Release = Readonly<Record<string, string>>;

/** Releases of Trivy by their versions, without the v. */
export type Releases = Readonly<Record<string, Release>>;

/**
 * The releases that `scan-version` may bring. Written by scripts/scanners.ts, which takes a release in only if its
 * checksums file and GitHub's own digests of its files agree; nothing else is ever downloaded and run.
 */
export const TRIVY_RELEASES: Releases = {};
