import { isDescriptor } from '../oci/descriptor.ts';
import type { Answer, Api } from './api.ts';
import { short } from './blobs.ts';
import { protocolError } from './errors.ts';
import { isDigest } from './reference.ts';
import { pullScope } from './scope.ts';
import { nextPage } from './tags.ts';
import type { Descriptor, Digest, Manifest } from './types.ts';

const MAX_PAGES = 100;

/** Besides 404, which is how a registry says that it lacks this API, what older ones and proxies say of an unknown path. */
const NO_API = [400, 404, 405];

/**
 * What refers to a manifest (signatures, attestations, bills of materials) as the registry's own list has it; undefined
 * when the registry has no such API and the tag `referrersTag` holds the list instead.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-referrers
 */
export async function listReferrers(api: Api, path: string, digest: Digest): Promise<Descriptor[] | undefined> {
  const what = `listing referrers of ${short(digest)}`;
  const found: Descriptor[] = [];
  const seen = new Set<string>();
  let target: string | undefined = `/v2/${path}/referrers/${digest}`;
  while (target !== undefined && !seen.has(target) && seen.size < MAX_PAGES) {
    seen.add(target);
    const ok = seen.size === 1 ? [200, ...NO_API] : [200];
    const request = { method: 'GET', target, path, what, scope: pullScope(path), ok } as const;
    const page: Answer = await api.call(request);
    if (page.status !== 200) return undefined;
    const listed = referrersIn(page.body);
    // A web page with status 200, from a registry that takes every path for its own site.
    if (listed === undefined && seen.size === 1) return undefined;
    if (listed === undefined) throw protocolError(api.doing(request), 'the answer is not a list of referrers');
    found.push(...listed);
    target = nextPage(page);
  }
  return found;
}

/** The tag that lists the referrers where the API is missing (distribution-spec, "Referrers Tag Schema"). */
export function referrersTag(digest: Digest): string {
  return digest.replace(':', '-');
}

/** The descriptors of an image index; undefined when the bytes are none. */
export function referrersIn(bytes: Buffer): Descriptor[] | undefined {
  try {
    const json = JSON.parse(bytes.toString('utf8')) as { manifests?: unknown; schemaVersion?: unknown } | null;
    // `null` is how Go writes an empty list.
    const manifests = json?.manifests ?? (json?.schemaVersion === 2 ? [] : undefined);
    return Array.isArray(manifests) ? manifests.filter(isDescriptor) : undefined;
  } catch {
    return undefined;
  }
}

/** What a manifest refers to (image-spec, "subject"). */
export function subjectOf({ bytes }: Manifest): Digest | undefined {
  const digest = jsonOf(bytes).subject?.digest;
  return typeof digest === 'string' && isDigest(digest) ? digest : undefined;
}

/** The descriptor of a manifest, as a list of referrers has it (distribution-spec, "Listing Referrers"). */
export function descriptorOf({ mediaType, digest, bytes }: Manifest): Descriptor {
  const { subject, artifactType, config, annotations } = jsonOf(bytes);
  const type = artifactType ?? config?.mediaType;
  const more = subject !== undefined && { ...(type && { artifactType: type }), ...(annotations && { annotations }) };
  return { mediaType, digest, size: bytes.length, ...more };
}

type Json = Readonly<{
  subject?: { digest?: unknown };
  artifactType?: string;
  config?: { mediaType?: string };
  annotations?: Readonly<Record<string, string>>;
}>;

function jsonOf(bytes: Buffer): Json {
  try {
    return (JSON.parse(bytes.toString()) ?? {}) as Json;
  } catch {
    return {};
  }
}
