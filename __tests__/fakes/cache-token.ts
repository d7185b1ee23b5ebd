/** A token's permissions for the caches of a ref: read, write, or both. */
export type Permission = 'read' | 'write' | 'both';

/** Caches of one ref (`refs/heads/main`). A token lists the job's own ref first, then those that it falls back to. */
export type Scope = Readonly<{ ref: string; permission: Permission }>;

const BITS: Readonly<Record<Permission, number>> = { read: 1, write: 2, both: 3 };

/** A push to this branch. */
export function branchScopes(branch: string, base?: string): readonly Scope[] {
  const own: Scope = { ref: `refs/heads/${branch}`, permission: 'both' };
  return base === undefined ? [own] : [own, { ref: `refs/heads/${base}`, permission: 'read' }];
}

/** A pull request's merge ref, which may read the caches of its base branch. */
export function pullScopes(number: number, base = 'main'): readonly Scope[] {
  return [
    { ref: `refs/pull/${number}/merge`, permission: 'both' },
    { ref: `refs/heads/${base}`, permission: 'read' },
  ];
}

/**
 * An ACTIONS_RUNTIME_TOKEN: a JWT whose `ac` claim is a JSON *string* of scopes. Only the service checks its signature;
 * here it remembers its tokens.
 *
 * @param id makes the token unique
 * @param until seconds since the epoch
 */
export function runtimeToken(
  id: string,
  scopes: readonly Scope[],
  until = Math.floor(Date.now() / 1000) + 3600,
): string {
  const ac = JSON.stringify(scopes.map(({ ref, permission }) => ({ Scope: ref, Permission: BITS[permission] })));
  const claims = { ac, exp: until, iat: until - 3600, nbf: until - 3900, jti: id, scp: 'Actions.Results:run:job' };
  const part = (json: object): string => Buffer.from(JSON.stringify(json)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${Buffer.from(`signature-${id}`).toString('base64url')}`;
}

/** The scopes of a token, as the service reads them; undefined when it is no token or has expired. */
export function scopesOf(token: string): readonly Scope[] | undefined {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
      ac: string;
      exp: number;
    };
    if (claims.exp * 1000 < Date.now()) return undefined;
    const list = JSON.parse(claims.ac) as { Scope: string; Permission: number }[];
    return list.map(({ Scope: ref, Permission: bits }) => ({
      ref,
      permission: bits === 3 ? 'both' : bits === 2 ? 'write' : 'read',
    }));
  } catch {
    return undefined;
  }
}
