import { createHash } from 'node:crypto';

/**
 * Tells that a text is not what it was, and next to nothing of what it is. Records are readable for whoever may read the
 * repository's caches, and there is no lasting secret to key a hash with. Of sixteen bits every list of passwords holds
 * hundreds that fit; a change goes unnoticed once in 65,536 times, and then a reason in the log is missing.
 */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 4);
}
