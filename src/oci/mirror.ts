/** A registry that has copies of another's images, below a path of its host (`harbor.example/docker-hub`). */
export type Mirror = Readonly<{ host: string; path: string }>;

/** Mirrors by the registry that they are of, in the order in which they are asked. */
export type Mirrors = ReadonlyMap<string, readonly Mirror[]>;

/** As it is written in configurations. */
export function mirrorText({ host, path }: Mirror): string {
  return path === '' ? host : `${host}/${path}`;
}
