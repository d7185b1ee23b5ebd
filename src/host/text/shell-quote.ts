/** The text as one word of a POSIX shell, whatever is in it: a branch may be called `$(rm -rf .)`. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
