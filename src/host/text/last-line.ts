/** The last line that a command wrote: on stderr it says why it failed. */
export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
