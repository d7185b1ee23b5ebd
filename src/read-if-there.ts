import { readFileSync } from 'node:fs';

/** A file's text, or undefined when it cannot be read: for files of the user's that may be there. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
