import { messageOf } from '../host/errors.ts';
import type { Log } from '../host/ports.ts';
import { readBody } from '../http/body.ts';
import { linksOf } from '../oci/manifest.ts';
import { formatReference, parseReference, type Reference } from '../oci/reference.ts';
import { createBudget, readTree } from '../oci/tree.ts';
import type { Manifest } from '../oci/types.ts';
import { fields } from '../plan/terms/list.ts';
import type { Registry, Repository } from '../registry/types.ts';

/** The media type of a `type=registry` cache, and the configuration key of `type=inline`. */
const CACHE_CONFIG = 'application/vnd.buildkit.cacheconfig.v0';
const INLINE = 'moby.buildkit.cache.v0';

/** An image's configuration, with the cache in it. Bytes. */
const LARGEST_CONFIG = 16 * 1024 * 1024;

/**
 * Reports images in `cache-from` that contain no cache, which BuildKit imports silently: its progress looks the same.
 *
 * @param imported what BuildKit has imported, as it names it
 */
export async function reportWithoutCache(
  cacheFrom: readonly string[],
  imported: readonly string[],
  connect: (host: string) => Registry,
  log: Log,
): Promise<void> {
  const references = cacheFrom.flatMap(spec => referenceIn(spec) ?? []).filter(one => imported.includes(fullName(one)));
  await Promise.all(
    references.map(async reference => {
      const { registry, path } = reference.name;
      try {
        if ((await holdsCache(connect(registry).repository(path), reference)) !== false) return;
        log.notice(
          `\`cache-from\`: ${formatReference(reference)} is an image without a cache, so no step was reused from it. ` +
            'Build that image with `cache: inline` (or `cache-to: type=inline`), or name a cache instead.',
        );
      } catch (error) {
        log.debug(`unknown whether ${formatReference(reference)} holds a cache: ${messageOf(error)}`);
      }
    }),
  );
}

/** `type=registry,ref=…`, or the reference alone (buildx, `--cache-from`). */
function referenceIn(spec: string): Reference | undefined {
  const columns = fields(spec);
  const value = (key: string) => columns.find(column => column.startsWith(`${key}=`))?.slice(key.length + 1);
  const [first = ''] = columns;
  const text = columns.length === 1 && !first.includes('=') ? first : value('type') === 'registry' ? value('ref') : '';
  try {
    return text ? parseReference(text) : undefined;
  } catch {
    return undefined;
  }
}

/** As BuildKit writes it (distribution/reference). */
function fullName({ name, tag, digest }: Reference): string {
  const version = tag === undefined && digest === undefined ? ':latest' : tag === undefined ? '' : `:${tag}`;
  return `${name.registry}/${name.path}${version}${digest === undefined ? '' : `@${digest}`}`;
}

/** Undefined when the name no longer exists. */
async function holdsCache(repository: Repository, { tag, digest }: Reference): Promise<boolean | undefined> {
  const root = await repository.getManifest(digest ?? tag ?? 'latest');
  if (root === undefined) return undefined;
  if (namesCache(root)) return true;
  const read = async (child: { digest: string }): Promise<Manifest> => {
    const manifest = await repository.getManifest(child.digest);
    if (manifest === undefined) throw new Error(`${child.digest} is missing`);
    return manifest;
  };
  for (const manifest of await readTree(root, read, createBudget(`${repository.registry}/${repository.path}`))) {
    const [config] = linksOf(manifest).blobs;
    if (config === undefined) continue;
    if (namesCache(manifest)) return true;
    const bytes = await readBody(await repository.getBlob(config.digest), LARGEST_CONFIG);
    if (INLINE in (JSON.parse(bytes.toString()) as object)) return true;
  }
  return false;
}

/** A cache is an index with its configuration among the layers, or an image with that as its configuration. */
function namesCache(manifest: Manifest): boolean {
  const { manifests, blobs } = linksOf(manifest);
  return [...manifests, ...blobs].some(({ mediaType }) => mediaType === CACHE_CONFIG);
}
