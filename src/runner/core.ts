import { issueCommand } from '../../node_modules/@actions/core/lib/command.js';

/**
 * The parts of @actions/core in use: how it writes a command, and (core-entry.ts) an entry of a command file. Both
 * files are imported by path, since the package's entry point also loads an HTTP client for id tokens: 40 ms in each
 * process.
 */

/**
 * A workflow command as @actions/core writes it: escaped, one line, with its line end. Core can only print to stdout,
 * so its output is captured synchronously, before anything else can print.
 *
 * @param properties empty and undefined ones are left out
 */
export function commandLine(
  name: string,
  properties: Readonly<Record<string, string | number | undefined>>,
  message: string,
): string {
  // Core would leave a gap if none has a value.
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
