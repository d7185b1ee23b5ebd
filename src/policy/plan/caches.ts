import { type BakeTarget, specsIn } from '../../bake/target.ts';
import { quote } from '../../host/text/quote.ts';
import { isFolder } from '../../inputs/build/cache.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import { parseReference } from '../../oci/reference.ts';
import { valuesIn } from '../../plan/terms/attributes.ts';
import type { Place } from '../patterns.ts';

/** A layer cache as given in `cache-from` or `cache-to`, or by `cache-ref`. */
export type Cache = Readonly<{ spec: string; isWritten: boolean }>;

/** The caches of an image. */
export function cachesOf({ build, cache }: Inputs): readonly Cache[] {
  const own = cache.ref === '' || isFolder(cache.ref) ? [] : [{ spec: cache.ref, isWritten: true }];
  return [...listed(build.cacheFrom, false), ...listed(build.cacheTo, true), ...own];
}

/** The caches of a bake target. */
export function cachesIn(target: BakeTarget): readonly Cache[] {
  return [...listed(specsIn(target, 'cache-from'), false), ...listed(specsIn(target, 'cache-to'), true)];
}

function listed(specs: readonly string[], isWritten: boolean): readonly Cache[] {
  return specs.map(spec => ({ spec, isWritten }));
}

/** Caches of these types stay on the machine, in the image or in the cache service of GitHub. */
const OWN = ['local', 'inline', 'gha'];
/**
 * Where a cache is, if it is elsewhere: its repository, or for object storage the host and bucket
 * (`s3.amazonaws.com/bucket`). If that can't be determined, a place that no pattern matches.
 *
 * @see https://docs.docker.com/build/cache/backends/
 */
export function placesOf({ spec }: Cache): readonly Place[] {
  const values = (...keys: readonly string[]) => valuesIn(spec, ...keys).filter(text => text !== '');
  const types = valuesIn(spec, 'type');
  const others = types.filter(type => ![...OWN, 'registry', 's3', 'azblob'].includes(type));
  return [
    ...referencesOf(spec).map(placeOf),
    ...(types.includes('gha') ? storage(values('url', 'url_v2'), ['']) : []),
    ...(types.includes('s3') ? storage(orElse(values('endpoint_url'), AMAZON), orElse(values('bucket'), '')) : []),
    ...(types.includes('azblob')
      ? storage(orElse(values('account_url'), ''), orElse(values('container'), AZURE_CONTAINER))
      : []),
    ...others.map(type => ({ registry: quote(type), path: '' })),
  ];
}

/** Buckets below URLs; any of the values of a repeated attribute may count. */
function storage(urls: readonly string[], buckets: readonly string[]): readonly Place[] {
  return urls.flatMap(text => {
    const url = URL.parse(text);
    const [registry, above] = url === null ? [quote(text), ''] : [url.host, url.pathname.replace(/^\/|\/$/g, '')];
    return buckets.map(bucket => ({ registry, path: [above, bucket].filter(part => part !== '').join('/') }));
  });
}

/** BuildKit's defaults. An Azure account has none. */
const AMAZON = 'https://s3.amazonaws.com';
const AZURE_CONTAINER = 'buildkit-cache';

function orElse(values: readonly string[], otherwise: string): readonly string[] {
  return values.length === 0 ? [otherwise] : values;
}

/** Whether a cache is reached over plain HTTP, or with an unchecked certificate. */
export function isInsecure({ spec }: Cache): boolean {
  const urls = valuesIn(spec, 'url', 'url_v2', 'endpoint_url', 'account_url');
  return (
    valuesIn(spec, 'registry.insecure').some(value => !/^(?:0|f|false)$/i.test(value)) ||
    urls.some(url => /^http:/i.test(url))
  );
}

/** A repository and the tag that a cache is written to. */
type WrittenTag = Readonly<{ place: Place; tag: string }>;

/** The tags that a cache is written to. */
export function tagsOf(cache: Cache): readonly WrittenTag[] {
  if (!cache.isWritten) return [];
  return referencesOf(cache.spec).flatMap((text): readonly WrittenTag[] => {
    try {
      const { name, tag = 'latest' } = parseReference(text);
      return [{ place: name, tag }];
    } catch {
      return [];
    }
  });
}

/** The references of registry caches. A spec without attributes is a list of them. */
function referencesOf(spec: string): readonly string[] {
  if (!spec.includes('=')) return valuesIn(spec, '');
  return valuesIn(spec, 'type').includes('registry') ? orElse(valuesIn(spec, 'ref'), '') : [];
}

function placeOf(reference: string): Place {
  try {
    const { registry, path } = parseReference(reference).name;
    return { registry, path };
  } catch {
    return { registry: quote(reference), path: '' };
  }
}

export function placeText({ registry, path }: Place): string {
  return path === '' ? registry : `${registry}/${path}`;
}
