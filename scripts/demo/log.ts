import { bold, cyan, dim, red, say, yellow } from '../say.ts';

const PAINT: Readonly<Record<string, (text: string) => string>> = {
  group: text => bold(`▾ ${text}`),
  error: text => red(`Error: ${text}`),
  warning: text => yellow(`Warning: ${text}`),
  notice: text => cyan(`Notice: ${text}`),
};

/** Prints a job's log like GitHub's page: groups indented, annotations coloured. */
export function logPrinter(): (line: string) => void {
  let depth = 0;
  return line => {
    if (/^\s*::(endgroup|stop-commands|[\w-]{20,})::/.test(line)) {
      if (line.includes('::endgroup::')) depth = 0;
      return;
    }
    const command = /^##\[(group|error|warning|notice)\](.*)$/s.exec(line);
    const indent = dim('  │ ') + '  '.repeat(depth);
    if (command) say(indent + PAINT[command[1]!]!(command[2]!));
    else if (!line.startsWith('::debug::')) say(indent + (depth > 0 ? dim(line) : line));
    if (command?.[1] === 'group') depth = 1;
  };
}
