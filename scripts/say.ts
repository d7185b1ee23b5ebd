/** Terminal output. Colors only on a terminal. */
const colors = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code: number) => (text: string) => (colors ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = paint(1);
export const dim = paint(2);
export const red = paint(31);
export const green = paint(32);
export const yellow = paint(33);
export const cyan = paint(36);

export function say(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** Ends the process like other commands, and not with a stack trace, if nobody reads it any more: `… | head`. */
export function endUnread(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      // As a shell reports a program that SIGPIPE has ended.
      process.exit(141);
    });
  }
}

export function headingOf(text: string): string {
  return `\n${bold(cyan(`━━ ${text}`))}`;
}

export function heading(text: string): void {
  say(headingOf(text));
}

/** `1.2 s`. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Shows progress and duration: `▸ title … 1.2 s`. */
export async function timed<T>(title: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  process.stdout.write(`▸ ${title} … `);
  try {
    const result = await work();
    say(dim(seconds(performance.now() - started)));
    return result;
  } catch (error) {
    say(red(`failed after ${seconds(performance.now() - started)}`));
    throw error;
  }
}

/** Columns as wide as their widest cell. Cells contain no colors. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
  return rows.map((row, at) => `  ${at === 0 ? bold(line(row)) : line(row)}`).join('\n');
}
