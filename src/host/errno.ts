/**
 * The code of a system error (`ENOENT`, `EPIPE`, …), or undefined. Not by `instanceof`: under jest, Node's errors come
 * from another realm.
 */
export function errnoOf(error: unknown): string | undefined {
  if (error === null || typeof error !== 'object' || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** A system error without the call and the path: `permission denied (EACCES)`. Any other error's message. */
export function reasonOf(error: unknown): string {
  const message =
    error !== null && typeof error === 'object' && 'message' in error ? String(error.message) : String(error);
  const [, code, reason] = /^(E[A-Z0-9]+): ([^,]+)(?:,|$)/.exec(message) ?? [];
  return code === undefined ? message : `${reason} (${code})`;
}
