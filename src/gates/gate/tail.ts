/** How many of a gate's last lines are repeated in its error. */
const LINES = 20;

/** Shows lines as they come and remembers the last of them. */
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
