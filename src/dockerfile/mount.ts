import { posix } from 'node:path';
import { MOUNT_ID } from '../inputs/build/cache-mounts.ts';

/** The owner and permissions of a cache mount's folder. */
type Owner = Readonly<{ uid: number; gid: number; mode: number }>;

/**
 * A cache mount's identity in BuildKit: its id, and the owner if a Dockerfile sets any of `uid`, `gid` and `mode` (the
 * others then have their defaults). `sharing` and the target are irrelevant.
 */
export type CacheMount = Readonly<{ id: string; owner: Owner | undefined }>;

/** A mount that cannot be kept, and why, as a clause. */
export type Unkept = Readonly<{ name: string; why: string }>;

/** The same text for the same mount. */
export function identityOf({ id, owner }: CacheMount): string {
  return owner === undefined ? id : `${id} ${owner.uid}:${owner.gid} ${owner.mode.toString(8).padStart(4, '0')}`;
}

/** The `--mount` options of this mount; its id is known to need no quotes. */
export function mountOptions({ id, owner }: CacheMount): string {
  const own =
    owner === undefined ? '' : `,uid=${owner.uid},gid=${owner.gid},mode=${owner.mode.toString(8).padStart(4, '0')}`;
  return `type=cache,id=${id}${own}`;
}

/**
 * The mount that `--mount` options describe, with variables expanded and aliases resolved (`target`, `source`).
 *
 * @see https://docs.docker.com/reference/dockerfile/#run---mounttypecache
 */
export function mountOf(options: ReadonlyMap<string, string | undefined>): CacheMount | Unkept {
  const id = options.get('id') || cleanPath(options.get('target') ?? '');
  if (!MOUNT_ID.test(id)) return { name: id, why: 'its id has characters that cannot be passed on' };
  const from = options.get('from') ?? '';
  if (from !== '' && from !== 'scratch') return { name: id, why: `it begins as a copy of \`${from}\`` };
  if ((options.get('source') ?? '/') !== '/') return { name: id, why: 'it has a `source`' };
  const [uid, gid, mode] = [
    number(options.get('uid'), 10),
    number(options.get('gid'), 10),
    number(options.get('mode'), 8),
  ];
  if (uid === 'bad' || gid === 'bad' || mode === 'bad')
    return { name: id, why: 'its `uid`, `gid` or `mode` is not a number' };
  if (uid === undefined && gid === undefined && mode === undefined) return { id, owner: undefined };
  return { id, owner: { uid: uid ?? 0, gid: gid ?? 0, mode: mode ?? 0o755 } };
}

/** A mount without an id is named by its target as written, even if relative. */
function cleanPath(path: string): string {
  const clean = posix.normalize(path);
  return clean.length > 1 && clean.endsWith('/') ? clean.slice(0, -1) : clean;
}

function number(text: string | undefined, base: 8 | 10): number | 'bad' | undefined {
  if (text === undefined) return undefined;
  return (base === 8 ? /^[0-7]{1,6}$/ : /^\d{1,9}$/).test(text) ? Number.parseInt(text, base) : 'bad';
}
