import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * An absolute path with its links resolved. Of a missing one, the part that exists is resolved: a link among its parents
 * may lead anywhere.
 */
export function realPath(path: string): string {
  try {
    // `dirname` would be applied after normalizing.
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), path.slice(parent.length));
  }
}
