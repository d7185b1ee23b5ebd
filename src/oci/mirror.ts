/** A registry with copies of another's images, below a path of its host (`harbor.example/docker-hub`). */
export type Mirror = Readonly<{ host: string; path: string }>;

/** Mirrors by registry, in the order in which they are tried. */
export type Mirrors = ReadonlyMap<string, readonly Mirror[]>;

/** As written in configurations. */
export function mirrorText({ host, path }: Mirror): string {
  return path === '' ? host : `${host}/${path}`;
}
