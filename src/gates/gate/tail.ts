/** Lines of a gate's output that its error repeats. */
const LINES = 20;

/** Shows lines as they arrive and remembers the last ones. */
export function keepTail(
  show: (line: string) => void,
): Readonly<{ line(text: string): void; lines(): readonly string[] }> {
  const tail: string[] = [];
  return {
    line(text) {
      show(text);
      if (tail.push(text) > LINES) tail.shift();
    },
    lines: () => [...tail],
  };
}
