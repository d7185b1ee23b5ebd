import { type ReadRules, readText } from './regular-file.ts';

/** The text of an optional file; undefined when it cannot be read or is not a regular file. */
export function readIfThere(path: string, rules: ReadRules = { follow: true }): string | undefined {
  try {
    return readText(path, rules);
  } catch {
    return undefined;
  }
}
