import { issueCommand } from '../../node_modules/@actions/core/lib/command.js';

/**
 * All that is taken of @actions/core: how it writes a command, and (core-entry.ts) an entry of a command file. Its two
 * files are imported by their paths, since its front door loads an HTTP client for id tokens too: 40 ms in each process.
 */

/**
 * A workflow command as @actions/core writes it: escaped, one line, with its line end. Core knows no place to print it
 * but stdout, and a log may be written elsewhere, so it is caught there, at once and before anything else can print.
 *
 * @param properties Those that are undefined or empty are left out.
 */
export function commandLine(
  name: string,
  properties: Readonly<Record<string, string | number | undefined>>,
  message: string,
): string {
  // Core would leave a gap where none of them has a value.
  const given = Object.entries(properties).filter(([, value]) => value !== undefined && value !== '');
  const { stdout } = process;
  const { write } = stdout;
  let line = '';
  stdout.write = text => {
    line += text;
    return true;
  };
  try {
    issueCommand(name, Object.fromEntries(given), message);
  } finally {
    stdout.write = write;
  }
  return line;
}
