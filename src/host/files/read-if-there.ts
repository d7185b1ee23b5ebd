import { type ReadRules, readText } from './regular-file.ts';

/** A file's text, or undefined when it cannot be read or is no regular file: for files that may be there. */
export function readIfThere(path: string, rules: ReadRules = { follow: true }): string | undefined {
  try {
    return readText(path, rules);
  } catch {
    return undefined;
  }
}
