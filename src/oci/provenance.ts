import { fieldsIn, isObject } from '../host/fields.ts';
import { isDigest, parseReference, type Reference } from './reference.ts';
import type { Digest } from './types.ts';

/** Something that a build used: a package URL, or the URL of a repository or a file. `digest`: undefined if not recorded. */
type BuildSource = Readonly<{ uri: string; digest: Digest | undefined }>;

/**
 * What a build used according to a provenance predicate of BuildKit: `materials` in SLSA 0.2, `resolvedDependencies` in
 * 1. BuildKit omits an empty list, but never the type of the build.
 *
 * @returns undefined if the predicate does not record it
 * @see https://docs.docker.com/build/metadata/attestations/slsa-definitions/
 */
export function buildSources(predicate: unknown): readonly BuildSource[] | undefined {
  const { materials, buildType, buildDefinition } = fieldsIn(predicate);
  const definition = fieldsIn(buildDefinition);
  const isBuild = [buildType, definition.buildType].some(type => typeof type === 'string');
  const list = materials ?? definition.resolvedDependencies ?? (isBuild ? [] : undefined);
  if (!Array.isArray(list)) return undefined;
  return list.map((item: unknown): BuildSource => {
    const { uri, digest } = fieldsIn(item);
    const sha256 = isObject(digest) && typeof digest.sha256 === 'string' ? `sha256:${digest.sha256}` : '';
    return { uri: typeof uri === 'string' ? uri : 'pkg:unknown', digest: isDigest(sha256) ? sha256 : undefined };
  });
}

/** Whether a build's source is an image: of a registry (`pkg:docker/…`) or of an OCI layout (`pkg:oci/…`). */
export function isPackage(uri: string): boolean {
  return /^pkg:/i.test(uri);
}

/**
 * The image that a package URL names: `pkg:docker/acme/base@1.2?digest=sha256:…&platform=…`. As for BuildKit, a version
 * may be a digest, and an image without version and digest has the tag `latest`.
 *
 * @returns undefined if it names no valid image of a registry
 * @see https://github.com/package-url/purl-spec/blob/main/PURL-SPECIFICATION.rst
 * @see https://github.com/moby/buildkit/blob/v0.25.0/util/purl/image.go
 */
export function imageOfPackage(uri: string): Reference | undefined {
  const [, path = '', query = ''] = /^pkg:\/*docker\/+([^?#]+)(?:\?([^#]*))?/i.exec(uri) ?? [];
  if (path === '') return undefined;
  const at = path.lastIndexOf('@');
  const [name, text] = at < 0 ? [path, ''] : [path.slice(0, at), path.slice(at + 1)];
  const [, qualified] = [...new URLSearchParams(query)].find(([key]) => key.toLowerCase() === 'digest') ?? [];
  try {
    const version = decodeURIComponent(text);
    const [tag, own] = isDigest(version) ? ['', version] : [version, undefined];
    if (own !== undefined && qualified !== undefined && own !== qualified) return undefined;
    const digest = own ?? qualified ?? '';
    const reference = [decodeURIComponent(name), tag && `:${tag}`, digest && `@${digest}`].join('');
    const parsed = parseReference(reference);
    return parsed.digest === undefined ? { ...parsed, tag: parsed.tag ?? 'latest' } : parsed;
  } catch {
    return undefined;
  }
}
