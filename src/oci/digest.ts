import { sha256Hex } from '../host/text/sha256.ts';
import type { Digest } from './types.ts';

export function sha256(bytes: Buffer): Digest {
  return `sha256:${sha256Hex(bytes)}`;
}
