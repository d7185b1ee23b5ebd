/** SHA-256 of a release's archives, by file name. */
export type Release = Readonly<Record<string, string>>;

/** Trivy releases by version, without the v. */
export type Releases = Readonly<Record<string, Release>>;

/**
 * The only releases that are ever downloaded, for `scan-version`. The sums of 0.70.0 to 0.74.0 were collected by hand,
 * from public repositories that pin them: docs/decisions/0008-scanners.md. scripts/scanners.ts compares the whole table
 * with GitHub before each release of Slipway, and adds a release only if its checksums file and GitHub's own digests of
 * its files agree. Never listed: 0.69.4, which was malicious, and everything before it (GHSA-69fq-xp46-6x23).
 */
export const TRIVY_RELEASES: Releases = {
  '0.74.0': {
    'trivy_0.74.0_Linux-64bit.tar.gz': '2ae6fe3ee734b7fdf11335663e18c75ea12dccc76062f09f164a3b0f8be4371a',
    'trivy_0.74.0_Linux-ARM64.tar.gz': 'b94ce1976bbf3c15b514b605ee88be7c6d94a29be2302847ff01cb794d47aad5',
    'trivy_0.74.0_macOS-64bit.tar.gz': '472816f6888dda689d075c30254d4210b4d1035acf365aa72332f584c2f60485',
    'trivy_0.74.0_macOS-ARM64.tar.gz': '1caada5e0e2091909357c7525d3aa76f4b660b13821bc143b190c7483e31cc11',
  },
  '0.72.0': {
    'trivy_0.72.0_Linux-64bit.tar.gz': 'bbb64b9695866ce4a7a8f5c9592002c5961cab378577fa3f8a040df362b9b2ea',
    'trivy_0.72.0_Linux-ARM64.tar.gz': '2ca2c023109c2db6b2b77366b6717291452d4531167377d95c79547f0c8e3467',
    'trivy_0.72.0_macOS-64bit.tar.gz': 'ee5e60df8a98e5b89fd74a6d86f9e5c7e9a266a35002cb1e43291698b3bfee08',
    'trivy_0.72.0_macOS-ARM64.tar.gz': '88f208680dc05da2b459e19b4f5aa2b4dc7c2117892ba4aab2ae63baba330016',
  },
  '0.71.0': {
    'trivy_0.71.0_Linux-64bit.tar.gz': '30a3d22b23f88c233f1658f562fb477cae3b3e8b4761109d515b7698daf85814',
    'trivy_0.71.0_Linux-ARM64.tar.gz': '2561be394a3199c911f82fced606cbc05e1cb23eb6ce1da6935540adb76f4252',
  },
  '0.70.0': {
    'trivy_0.70.0_Linux-64bit.tar.gz': '8b4376d5d6befe5c24d503f10ff136d9e0c49f9127a4279fd110b727929a5aa9',
    'trivy_0.70.0_Linux-ARM64.tar.gz': '2f6bb988b553a1bbac6bdd1ce890f5e412439564e17522b88a4541b4f364fc8d',
    'trivy_0.70.0_macOS-64bit.tar.gz': '52d531452b19e7593da29366007d02a810e1e0080d02f9cf6a1afb46c35aaa93',
    'trivy_0.70.0_macOS-ARM64.tar.gz': '68e543c51dcc96e1c344053a4fde9660cf602c25565d9f09dc17dd41e13b838a',
  },
};
