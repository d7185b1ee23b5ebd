/**
 * The code of a system error (`ENOENT`, `EPIPE`, …), or undefined. Not by `instanceof`: under jest, Node's errors come
 * from another realm.
 */
export function errnoOf(error: unknown): string | undefined {
  if (error === null || typeof error !== 'object' || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** `EACCES: permission denied, open 'PATH'` */
const CALL = /^(E[A-Z0-9]+): ([^,]+)(?:,|$)/;
/** In the words of `rmSync`: `EACCES, Permission denied: PATH 'PATH'`, and `, Unknown error: Read-only file system 'PATH'` */
const REMOVAL = /^(E[A-Z0-9]+|), (?:Unknown error: )?([A-Z][A-Za-z -]+?)(?:: | ')/;

/** A system error without the call and the path: `permission denied (EACCES)`. Any other error's message. */
export function reasonOf(error: unknown): string {
  const message =
    error !== null && typeof error === 'object' && 'message' in error ? String(error.message) : String(error);
  const [, code = '', reason = ''] = CALL.exec(message) ?? REMOVAL.exec(message) ?? [];
  const words = reason.charAt(0).toLowerCase() + reason.slice(1);
  return reason === '' ? message : code === '' ? words : `${words} (${code})`;
}
