import { quote } from '../../host/text/quote.ts';
import { items, parseBoolean, type Source } from '../reading/source.ts';

/** The `RUN --mount=type=cache` kept between runs: none, all of the Dockerfile's, or those with these ids. */
export type CacheMountsInput = 'none' | 'all' | readonly string[];

/** A valid id in a Dockerfile: no spaces, quotation marks or expansions. */
export const MOUNT_ID = /^[\w./:@+~=-]{1,200}$/;

export function readCacheMounts(source: Source): CacheMountsInput {
  const text = source.text('cache-mounts');
  const asBoolean = text === '' ? false : parseBoolean(text);
  if (asBoolean !== undefined) return asBoolean ? 'all' : 'none';
  const ids = items(source, 'cache-mounts', { commas: true });
  for (const id of ids) {
    if (parseBoolean(id) === undefined && MOUNT_ID.test(id)) continue;
    source.invalid(
      'cache-mounts',
      quote(id),
      '`true` for every cache mount of the Dockerfile, or ids such as `npm, /root/.cache`; a mount without an id is identified by its target',
    );
  }
  return ids;
}
