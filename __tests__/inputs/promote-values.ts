/** Bad values of `source` and `layout`: name, value, problem, and fix. */
export const BAD_PROMOTIONS: readonly [name: string, value: string, problem: RegExp, fix: RegExp][] = [
  ['source', 'ghcr.io/acme/api', /names no tag and no digest: "ghcr/, /`ghcr\.io\/acme\/api:1\.2\.3`/],
  ['source', 'ghcr.io/Acme/api:1', /upper-case letters/, /Write "acme\/api".*`oci:PATH`/],
  ['source', 'ghcr.io/acme/api@sha256:12', /something after "@"/, /64 hexadecimal digits/],
  ['source', 'a\nb', /line break/, /one line/],
  ['source', 'oci:', /names no path: "oci:"/, /`oci:PATH`/],
  ['source', 'oci:image.tar:', /names no image: "oci:image\.tar:"/, /`oci:PATH:NAME`/],
  ['source', 'oci:image.tar@v1', /something after "@"/, /`oci:PATH@sha256:…`/],
  ['layout', 'oci:image.tar', /: "oci:image/, /`image\.tar`/],
  ['layout', '..', /: "\.\."/, /path in the workspace/],
  ['layout', './', /: "\.\/"/, /`image-layout`/],
];
