import { createHash } from 'node:crypto';
import type { Digest } from './types.ts';

export function sha256(bytes: Buffer): Digest {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
