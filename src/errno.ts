/**
 * The code of a system error (`ENOENT`, `EPIPE`, …), or undefined. By shape and not by `instanceof`: under jest, errors
 * of node itself come from another realm.
 */
export function errnoOf(error: unknown): string | undefined {
  if (error === null || typeof error !== 'object' || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
