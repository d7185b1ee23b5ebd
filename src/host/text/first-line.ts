/** The first line of a message, for places with room for one. */
export function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
