import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A docker-registry's storage on disk: tags are read and set there directly, so that
 * the check shares nothing with the tested code, and costs no request.
 *
 * @see https://github.com/distribution/distribution/blob/main/registry/storage/paths.go
 */
export type RegistryFiles = Readonly<{
  /** The digest that a tag points to; undefined if there is no such tag. */
  tag(repository: string, tag: string): string | undefined;
  /** Points a tag to a new, empty index with this `note`. Returns its digest. */
  seed(repository: string, tag: string, note: string): string;
  /** Whether a manifest is stored under its digest. */
  holds(repository: string, digest: string): boolean;
  /** Whether the repository has a blob, and the bytes are there. */
  hasBlob(repository: string, digest: string): boolean;
  /** Removes a repository; the bytes of its blobs are kept. */
  forget(repository: string): void;
}>;

export function registryFiles(folder: string): RegistryFiles {
  const root = join(folder, 'docker', 'registry', 'v2');
  const manifests = (repository: string) => join(root, 'repositories', repository, '_manifests');
  const read = (path: string) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
  };
  const write = (path: string, content: string | Buffer) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  };
  return {
    tag: (repository, tag) => read(join(manifests(repository), 'tags', tag, 'current', 'link')),
    holds: (repository, digest) =>
      read(join(manifests(repository), 'revisions', 'sha256', digest.slice(7), 'link')) !== undefined,
    hasBlob(repository, digest) {
      const hex = digest.slice(7);
      const linked = existsSync(join(root, 'repositories', repository, '_layers/sha256', hex, 'link'));
      return linked && existsSync(join(root, 'blobs/sha256', hex.slice(0, 2), hex, 'data'));
    },
    forget: repository => rmSync(join(root, 'repositories', repository), { recursive: true, force: true }),
    seed(repository, tag, note) {
      const mediaType = 'application/vnd.oci.image.index.v1+json';
      const bytes = JSON.stringify({ schemaVersion: 2, mediaType, manifests: [], annotations: { note } });
      const hex = createHash('sha256').update(bytes).digest('hex');
      write(join(root, 'blobs', 'sha256', hex.slice(0, 2), hex, 'data'), bytes);
      const place = manifests(repository);
      for (const path of [`revisions/sha256/${hex}`, `tags/${tag}/index/sha256/${hex}`, `tags/${tag}/current`]) {
        write(join(place, path, 'link'), `sha256:${hex}`);
      }
      return `sha256:${hex}`;
    },
  };
}
