/** The last line of a command's output: on stderr it is the reason for a failure. */
export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
